import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useT } from './i18n'
import { useOutboxEntries } from './outbox'

function watchConnection(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
export const useOnline = (): boolean => useSyncExternalStore(watchConnection, () => navigator.onLine)

/** Says when answers wait for the connection; silent otherwise. */
export function ConnectionBar() {
  const t = useT()
  const online = useOnline()
  const stuck = useOutboxEntries().filter((entry) => entry.attempts > 0).length
  return (
    <div role="status">
      {(!online || stuck > 0) && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-center text-sm">
          <WifiOff aria-hidden="true" className="size-4 shrink-0 text-warn" />
          <span>
            {t('offline')} {stuck > 0 && <strong>{t('unsent', { count: stuck })}</strong>}
          </span>
        </p>
      )}
    </div>
  )
}
