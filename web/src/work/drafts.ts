import type { Draft } from '@/api/types'

const prefix = 'pumasi.draft.'
const keptForMs = 14 * 86_400_000
type Stored = Draft & { at: number }

/** Drafts on this device, written on every change: a reload or a closed tab loses nothing. */
export function writeDraft(assignmentId: string, draft: Draft): void {
  try {
    localStorage.setItem(prefix + assignmentId, JSON.stringify({ ...draft, at: Date.now() } satisfies Stored))
  } catch {
    // The storage is full: the server's copy, saved a moment later, has to do.
  }
}

export function readDraft(assignmentId: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + assignmentId) ?? 'null') as Stored | null
  } catch {
    return null
  }
}

export const dropDraft = (assignmentId: string): void => localStorage.removeItem(prefix + assignmentId)

const draftKeys = () => Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '').filter((key) => key.startsWith(prefix))

export function forgetDrafts(): void {
  for (const key of draftKeys()) localStorage.removeItem(key)
}

/** Old drafts of assignments that went elsewhere long ago. */
export function sweepDrafts(now: number = Date.now()): void {
  for (const key of draftKeys()) {
    const draft = readDraft(key.slice(prefix.length)) as Stored | null
    if (!draft || now - draft.at > keptForMs) localStorage.removeItem(key)
  }
}
