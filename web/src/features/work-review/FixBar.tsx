import { Columns2, Redo2, Undo2 } from 'lucide-react'
import { Button, IconButton } from '@/ui/Button'
import { useT } from '@/work/i18n'

type FixBarProps = {
  /** Differences from the worker's answer. */
  changes: number
  /** Nothing to send as a fix: the answer passes as it is. */
  passes: boolean
  beside: boolean
  besideKey: string
  onBeside: () => void
  canUndo: boolean
  canRedo: boolean
  onUndo: () => void
  onRedo: () => void
  onBack: () => void
  onSend: () => void
}

/** While the inspector mends the answer: what was mended so far, step by step back, and how it is sent. */
export function FixBar({ changes, passes, beside, besideKey, onBeside, canUndo, canRedo, onUndo, onRedo, onBack, onSend }: FixBarProps) {
  const t = useT()
  return (
    <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-1 gap-y-2 px-2 py-2 sm:gap-x-2 sm:px-5">
      <IconButton label={`${t('review_step_back')} (Ctrl+Z)`} disabled={!canUndo} onClick={onUndo}>
        <Undo2 aria-hidden="true" />
      </IconButton>
      <IconButton label={`${t('review_step_forward')} (Ctrl+Shift+Z)`} disabled={!canRedo} onClick={onRedo}>
        <Redo2 aria-hidden="true" />
      </IconButton>
      <IconButton label={`${t('review_fix_beside')} (${besideKey})`} aria-pressed={beside} className={beside ? 'bg-accent-soft' : ''} onClick={onBeside}>
        <Columns2 aria-hidden="true" />
      </IconButton>
      <p aria-live="polite" className="min-w-0 flex-1 px-1 text-sm text-muted">
        {changes > 0 ? t('review_fix_changes', { count: changes }) : t('review_fix_none')}
      </p>
      <span className="flex gap-2 max-sm:w-full">
        <Button onClick={onBack} hotkey="Esc">
          {t('cancel')}
        </Button>
        <Button kind="primary" size="large" hotkey="Enter" className="flex-1 max-sm:px-3 sm:min-w-64" onClick={onSend}>
          {t(passes ? 'review_send_same' : 'review_send_fix')}
        </Button>
      </span>
    </div>
  )
}
