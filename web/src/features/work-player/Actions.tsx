import { BookOpen, CopyCheck, Ellipsis, FileX, Hand, Keyboard, SkipForward, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, IconButton } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { useT } from '@/work/i18n'
import { useMe } from '@/work/session'
import { settingsOf } from '@/work/settings'
import { keyText } from '@/work/use-hotkeys'
import { playerKeys } from './keys'

type ActionsProps = {
  isMending: boolean
  canUndo: boolean
  /** There is an answer to begin with like before. */
  canCopyLast: boolean
  onUndo: () => void
  onCopyLast: () => void
  onSameAsBefore: () => void
  onSkip: () => void
  onSubmit: () => void
  onGuide: () => void
  onUnusable: () => void
  onKeys: () => void
  onRelease: () => void
}

/** What can be done with a task, under the thumb; the rarer things behind one button. */
export function Actions({ isMending, canUndo, canCopyLast, onUndo, onCopyLast, onSameAsBefore, onSkip, onSubmit, onGuide, onUnusable, onKeys, onRelease }: ActionsProps) {
  const t = useT()
  const { keys } = settingsOf(useMe())
  const key = (id: keyof typeof playerKeys) => keyText(keys, id, playerKeys[id])
  const [more, setMore] = useState(false)
  const choose = (action: () => void) => () => {
    setMore(false)
    action()
  }
  return (
    <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-1 px-2 py-2 sm:gap-2 sm:px-5">
      <IconButton label={`${t('undo')} (${key('player.undo')})`} disabled={!canUndo} onClick={onUndo}>
        <Undo2 aria-hidden="true" />
      </IconButton>
      <IconButton label={t('more')} onClick={() => setMore(true)} aria-haspopup="dialog">
        <Ellipsis aria-hidden="true" />
      </IconButton>
      <IconButton label={`${t('guide')} (${key('player.guide')})`} onClick={onGuide} className="wide:hidden">
        <BookOpen aria-hidden="true" />
      </IconButton>
      {canCopyLast && (
        <Button kind="quiet" hotkey={key('player.copy_last')} className="max-sm:hidden" onClick={onCopyLast}>
          {t('copy_last')}
        </Button>
      )}
      {!isMending && (
        <Button kind="quiet" hotkey={key('player.skip')} className="max-sm:px-2" onClick={onSkip}>
          {t('skip')}
        </Button>
      )}
      <Button kind="primary" size="large" hotkey={key('player.submit')} onClick={onSubmit} className="ml-auto flex-1 max-sm:px-3 sm:max-w-80">
        {t(isMending ? 'submit_mended' : 'submit_next')}
      </Button>
      <Dialog open={more} onClose={() => setMore(false)} title={t('more')}>
        <ul className="grid gap-2">
          {canCopyLast && <MoreItem icon={<CopyCheck aria-hidden="true" />} label={t('copy_last')} hint={t('copy_last_hint')} onSelect={choose(onCopyLast)} />}
          {canCopyLast && <MoreItem icon={<CopyCheck aria-hidden="true" />} label={t('same_as_before')} hint={t('same_as_before_hint')} onSelect={choose(onSameAsBefore)} />}
          <MoreItem icon={<FileX aria-hidden="true" />} label={t('unusable')} hint={t('unusable_lead')} onSelect={choose(onUnusable)} />
          <MoreItem icon={<Hand aria-hidden="true" />} label={t('release')} hint={t('release_hint')} onSelect={choose(onRelease)} />
          {!isMending && <MoreItem icon={<SkipForward aria-hidden="true" />} label={t('skip')} hint={t('skip_hint')} onSelect={choose(onSkip)} />}
          <MoreItem icon={<BookOpen aria-hidden="true" />} label={t('guide')} hint="" onSelect={choose(onGuide)} />
          <MoreItem icon={<Keyboard aria-hidden="true" />} label={t('keys')} hint={t('keys_hint')} onSelect={choose(onKeys)} />
        </ul>
      </Dialog>
    </div>
  )
}

function MoreItem({ icon, label, hint, onSelect }: { icon: ReactNode; label: string; hint: string; onSelect: () => void }) {
  return (
    <li>
      <button type="button" onClick={onSelect} className="flex min-h-14 w-full items-center gap-4 rounded-card px-3 py-2 text-left hover:bg-sunken">
        <span className="shrink-0">{icon}</span>
        <span>
          <span className="block font-semibold">{label}</span>
          {hint && <span className="block text-sm text-muted">{hint}</span>}
        </span>
      </button>
    </li>
  )
}
