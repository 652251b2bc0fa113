import { createStore, useStore } from '@/lib/store'

/** The service worker of a newer version, waiting for a good moment. */
const waiting = createStore<ServiceWorker | null>(null)
export const useWaitingUpdate = () => useStore(waiting)

/** Registers the service worker and notices new versions; they take over only when the person says so. */
export function startUpdates(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const hadController = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadController) location.reload()
  })
  void navigator.serviceWorker
    .register('/sw.js')
    .then((registration) => {
      const notice = () => {
        if (registration.waiting && navigator.serviceWorker.controller) waiting.set(registration.waiting)
      }
      notice()
      registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', notice))
    })
    .catch(() => undefined)
}

export const takeUpdate = (worker: ServiceWorker): void => worker.postMessage('take-over')
