import { useEffect, useState } from 'react'
import { ActiveTime } from '@/lib/active-time'

const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const

/** Active time of the task in hand; starts over with every new key. */
export function useActiveTime(key: string | null, alreadyMs: number): ActiveTime {
  const [time] = useState(() => new ActiveTime())
  useEffect(() => {
    if (key !== null) time.start(alreadyMs)
    // What was measured before belongs to the moment the task was taken up.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key])
  useEffect(() => {
    const onInput = () => time.input()
    const onVisibility = () => (document.visibilityState === 'hidden' ? time.pause() : time.resume())
    for (const name of inputs) window.addEventListener(name, onInput, { passive: true })
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      for (const name of inputs) window.removeEventListener(name, onInput)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [time])
  return time
}
