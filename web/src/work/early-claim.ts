import { peekBooted } from '@/api/client'
import type { Assignment, Next, WorkRole } from '@/api/types'
import * as api from '@/api/work'
import { lineOf } from './line'
import { aheadLeast } from './pace'
import { preloadMedia } from './preload'


let begun: { projectId: string; role: WorkRole; reply: Promise<Next> } | null = null
const wantedForMs = 10_000

/**
 * Takes tasks while the player is still being fetched, where the page says that this person holds none in the project: without
 * that the first task would wait for all of the code. Call it when the session is known.
 */
export function claimEarly(pathname: string): void {
  const [, , , projectId = '', last] = pathname.split('/')
  const mine = peekBooted<{ items: Assignment[] }>('/work/assignments')
  if (last !== 'work' || !mine || mine.items.some((one) => one.project_id === projectId && lineOf(one.role) === 'work')) return
  const reply = api.claim(projectId, { role: 'work', count: aheadLeast })
  begun = { projectId, role: 'work', reply }
  // A failure shows when the player asks.
  reply.then(({ assignments }) => preloadMedia(assignments.slice(0, 1))).catch(() => undefined)
  setTimeout(() => (begun = null), wantedForMs)
}

/** What was taken early for this line; once. */
export function takeEarlyClaim(projectId: string, role: WorkRole): Promise<Next> | null {
  if (begun?.projectId !== projectId || begun.role !== role) return null
  const { reply } = begun
  begun = null
  return reply
}
