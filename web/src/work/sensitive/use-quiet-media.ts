import { type RefObject, useEffect } from 'react'

/** Sound and films begin at the person's own volume, and stand still while they are covered. */
export function useQuietMedia(place: RefObject<HTMLElement | null>, covered: boolean, volumePercent: number): void {
  useEffect(() => {
    const element = place.current
    if (!element) return
    const quiet = new WeakSet<HTMLMediaElement>()
    const visit = () => {
      for (const media of element.querySelectorAll<HTMLMediaElement>('audio, video')) {
        // Only once: the person may turn it up.
        if (!quiet.has(media)) media.volume = volumePercent / 100
        quiet.add(media)
        if (covered) media.pause()
      }
    }
    const hold = (event: Event) => {
      if (covered && event.target instanceof HTMLMediaElement) event.target.pause()
    }
    visit()
    const watcher = new MutationObserver(visit)
    watcher.observe(element, { childList: true, subtree: true })
    element.addEventListener('play', hold, true)
    return () => {
      watcher.disconnect()
      element.removeEventListener('play', hold, true)
    }
  }, [place, covered, volumePercent])
}
