import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isApiError } from '@/api/client'
import { errorText } from '@/api/errors'
import type { Assignment, Region, VerdictBody, VerdictKind, WorkProjectDetail } from '@/api/types'
import type { Pin } from '@/tools/types'
import { Dialog } from '@/ui/Dialog'
import { toast } from '@/ui/toast'
import { pinsOf } from '@/work/comments'
import { GuidePanel } from '@/work/GuidePanel'
import { useT } from '@/work/i18n'
import { KeysDialog } from '@/work/KeysDialog'
import { makingOf } from '@/work/making'
import { PlayerFrame } from '@/work/PlayerFrame'
import type { AssignmentQueue } from '@/work/queue'
import { useMe } from '@/work/session'
import { settingsOf } from '@/work/settings'
import { Shield } from '@/work/sensitive/Shield'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'
import { useActiveTime } from '@/work/use-active-time'
import { keyText, useHotkeyRegistry } from '@/work/use-hotkeys'
import { AnswerFrames, type OtherAnswer } from './AnswerFrames'
import { AnswerHead } from './AnswerHead'
import { BlamePanel } from './BlamePanel'
import { commentsOf, isBlame, type Mode } from './blame'
import { Decisions } from './Decisions'
import { FixBar } from './FixBar'
import { reasonsFor, reasonText } from './reasons'
import { placeHotkeys, type ReviewActions, reviewHotkeys, reviewKeys, type ReviewKey } from './review-hotkeys'
import { useBlame } from './use-blame'
import { useMending } from './use-mending'
import { ViewSwitch } from './ViewSwitch'
import type { View } from './views'

const nothing: readonly Region[] = []
const noPins: readonly Pin[] = []

type AnswerProps = { frameKey: string; queue: AssignmentQueue; project: WorkProjectDetail; assignment: Assignment; canUndo: boolean; view: View; onView: (view: View) => void }

/** One answer to decide on: looked at, mended, or returned with a reason pinned to its place. */
export function Answer({ frameKey, queue, project, assignment, canUndo, view, onView }: AnswerProps) {
  const t = useT()
  const making = useMemo(() => makingOf(assignment), [assignment])
  const tool = useRef<InterfaceHandle | null>(null)
  const note = useRef<HTMLTextAreaElement | null>(null)
  const pinField = useRef<HTMLInputElement | null>(null)
  const { keys } = settingsOf(useMe())
  const keyOf = (id: ReviewKey) => keyText(keys, id, reviewKeys[id])
  const [mode, setMode] = useState<Mode>('look')
  const [besideWorker, setBesideWorker] = useState(false)
  const [sheet, setSheet] = useState<'guide' | 'keys' | null>(null)
  const time = useActiveTime(frameKey, 0)
  const { inspect, data, pyramids } = assignment
  const tree = assignment.tree ?? project.tree
  const answer = inspect?.answer.regions ?? nothing
  const lastRound = inspect?.last_round ?? false
  const clauses = project.guide.clauses
  const reasons = useMemo(() => reasonsFor(project.kinds, mode), [project.kinds, mode])
  const previous = inspect?.previous ?? null
  const said = useBlame({ tool, tree, data, answer, mode, reasons, clauses })
  const { blame } = said
  const ownPins = useMemo(() => blame.pins.map(({ place }, index) => ({ number: index + 1, place })), [blame.pins])
  const earlierPins = useMemo(() => pinsOf(previous?.verdict.comments ?? []), [previous])
  const shownAssignment = useMemo(() => ({ ...assignment, tree }), [assignment, tree])
  // What was sent as a fix and taken back is where mending goes on.
  const mending = useMending(tool, tree, data, answer, assignment.draft?.regions ?? null)
  const isFix = mode === 'fix'
  // A report of unusable data that is answered after all is a fix even when the answer is empty.
  const passes = mending.changes === 0 && inspect?.answer.kind === 'regions'

  const decide = (verdict: VerdictKind, more: Partial<VerdictBody> = {}) => {
    flushSync(() => queue.verdict({ verdict, ...more, active_ms: time.read() }))
    window.scrollTo(0, 0)
  }
  const enter = (next: Mode) => {
    if (next === 'return' && lastRound) {
      toast(t('review_last_round'), { kind: 'bad' })
      return
    }
    said.clear()
    setMode(next)
  }
  const sendBlame = () => {
    if (!isBlame(mode) || !said.isComplete) return
    decide(mode, {
      ...(blame.reason ? { reason: reasonText(blame.reason, project.language) } : {}),
      ...(blame.clause ? { clause: blame.clause } : {}),
      comments: commentsOf(blame),
    })
  }
  const sendFix = () => {
    const handle = tool.current
    if (!handle || handle.reportProblems().length > 0) return
    if (inspect?.answer.kind === 'regions' && mending.changesNow() === 0) decide('pass')
    else decide('fix', { regions: handle.getValue() as unknown as Region[] })
  }
  const undo = () => {
    queue.undo().then(
      (undone) => toast(t(undone ? 'undone' : 'nothing_to_undo')),
      (error: unknown) => toast(errorText(error), { kind: isApiError(error) ? 'plain' : 'bad' }),
    )
  }
  const actions: ReviewActions = {
    mode,
    pass: () => decide('pass'),
    enter,
    back: () => {
      if (isFix) mending.leave()
      setMode('look')
    },
    digit: said.digit,
    send: () => (isFix ? sendFix() : sendBlame()),
    skip: () => flushSync(() => queue.skip()),
    undo,
    look: (wanted) => {
      if (isFix) setBesideWorker(!besideWorker)
      // The same key again goes back to the answer alone.
      else if (previous) onView(wanted === view ? 'answer' : wanted)
    },
    stepPlace: said.stepPlace,
    toData: () => tool.current?.focus(),
    addPlace: said.addPlace,
    removePlace: () => said.removePin(blame.active),
    toNote: () => (pinField.current ?? note.current)?.focus(),
    toggleGuide: () => setSheet((open) => (open === 'guide' ? null : 'guide')),
    showKeys: () => setSheet('keys'),
  }
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  const hotkeys = useMemo(() => reviewHotkeys(t, () => latest.current), [t])
  const registry = useHotkeyRegistry(hotkeys)
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- after the tool, which is built anew for each way of looking at it: then these are asked before its own
  useEffect(() => registry.register(placeHotkeys(t, () => latest.current)), [registry, t, mode, view])

  const other = otherAnswer()
  function otherAnswer(): OtherAnswer | null {
    if (!inspect) return null
    if (isFix) return besideWorker ? { title: t('review_side_worker'), ownTitle: t('review_side_mine'), regions: answer, pins: noPins } : null
    if (!previous || view !== 'beside') return null
    const { round } = previous.verdict
    return {
      title: t('review_side_before', { round: round + 1 }),
      ownTitle: t('review_side_now', { round: inspect.answer.round + 1 }),
      regions: previous.regions,
      compareWith: answer,
      pins: earlierPins,
    }
  }
  const compares = previous !== null && mode === 'look' && view !== 'answer'
  // Where it was returned for; while a new reason is being given, the places of that.
  const pins = isBlame(mode) ? ownPins : isFix ? noPins : earlierPins

  return (
    <PlayerFrame
      title={assignment.project_name}
      side={<GuidePanel guide={project.guide} clause={blame.clause ?? previous?.verdict.clause ?? null} />}
      foot={
        isFix ? (
          <FixBar
            {...mending}
            onUndo={mending.undo}
            onRedo={mending.redo}
            passes={passes}
            beside={besideWorker}
            besideKey={keyOf('review.beside')}
            onBeside={() => setBesideWorker(!besideWorker)}
            onBack={actions.back}
            onSend={sendFix}
          />
        ) : mode === 'look' ? (
          <Decisions canUndo={canUndo} lastRound={lastRound} actions={actions} keyOf={keyOf} />
        ) : (
          <BlamePanel
            mode={mode}
            blame={blame}
            onBlame={said.setBlame}
            reasons={reasons}
            clauses={clauses}
            pinList={{ tree, data, parts: said.parts, clauses, field: pinField, onStep: said.stepPlace, onAdd: said.addPlace, onTake: said.takePin, onChange: said.changePin, onRemove: said.removePin }}
            note={note}
            onBack={actions.back}
            onSend={sendBlame}
          />
        )
      }
    >
      <AnswerHead assignment={shownAssignment} guide={project.guide} onJump={(place) => tool.current?.point(place)}>
        {mode === 'look' && <ViewSwitch view={view} onView={onView} keyOf={keyOf} />}
      </AnswerHead>
      <Shield sensitive={project.sensitive} turn={frameKey} queue={queue}>
        <AnswerFrames frameKey={frameKey} tree={tree} data={data} pyramids={pyramids} making={making} other={other}>
          <ToolFrame
            frameKey={`${frameKey}.${isFix ? 'fix' : 'look'}`}
            handle={tool}
            label={t('inspect_answer')}
            tree={tree}
            data={data}
            pyramids={pyramids}
            value={isFix ? (mending.mended ?? answer) : answer}
            readonly={!isFix}
            pickRegion={mode === 'return' || mode === 'refuse'}
            compareWith={compares ? previous.regions : undefined}
            compareSide={compares && view === 'beside' ? 'after' : undefined}
            pins={pins}
            making={making}
            hotkeys={registry}
            {...(isFix ? { onChange: mending.onChange } : {})}
            onPick={said.onPick}
            onSubmitRequest={() => latest.current.send()}
          />
        </AnswerFrames>
      </Shield>
      <KeysDialog open={sheet === 'keys'} onClose={() => setSheet(null)} registry={registry} changeable={reviewKeys} />
      <Dialog open={sheet === 'guide'} onClose={() => setSheet(null)} title={t('review_guide')} wide>
        <GuidePanel guide={project.guide} clause={blame.clause} />
      </Dialog>
    </PlayerFrame>
  )
}
