import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { cx } from '@/lib/cx'
import { IconButton } from './Button'
import { useT } from './strings'
import { dismissToast, readToasts, watchToasts } from './toast'

/** Where toasts appear; one per app, mounted from the start so that screen readers hear what is added. */
export function Toaster() {
  const toasts = useSyncExternalStore(watchToasts, readToasts)
  const t = useT()
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 mx-auto grid w-full max-w-md gap-2 px-4 sm:bottom-6"
    >
      {toasts.map((toast) => (
        <div
          key={toast.id}
          className={cx(
            'pointer-events-auto flex items-center gap-2 rounded-card border bg-card py-1 pr-1 pl-4 shadow-lg',
            toast.kind === 'bad' ? 'border-bad text-bad' : toast.kind === 'good' ? 'border-good text-good' : 'border-line-strong',
          )}
        >
          <p className="flex-1 py-1">{toast.text}</p>
          {toast.action && (
            <button
              type="button"
              className="min-h-11 rounded-card px-2 font-semibold text-accent"
              onClick={() => {
                toast.action?.run()
                dismissToast(toast.id)
              }}
            >
              {toast.action.label}
            </button>
          )}
          <IconButton label={t('close')} onClick={() => dismissToast(toast.id)}>
            <X aria-hidden="true" className="size-5" />
          </IconButton>
        </div>
      ))}
    </div>
  )
}
