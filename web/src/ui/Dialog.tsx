import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from '@/lib/cx'
import { IconButton } from './Button'
import { useT } from './strings'

/**
 * The browser's own modal dialog: focus moves in and stays in, Escape closes, focus goes back. On a phone it is a sheet
 * from below, on a wide screen a card in the middle.
 */
export function Dialog({
  open,
  onClose,
  title,
  children,
  footer,
  wide = false,
}: {
  open: boolean
  onClose: () => void
  title: ReactNode
  children: ReactNode
  footer?: ReactNode
  wide?: boolean
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const t = useT()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        // A click beside the card lands on the dialog itself: its padding is zero.
        if (event.target === ref.current) onClose()
      }}
      className={cx(
        'm-0 mt-auto max-h-[92dvh] w-full max-w-full overflow-hidden rounded-t-2xl bg-card p-0 text-ink shadow-xl',
        'sm:m-auto sm:rounded-2xl',
        wide ? 'sm:max-w-3xl' : 'sm:max-w-lg',
      )}
    >
      {open && (
        <div className="flex max-h-[92dvh] flex-col">
          <header className="flex items-center gap-2 border-b border-line py-2 pr-2 pl-5">
            <h2 id={titleId} className="flex-1 text-lg">
              {title}
            </h2>
            <IconButton label={t('close')} onClick={onClose}>
              <X aria-hidden="true" />
            </IconButton>
          </header>
          <div className="overflow-y-auto p-5">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line p-4">{footer}</footer>}
        </div>
      )}
    </dialog>
  )
}
