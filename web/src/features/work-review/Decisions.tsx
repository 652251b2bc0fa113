import { BookOpen, Ban, Check, Ellipsis, FileX, Keyboard, Pencil, RotateCcw, SkipForward, Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button, IconButton } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { useT } from '@/work/i18n'
import type { ReviewActions, ReviewKey } from './review-hotkeys'

/** The decisions, the common ones at the thumb and wide, the rare ones behind a button on a phone. */
export function Decisions({ canUndo, lastRound, actions, keyOf }: { canUndo: boolean; lastRound: boolean; actions: ReviewActions; keyOf: (id: ReviewKey) => string }) {
  const t = useT()
  const [more, setMore] = useState(false)
  const choose = (action: () => void) => () => {
    setMore(false)
    action()
  }
  return (
    <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-1 px-2 py-2 sm:gap-2 sm:px-5">
      <IconButton label={`${t('undo')} (${keyOf('review.undo')})`} disabled={!canUndo} onClick={actions.undo}>
        <Undo2 aria-hidden="true" />
      </IconButton>
      <IconButton label={t('more')} onClick={() => setMore(true)} aria-haspopup="dialog">
        <Ellipsis aria-hidden="true" />
      </IconButton>
      <Button kind="quiet" hotkey={keyOf('review.unusable')} className="max-wide:hidden" onClick={() => actions.enter('unusable')}>
        {t('review_unusable')}
      </Button>
      <Button kind="quiet" hotkey={keyOf('review.refuse')} className="max-wide:hidden" onClick={() => actions.enter('refuse')}>
        {t('review_refuse')}
      </Button>
      <Button kind="quiet" hotkey={keyOf('review.skip')} className="max-wide:hidden" onClick={actions.skip}>
        {t('review_skip')}
      </Button>
      <span className="wide:flex-1" />
      <IconButton label={t('review_fix_start')} className="sm:hidden" onClick={() => actions.enter('fix')}>
        <Pencil aria-hidden="true" />
      </IconButton>
      <Button hotkey={keyOf('review.fix')} className="max-sm:hidden" icon={<Pencil aria-hidden="true" className="size-5" />} onClick={() => actions.enter('fix')}>
        {t('review_fix_start')}
      </Button>
      <Button kind="danger" size="large" hotkey={keyOf('review.return')} className="max-sm:px-3" disabled={lastRound} onClick={() => actions.enter('return')}>
        {t('review_return')}
      </Button>
      <Button kind="primary" size="large" hotkey={keyOf('review.pass')} className="flex-1 max-sm:px-3 wide:max-w-48" icon={<Check aria-hidden="true" className="size-5" />} onClick={actions.pass}>
        {t('review_pass')}
      </Button>
      <Dialog open={more} onClose={() => setMore(false)} title={t('more')}>
        <ul className="grid gap-2">
          <Item icon={<SkipForward aria-hidden="true" />} label={t('review_skip')} onSelect={choose(actions.skip)} />
          <Item icon={<Ban aria-hidden="true" />} label={t('review_refuse')} onSelect={choose(() => actions.enter('refuse'))} />
          <Item icon={<FileX aria-hidden="true" />} label={t('review_unusable')} onSelect={choose(() => actions.enter('unusable'))} />
          {!lastRound && <Item icon={<RotateCcw aria-hidden="true" />} label={t('review_return')} onSelect={choose(() => actions.enter('return'))} />}
          <Item icon={<BookOpen aria-hidden="true" />} label={t('review_guide')} onSelect={choose(actions.toggleGuide)} />
          <Item icon={<Keyboard aria-hidden="true" />} label={t('keys')} onSelect={choose(actions.showKeys)} />
        </ul>
      </Dialog>
    </div>
  )
}

function Item({ icon, label, onSelect }: { icon: ReactNode; label: string; onSelect: () => void }) {
  return (
    <li>
      <button type="button" onClick={onSelect} className="flex min-h-12 w-full items-center gap-4 rounded-card px-3 text-left font-semibold hover:bg-sunken">
        {icon}
        {label}
      </button>
    </li>
  )
}
