import { Split } from 'lucide-react'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isApiError } from '@/api/client'
import { errorText } from '@/api/errors'
import type { Assignment, Node, Region } from '@/api/types'
import { Notice } from '@/ui/Badge'
import { toast } from '@/ui/toast'
import { CommentList } from '@/work/CommentList'
import { pinsOf } from '@/work/comments'
import { readDraft } from '@/work/drafts'
import { useT } from '@/work/i18n'
import { choicePlaces } from '@/work/own-keys'
import { PlayerFrame } from '@/work/PlayerFrame'
import { type AssignmentQueue, startingRegions } from '@/work/queue'
import { GuideExtras } from '@/work/screens'
import { useMe } from '@/work/session'
import { makingOf } from '@/work/making'
import { settingsOf } from '@/work/settings'
import { Shield } from '@/work/sensitive/Shield'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'
import { useActiveTime } from '@/work/use-active-time'
import { useHotkeyRegistry } from '@/work/use-hotkeys'
import { Actions } from './Actions'
import { Asking } from './Asking'
import { BatchCard } from './BatchCard'
import { BreakHint } from './BreakHint'
import { GuideSide } from './GuideSide'
import { playerKeys } from './keys'
import { likeBefore } from './like-before'
import { ReturnedBanner } from './ReturnedBanner'
import { useDraftSaving } from './use-draft-saving'

// Seldom opened, and never before the task stands there.
const GuideDialog = lazy(() => import('./GuideDialog').then((module) => ({ default: module.GuideDialog })))
const UnusableDialog = lazy(() => import('./UnusableDialog').then((module) => ({ default: module.UnusableDialog })))
const KeysDialog = lazy(() => import('@/work/KeysDialog').then((module) => ({ default: module.KeysDialog })))

const noRegions: readonly Region[] = []
const emptyTree: Node = { tag: 'View', attributes: {}, children: [] }

/** Undoes the last submission and says what came of it. */
function useUndo(queue: AssignmentQueue): () => void {
  const t = useT()
  return () => {
    queue.undo().then(
      (undone) => toast(t(undone ? 'undone' : 'nothing_to_undo')),
      (error: unknown) => toast(errorText(error), { kind: isApiError(error) ? 'plain' : 'bad' }),
    )
  }
}

type Sheet = 'guide' | 'unusable' | 'keys'
export type TaskProps = { queue: AssignmentQueue; assignment: Assignment; turn: number; canUndo: boolean }

/** One task to answer: in one's own work, or where people disagreed and somebody decides. */
export default function Task({ queue, assignment, turn, canUndo }: TaskProps) {
  const t = useT()
  const settings = settingsOf(useMe())
  const tool = useRef<InterfaceHandle | null>(null)
  const [sheet, openSheet] = useState<Sheet | null>(null)
  // A dialog that was open once stays there, closed: only then does the focus go back to where it was.
  const [known, setKnown] = useState<readonly Sheet[]>([])
  const setSheet = useCallback((next: Sheet | null) => {
    openSheet(next)
    if (next) setKnown((before) => (before.includes(next) ? before : [...before, next]))
  }, [])
  const key = `${assignment.assignment_id}.${turn}`
  const local = useMemo(() => readDraft(assignment.assignment_id) ?? readDraft(assignment.task_id), [key]) // oxlint-disable-line react/exhaustive-deps -- read once per turn
  const time = useActiveTime(key, local?.active_ms ?? assignment.draft?.active_ms ?? 0)
  const drafts = useDraftSaving(assignment.assignment_id, time)
  const undo = useUndo(queue)
  const { project, lastAnswer, given } = queue.store.get()
  const guide = project?.guide
  const canCopyLast = lastAnswer !== null && assignment.returned === null
  const side = useRef<HTMLDivElement>(null)
  const [visit, setVisit] = useState(0)
  const making = useMemo(() => makingOf(assignment, () => void queue.left(assignment.assignment_id)), [assignment, queue])
  const extras = project && <GuideExtras projectId={project.project_id} clauses={project.guide.clauses} sensitive={project.sensitive} assignmentId={assignment.assignment_id} />

  const send = (kind: 'regions' | 'unusable', regions: Region[], reason?: string) => {
    drafts.stop()
    // In one frame: the answer leaves, the next task stands there.
    flushSync(() => queue.answer({ kind, regions, active_ms: time.read(), ...(reason ? { reason } : {}) }))
    window.scrollTo(0, 0)
  }
  const submit = () => {
    const handle = tool.current
    if (!handle || handle.reportProblems().length > 0) return
    send('regions', handle.getValue() as unknown as Region[])
  }
  const copyLast = () => {
    if (!canCopyLast || !lastAnswer || !tool.current) return
    tool.current.setValue(likeBefore(lastAnswer) as never)
    drafts.onChange(tool.current.getValue() as unknown as Region[])
  }
  const sameAsBefore = () => {
    copyLast()
    if (canCopyLast) submit()
  }
  /** The clause that a return names: in the guide beside the task, or in the dialog where there is no room for one. */
  const showClause = () => {
    if (side.current?.checkVisibility()) setVisit((count) => count + 1)
    else setSheet('guide')
  }
  const skip = () => {
    drafts.stop()
    flushSync(() => queue.skip())
  }
  const hotkeys = useMemo(() => {
    const of = (id: keyof typeof playerKeys, label: string, run: () => void) => ({ id, chord: playerKeys[id], label, group: t('task'), run })
    return [
      of('player.undo', t('undo'), () => latest.current.undo()),
      of('player.skip', t('skip'), () => latest.current.skip()),
      of('player.copy_last', t('copy_last'), () => latest.current.copyLast()),
      of('player.same_as_before', t('same_as_before'), () => latest.current.sameAsBefore()),
      of('player.unusable', t('unusable'), () => setSheet('unusable')),
      of('player.guide', t('guide'), () => setSheet('guide')),
      of('player.keys', t('keys'), () => setSheet('keys')),
      of('player.submit', t('submit'), () => latest.current.submit()),
    ]
  }, [t, setSheet])
  const latest = useRef({ undo, skip, submit, copyLast, sameAsBefore })
  useEffect(() => {
    latest.current = { undo, skip, submit, copyLast, sameAsBefore }
  })
  const registry = useHotkeyRegistry(hotkeys)

  const { returned } = assignment
  const pins = useMemo(() => pinsOf(returned?.comments ?? []), [returned])
  return (
    <PlayerFrame
      title={assignment.project_name}
      side={
        guide && (
          <div ref={side}>
            <GuideSide guide={guide} clause={returned?.clause ?? null} visit={visit} extras={extras} />
          </div>
        )
      }
      foot={
        <>
          <BatchCard given={given} />
          <Actions
            isMending={returned !== null}
            canUndo={canUndo}
            canCopyLast={canCopyLast}
            onUndo={undo}
            onCopyLast={copyLast}
            onSameAsBefore={sameAsBefore}
            onSkip={skip}
            onSubmit={submit}
            onGuide={() => setSheet('guide')}
            onUnusable={() => setSheet('unusable')}
            onKeys={() => setSheet('keys')}
            onRelease={() => {
              drafts.saveNow()
              queue.release()
            }}
          />
        </>
      }
    >
      {assignment.role === 'adjudicate' && (
        <div className="mb-4">
          <Notice tone="accent" title={t('decide_title')} icon={<Split aria-hidden="true" className="mt-0.5 size-5 shrink-0" />}>
            {t('decide_text')}
          </Notice>
        </div>
      )}
      {returned && (
        <ReturnedBanner returned={returned} guide={guide} leasedUntil={assignment.leased_until} onClause={showClause}>
          <CommentList
            comments={returned.comments}
            tree={assignment.tree ?? emptyTree}
            data={assignment.data}
            regions={assignment.draft?.regions ?? noRegions}
            guide={guide}
            onJump={(place) => {
              tool.current?.point(place)
              tool.current?.focus()
            }}
          />
        </ReturnedBanner>
      )}
      <Shield sensitive={project?.sensitive} turn={key} queue={queue}>
        <ToolFrame
          frameKey={key}
          handle={tool}
          label={t('answer_area')}
          tree={assignment.tree ?? emptyTree}
          data={assignment.data}
          pyramids={assignment.pyramids}
          value={startingRegions(assignment, local)}
          pins={pins}
          autoSubmit={settings.autoAdvance && !returned}
          hotkeys={registry}
          making={making}
          onChange={drafts.onChange}
          onSubmitRequest={submit}
        />
      </Shield>
      <Asking assignment={assignment} project={project} />
      <BreakHint />
      <Suspense>
        {known.includes('guide') && <GuideDialog open={sheet === 'guide'} onClose={() => setSheet(null)} guide={guide} clause={returned?.clause ?? null} extras={extras} />}
        {known.includes('keys') && <KeysDialog open={sheet === 'keys'} onClose={() => setSheet(null)} registry={registry} changeable={playerKeys} choicePlaces={choicePlaces} />}
        {known.includes('unusable') && (
          <UnusableDialog
            open={sheet === 'unusable'}
            onClose={() => setSheet(null)}
            onReport={(reason) => {
              setSheet(null)
              send('unusable', [], reason)
            }}
          />
        )}
      </Suspense>
    </PlayerFrame>
  )
}
