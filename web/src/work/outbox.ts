import { ApiError, http } from '@/api/client'
import { errorText } from '@/api/errors'
import type { AnswerBody, Earnings, Reply, Today, VerdictBody, WorkRole } from '@/api/types'
import { getEarnings } from '@/api/work'
import { type Attempt, Outbox, type OutboxEntry } from '@/lib/outbox'
import { createStore, useStore } from '@/lib/store'
import { toast } from '@/ui/toast'
import { useSyncExternalStore } from 'react'
import { writeDraft } from './drafts'
import { t } from './i18n'
import { currentMe, refreshSession, watchMe } from './session'

export type WorkMeta = { assignmentId: string; taskId: string; projectId: string; role: WorkRole; action: 'answer' | 'verdict' | 'skip' | 'release'; rewardMinor: number }
export type WorkBody = AnswerBody | VerdictBody | { claim: number } | Record<string, never>
export type WorkEntry = OutboxEntry<WorkBody, WorkMeta>

/** Bodies above this do not fit what browsers let outlive a page. */
const keepaliveMaxBytes = 60_000

async function send(entry: WorkEntry): Promise<Attempt<Reply>> {
  const attempt = () => http.post<Reply>(entry.path, entry.body, { key: entry.key, keepalive: JSON.stringify(entry.body).length < keepaliveMaxBytes })
  try {
    return { outcome: 'done', reply: await attempt() }
  } catch (error) {
    if (!(error instanceof ApiError)) return { outcome: 'later' }
    if (error.isTemporary) return { outcome: 'later', afterMs: error.retryAfterSeconds === null ? undefined : error.retryAfterSeconds * 1000 }
    // Signed out, an old token, a closed account: nothing was decided about the answer, so it stays until the person is back.
    if (error.status === 401 || error.code === 'csrf' || error.code === 'suspended') {
      await refreshSession().catch(() => undefined)
      return { outcome: 'later', afterMs: currentMe() ? 500 : undefined }
    }
    return { outcome: 'refused', error }
  }
}

type Listener = (entry: WorkEntry, outcome: { reply: Reply } | { error: unknown }) => void
const listeners = new Set<Listener>()
/** Hears of every answer that got through or was refused; returns what stops it. */
export function onOutcome(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const today = createStore<Today | null>(null)
const nothing: Today = { answers: 0, inspections: 0, earned_minor: 0, pending_minor: 0 }

/** Takes today's figures from the wallet's. */
export function takeToday({ today: { answers, inspections, earned_minor }, pending_minor }: Earnings): void {
  today.set({ answers, inspections, earned_minor, pending_minor })
}
/** Asks for today's figures where no screen has brought them yet. */
export async function loadToday(): Promise<void> {
  if (today.get() === null) await getEarnings().then(takeToday, () => undefined)
}

export const outbox = new Outbox<WorkEntry, Reply>({
  send,
  onDone(entry, reply) {
    today.set(reply.today)
    for (const listener of listeners) listener(entry, { reply })
  },
  onRefused(entry, error) {
    const { body, meta } = entry
    const regions = meta.action === 'answer' && 'regions' in body ? body.regions : undefined
    // Nothing that was answered is lost: it is there again when the task comes back, to this assignment or to a later one.
    if (regions) for (const id of [meta.assignmentId, meta.taskId]) writeDraft(id, { regions, active_ms: 'active_ms' in body ? body.active_ms : 0 })
    toast(`${t('refused_by_server', { reason: errorText(error) })}${regions ? ` ${t('refused_kept')}` : ''}`, { kind: 'bad' })
    for (const listener of listeners) listener(entry, { error })
  },
})

export const useOutboxEntries = () => useSyncExternalStore(outbox.watch, () => outbox.entries)

/** Today's figures with what is still on its way counted in, so that numbers move with the hand. */
export function useToday(): Today {
  const sent = useStore(today) ?? nothing
  const unsent = useOutboxEntries().filter((entry) => entry.meta.action === 'answer' || entry.meta.action === 'verdict')
  return {
    ...sent,
    answers: sent.answers + unsent.filter((entry) => entry.meta.action === 'answer').length,
    inspections: sent.inspections + unsent.filter((entry) => entry.meta.action === 'verdict').length,
    pending_minor: sent.pending_minor + unsent.reduce((sum, entry) => sum + entry.meta.rewardMinor, 0),
  }
}

/** Follows the person and the connection for as long as the page lives. */
export function startOutbox(): void {
  let owner: string | null = null
  const follow = () => {
    const userId = currentMe()?.user_id ?? null
    if (userId && userId !== owner) void outbox.open(userId)
    if (userId !== owner) today.set(null)
    owner = userId
  }
  watchMe(follow)
  follow()
  window.addEventListener('online', () => outbox.flush())
  window.addEventListener('pagehide', () => outbox.flush())
  document.addEventListener('visibilitychange', () => outbox.flush())
}
