import { type ComponentType, Suspense, useEffect, useState } from 'react'
import type { Assignment } from '@/api/types'
import { Loading } from '@/ui/Page'
import { load as loadTexts } from '@/work/i18n'
import { PlayerFrame } from '@/work/PlayerFrame'
import { QueueEnd } from '@/work/QueueEnd'
import type { AssignmentQueue } from '@/work/queue'
import { useQueue } from '@/work/use-queue'
import { Answer } from './Answer'
import type { View } from './views'

/** What the player of tasks wants to know; the shell hands it in, since features do not know each other. */
type AnswerTaskProps = { queue: AssignmentQueue; assignment: Assignment; turn: number; canUndo: boolean }

/** One answer after the other, beside the guide: pass, fix, return with a reason, refuse. */
export default function Review({ projectId, AnswerTask }: { projectId: string; AnswerTask: ComponentType<AnswerTaskProps> }) {
  const { queue, state } = useQueue(projectId, 'inspect')
  const current = state.items[0] ?? null
  const language = state.project?.language
  // Whoever looks at one answer side by side looks so at the next.
  const [view, setView] = useState<View>('changes')
  useEffect(() => {
    // The reasons are written for the worker, so in the project's language.
    if (language) void loadTexts(language)
  }, [language])
  if (current?.tree && current.role === 'adjudicate')
    return (
      <Suspense fallback={<Loading />}>
        <AnswerTask queue={queue} assignment={current} turn={state.turn} canUndo={state.undoable !== null} />
      </Suspense>
    )
  if (!current?.tree || !current.inspect || !state.project)
    return (
      <PlayerFrame title={state.project?.name ?? ''}>
        <QueueEnd queue={queue} state={state} />
      </PlayerFrame>
    )
  return (
    <Answer
      key={`${current.assignment_id}.${state.turn}`}
      frameKey={`${current.assignment_id}.${state.turn}`}
      queue={queue}
      project={state.project}
      assignment={current}
      canUndo={state.undoable !== null}
      view={view}
      onView={setView}
    />
  )
}
