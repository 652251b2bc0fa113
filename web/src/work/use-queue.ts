import { useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { WorkRole } from '@/api/types'
import { useStore } from '@/lib/store'
import { writeLastDoing } from './last-doing'
import { AssignmentQueue, type QueueState } from './queue'
import { useMe } from './session'

/** The line of assignments of a screen, for as long as the screen is open. */
export function useQueue(projectId: string, role: WorkRole): { queue: AssignmentQueue; state: QueueState } {
  const owner = useMe()?.user_id ?? ''
  const [search] = useSearchParams()
  const first = search.get('first')
  const [queue] = useState(() => new AssignmentQueue(projectId, role, owner))
  const state = useStore(queue.store)
  useEffect(() => {
    writeLastDoing({ projectId, role })
    void queue.start(first)
    return () => queue.stop()
  }, [queue, projectId, role, first])
  return { queue, state }
}
