import { useEffect } from 'react'

/** Runs whenever a person comes back to the app: a phone keeps it open for days, and what it shows may be long over. */
export function useOnReturn(run: () => Promise<void>): void {
  useEffect(() => {
    const onVisibility = () => {
      if (document.visibilityState === 'visible') void run()
    }
    document.addEventListener('visibilitychange', onVisibility)
    return () => document.removeEventListener('visibilitychange', onVisibility)
  }, [run])
}
