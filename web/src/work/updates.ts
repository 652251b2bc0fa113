import { createStore, useStore } from '@/lib/store'

/** The service worker of a newer version, waiting for a good moment. */
const waiting = createStore<ServiceWorker | null>(null)
export const useWaitingUpdate = () => useStore(waiting)

/** Fetching the whole app for later must not take the line from the task that is wanted now. */
const patienceMs = 3000

/** Registers the service worker once the first screen had its time, and notices new versions; they take over only when the person says so. */
export function startUpdates(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const hadController = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (hadController) location.reload()
  })
  const isHere = navigator.serviceWorker.controller !== null
  void new Promise((resolve) => setTimeout(resolve, isHere ? 0 : patienceMs))
    .then(() => navigator.serviceWorker.register('/sw.js'))
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
