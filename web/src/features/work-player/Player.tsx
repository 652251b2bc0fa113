import { lazy, Suspense } from 'react'
import { PlayerFrame } from '@/work/PlayerFrame'
import { QueueEnd } from '@/work/QueueEnd'
import { useQueue } from '@/work/use-queue'
import { Loading } from '@/ui/Page'
import Task from './Task'

const LessonView = lazy(() => import('./LessonView'))

/** One task after the other: answer, and the next one stands there in the same frame. In training what was right comes in between. */
export default function Player({ projectId }: { projectId: string }) {
  const { queue, state } = useQueue(projectId, 'work')
  const current = state.items[0] ?? null
  const lesson = state.lessons[0]
  if (lesson)
    return (
      <Suspense fallback={<Loading />}>
        <LessonView key={lesson.assignment.assignment_id} lesson={lesson} guide={state.project?.guide} sensitive={state.project?.sensitive} onDone={() => queue.endLesson()} />
      </Suspense>
    )
  if (!current?.tree || state.awaitsLesson)
    return (
      <PlayerFrame title={state.project?.name ?? ''}>{state.awaitsLesson ? <Loading /> : <QueueEnd queue={queue} state={state} />}</PlayerFrame>
    )
  return <Task queue={queue} assignment={current} turn={state.turn} canUndo={state.undoable !== null} />
}
