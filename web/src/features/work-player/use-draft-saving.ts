import { useEffect, useRef } from 'react'
import type { Region } from '@/api/types'
import { saveDraft } from '@/api/work'
import type { ActiveTime } from '@/lib/active-time'
import { writeDraft } from '@/work/drafts'

const serverAfterMs = 4000

/**
 * Keeps the answer as it grows: on this device with every change, on the server a few seconds after the last one, so that
 * another device finds it too.
 */
export function useDraftSaving(assignmentId: string, time: ActiveTime) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const unsaved = useRef<{ assignmentId: string; regions: Region[] } | null>(null)
  const saveNow = () => {
    clearTimeout(timer.current)
    const draft = unsaved.current
    unsaved.current = null
    // A draft that does not reach the server is still on this device; the next change tries again.
    if (draft) saveDraft(draft.assignmentId, { regions: draft.regions, active_ms: time.read() }, { keepalive: true }).catch(() => undefined)
  }
  const latest = useRef(saveNow)
  useEffect(() => {
    latest.current = saveNow
  })
  useEffect(() => {
    const onHide = () => {
      if (document.visibilityState === 'hidden') latest.current()
    }
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      latest.current()
    }
  }, [])
  return {
    onChange(regions: Region[]) {
      writeDraft(assignmentId, { regions, active_ms: time.read() })
      unsaved.current = { assignmentId, regions }
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latest.current(), serverAfterMs)
    },
    saveNow,
    /** The answer is on its way: its draft is not needed any more. */
    stop() {
      clearTimeout(timer.current)
      unsaved.current = null
    },
  }
}
