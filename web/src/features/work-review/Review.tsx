import { type ComponentType, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isApiError } from '@/api/client'
import { errorText } from '@/api/errors'
import type { Assignment, Region, VerdictBody, VerdictKind, WorkProjectDetail } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { Loading } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { GuidePanel } from '@/work/GuidePanel'
import { load as loadTexts, useT } from '@/work/i18n'
import { KeysDialog } from '@/work/KeysDialog'
import { PlayerFrame } from '@/work/PlayerFrame'
import { QueueEnd } from '@/work/QueueEnd'
import type { AssignmentQueue } from '@/work/queue'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'
import { useActiveTime } from '@/work/use-active-time'
import { useHotkeyRegistry } from '@/work/use-hotkeys'
import { useQueue } from '@/work/use-queue'
import { AnswerHead } from './AnswerHead'
import { BlamePanel } from './BlamePanel'
import { blameKinds, type Blame, emptyBlame, isBlame } from './blame'
import { Decisions, FixBar } from './Decisions'
import { reasonsFor, reasonText } from './reasons'
import { reviewHotkeys } from './review-hotkeys'

/** What the player of tasks wants to know; the shell hands it in, since features do not know each other. */
type AnswerTaskProps = { queue: AssignmentQueue; assignment: Assignment; turn: number; canUndo: boolean }

/** One answer after the other, beside the guide: pass, fix, return with a reason, refuse. */
export default function Review({ projectId, AnswerTask }: { projectId: string; AnswerTask: ComponentType<AnswerTaskProps> }) {
  const { queue, state } = useQueue(projectId, 'inspect')
  const current = state.items[0] ?? null
  const language = state.project?.language
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
    />
  )
}

export type Mode = 'look' | 'fix' | 'return' | 'refuse' | 'unusable'

function Answer({ frameKey, queue, project, assignment, canUndo }: { frameKey: string; queue: AssignmentQueue; project: WorkProjectDetail; assignment: Assignment; canUndo: boolean }) {
  const t = useT()
  const tool = useRef<InterfaceHandle | null>(null)
  const [mode, setMode] = useState<Mode>('look')
  const [blame, setBlame] = useState<Blame>(emptyBlame)
  const [showsChanges, setShowsChanges] = useState(true)
  const [sheet, setSheet] = useState<'guide' | 'keys' | null>(null)
  const time = useActiveTime(frameKey, 0)
  const inspect = assignment.inspect
  const lastRound = inspect?.last_round ?? false
  const reasons = useMemo(() => reasonsFor(project.kinds, mode), [project.kinds, mode])
  const clauses = project.guide.clauses
  const previous = inspect?.previous ?? null
  const compares = previous !== null && showsChanges && mode === 'look'

  const decide = (verdict: VerdictKind, more: Partial<VerdictBody> = {}) => {
    flushSync(() => queue.verdict({ verdict, ...more, active_ms: time.read() }))
    window.scrollTo(0, 0)
  }
  const enter = (next: Mode) => {
    if (next === 'return' && lastRound) {
      toast(t('review_last_round'), { kind: 'bad' })
      return
    }
    setBlame(emptyBlame)
    setMode(next)
  }
  const sendBlame = () => {
    if (!isBlame(mode) || !blameKinds[mode].isComplete(blame, clauses.length > 0)) return
    decide(mode, {
      ...(blame.reason ? { reason: reasonText(blame.reason, project.language) } : {}),
      ...(blame.clause ? { clause: blame.clause } : {}),
      ...(blame.note.trim() ? { note: blame.note.trim() } : {}),
      ...(blame.pick?.region_id ? { region_id: blame.pick.region_id } : {}),
      ...(blame.pick?.area ? { area: blame.pick.area } : {}),
    })
  }
  const sendFix = () => {
    const handle = tool.current
    if (handle && handle.reportProblems().length === 0) decide('fix', { regions: handle.getValue() as unknown as Region[] })
  }
  const undo = () => {
    queue.undo().then(
      (undone) => toast(t(undone ? 'undone' : 'nothing_to_undo')),
      (error: unknown) => toast(errorText(error), { kind: isApiError(error) ? 'plain' : 'bad' }),
    )
  }
  const digit = (index: number) => {
    if (!isBlame(mode)) return
    if (!blame.reason) {
      const reason = reasons[index]
      // With one clause there is nothing to choose.
      if (reason) setBlame({ ...blame, reason, clause: clauses.length === 1 ? (clauses[0]?.number ?? null) : null })
    } else if (blameKinds[mode].needsClause) {
      const clause = clauses[index]
      if (clause) setBlame({ ...blame, clause: clause.number })
    }
  }
  const actions = {
    mode,
    pass: () => decide('pass'),
    enter,
    back: () => setMode('look'),
    digit,
    send: () => (mode === 'fix' ? sendFix() : sendBlame()),
    skip: () => flushSync(() => queue.skip()),
    undo,
    toggleGuide: () => setSheet((open) => (open === 'guide' ? null : 'guide')),
    showKeys: () => setSheet('keys'),
  }
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const hotkeys = useMemo(() => reviewHotkeys(t, () => latest.current), [t])
  const registry = useHotkeyRegistry(hotkeys)

  return (
    <PlayerFrame
      title={assignment.project_name}
      side={<GuidePanel guide={project.guide} clause={blame.clause ?? previous?.verdict.clause ?? null} />}
      foot={
        mode === 'look' ? (
          <Decisions canUndo={canUndo} lastRound={lastRound} actions={actions} />
        ) : mode === 'fix' ? (
          <FixBar onBack={actions.back} onSend={sendFix} />
        ) : (
          <BlamePanel mode={mode} blame={blame} onBlame={setBlame} reasons={reasons} clauses={clauses} onBack={actions.back} onSend={sendBlame} />
        )
      }
    >
      <AnswerHead assignment={assignment} guide={project.guide} mode={mode} showsChanges={showsChanges} onToggleChanges={() => setShowsChanges(!showsChanges)} />
      <ToolFrame
        frameKey={frameKey}
        handle={tool}
        label={t('inspect_answer')}
        tree={assignment.tree ?? project.tree}
        data={assignment.data}
        value={inspect?.answer.regions ?? []}
        readonly={mode !== 'fix'}
        pickRegion={mode === 'return' || mode === 'refuse'}
        compareWith={compares ? previous.regions : undefined}
        highlights={blame.pick?.region_id ? [blame.pick.region_id] : previous?.verdict.region_id ? [previous.verdict.region_id] : []}
        highlightArea={blame.pick?.area ?? null}
        hotkeys={mode === 'fix' ? registry : undefined}
        onPick={(pick) => setBlame((current) => ({ ...current, pick }))}
        onSubmitRequest={() => latest.current.send()}
      />
      <KeysDialog open={sheet === 'keys'} onClose={() => setSheet(null)} registry={registry} />
      <Dialog open={sheet === 'guide'} onClose={() => setSheet(null)} title={t('review_guide')} wide>
        <GuidePanel guide={project.guide} clause={blame.clause} />
      </Dialog>
    </PlayerFrame>
  )
}
