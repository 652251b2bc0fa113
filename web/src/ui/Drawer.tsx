import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './Button'
import { useT } from './strings'

/** A sheet at the side of the page for the details of one thing; a whole screen on a phone. Escape closes it. */
export function Drawer({ title, actions, onClose, children }: { title: ReactNode; actions?: ReactNode; onClose: () => void; children: ReactNode }) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const t = useT()
  useEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
  }, [])
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) onClose()
      }}
      className="m-0 ml-auto h-dvh max-h-none w-full max-w-full bg-card p-0 text-ink shadow-xl sm:w-[44rem]"
    >
      <div className="flex h-full flex-col">
        <header className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-5">
          <h2 id={titleId} className="min-w-0 flex-1 truncate text-lg">
            {title}
          </h2>
          {actions}
          <IconButton label={t('close')} onClick={onClose}>
            <X aria-hidden="true" />
          </IconButton>
        </header>
        <div className="flex-1 overflow-y-auto p-5">{children}</div>
      </div>
    </dialog>
  )
}
