import { Split } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isApiError } from '@/api/client'
import { errorText } from '@/api/errors'
import type { Assignment, Region } from '@/api/types'
import { Notice } from '@/ui/Badge'
import { toast } from '@/ui/toast'
import { readDraft } from '@/work/drafts'
import { GuidePanel } from '@/work/GuidePanel'
import { useT } from '@/work/i18n'
import { KeysDialog } from '@/work/KeysDialog'
import { PlayerFrame } from '@/work/PlayerFrame'
import { type AssignmentQueue, startingRegions } from '@/work/queue'
import { useMe } from '@/work/session'
import { settingsOf } from '@/work/settings'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'
import { useActiveTime } from '@/work/use-active-time'
import { useHotkeyRegistry } from '@/work/use-hotkeys'
import { Actions } from './Actions'
import { BreakHint } from './BreakHint'
import { GuideDialog } from './GuideDialog'
import { ReturnedBanner } from './ReturnedBanner'
import { UnusableDialog } from './UnusableDialog'
import { useDraftSaving } from './use-draft-saving'

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

export type TaskProps = { queue: AssignmentQueue; assignment: Assignment; turn: number; canUndo: boolean }

/** One task to answer: in one's own work, or where people disagreed and somebody decides. */
export default function Task({ queue, assignment, turn, canUndo }: TaskProps) {
  const t = useT()
  const settings = settingsOf(useMe())
  const tool = useRef<InterfaceHandle | null>(null)
  const [sheet, setSheet] = useState<'guide' | 'unusable' | 'keys' | null>(null)
  const key = `${assignment.assignment_id}.${turn}`
  const local = useMemo(() => readDraft(assignment.assignment_id), [key]) // oxlint-disable-line react/exhaustive-deps -- read once per turn
  const time = useActiveTime(key, local?.active_ms ?? assignment.draft?.active_ms ?? 0)
  const drafts = useDraftSaving(assignment.assignment_id, time)
  const undo = useUndo(queue)
  const guide = queue.store.get().project?.guide

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
  const skip = () => {
    drafts.stop()
    flushSync(() => queue.skip())
  }
  const hotkeys = useMemo(
    () => [
      { id: 'player.undo', chord: 'KeyZ', label: t('undo'), group: t('task'), run: () => latest.current.undo() },
      { id: 'player.skip', chord: 'KeyS', label: t('skip'), group: t('task'), run: () => latest.current.skip() },
      { id: 'player.unusable', chord: 'KeyU', label: t('unusable'), group: t('task'), run: () => setSheet('unusable') },
      { id: 'player.guide', chord: 'KeyG', label: t('guide'), group: t('task'), run: () => setSheet((open) => (open === 'guide' ? null : 'guide')) },
      { id: 'player.keys', chord: 'Shift+Slash', label: t('keys'), group: t('task'), run: () => setSheet('keys') },
      { id: 'player.submit', chord: 'Enter', label: t('submit'), group: t('task'), run: () => latest.current.submit() },
    ],
    [t],
  )
  const latest = useRef({ undo, skip, submit })
  useEffect(() => {
    latest.current = { undo, skip, submit }
  })
  const registry = useHotkeyRegistry(hotkeys)

  const { returned } = assignment
  return (
    <PlayerFrame
      title={assignment.project_name}
      side={guide && <GuidePanel guide={guide} clause={returned?.clause ?? null} />}
      foot={
        <Actions
          isMending={returned !== null}
          canUndo={canUndo}
          onUndo={undo}
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
      }
    >
      {assignment.role === 'adjudicate' && (
        <div className="mb-4">
          <Notice tone="accent" title={t('decide_title')} icon={<Split aria-hidden="true" className="mt-0.5 size-5 shrink-0" />}>
            {t('decide_text')}
          </Notice>
        </div>
      )}
      {returned && <ReturnedBanner returned={returned} guide={guide} leasedUntil={assignment.leased_until} />}
      <ToolFrame
        frameKey={key}
        handle={tool}
        label={t('answer_area')}
        tree={assignment.tree ?? { tag: 'View', attributes: {}, children: [] }}
        data={assignment.data}
        value={startingRegions(assignment, local)}
        highlights={returned?.region_id ? [returned.region_id] : []}
        highlightArea={returned?.area ?? null}
        autoSubmit={settings.autoAdvance && !returned}
        hotkeys={registry}
        onChange={drafts.onChange}
        onSubmitRequest={submit}
      />
      <BreakHint />
      <GuideDialog open={sheet === 'guide'} onClose={() => setSheet(null)} guide={guide} clause={returned?.clause ?? null} />
      <KeysDialog open={sheet === 'keys'} onClose={() => setSheet(null)} registry={registry} />
      <UnusableDialog
        open={sheet === 'unusable'}
        onClose={() => setSheet(null)}
        onReport={(reason) => {
          setSheet(null)
          send('unusable', [], reason)
        }}
      />
    </PlayerFrame>
  )
}
