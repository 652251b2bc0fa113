import type { Comment, Place } from '@/api/comment-types'
import { isSamePlace } from '@/tools/pins'
import type { WorkKey } from '@/work/i18n'

/** A comment while it is written. */
export type PinDraft = { place: Place; text: string; clause: string | null }

/** What an inspector says when an answer is not good: collected step by step. `active`: the pin in hand. */
export type Blame = { reason: WorkKey | null; clause: string | null; note: string; pins: readonly PinDraft[]; active: number | null }
export const emptyBlame: Blame = { reason: null, clause: null, note: '', pins: [], active: null }

/** A verdict carries 50 comments, one of them the note. */
const PINS_MAX = 49

export type BlameMode = 'return' | 'refuse' | 'unusable'
export type Mode = 'look' | 'fix' | BlameMode
export const isBlame = (mode: Mode): mode is BlameMode => mode in blameKinds

/** What each of the three must say. A guide without clauses cannot be cited. */
export const blameKinds: Record<BlameMode, { needsClause: boolean; hasPlace: boolean; isComplete: (blame: Blame, hasClauses: boolean) => boolean }> = {
  return: { needsClause: true, hasPlace: true, isComplete: (blame, hasClauses) => blame.reason !== null && (blame.clause !== null || !hasClauses) },
  refuse: { needsClause: true, hasPlace: true, isComplete: (blame, hasClauses) => blame.reason !== null && (blame.clause !== null || !hasClauses) },
  unusable: { needsClause: false, hasPlace: false, isComplete: (blame) => blame.reason !== null },
}

/** A place that was pinned before is taken in hand again; any other gets a pin of its own. */
export function withPin(blame: Blame, place: Place): Blame {
  const known = blame.pins.findIndex((pin) => isSamePlace(pin.place, place))
  if (known >= 0) return { ...blame, active: known }
  if (blame.pins.length >= PINS_MAX) return blame
  return { ...blame, pins: [...blame.pins, { place, text: '', clause: null }], active: blame.pins.length }
}

/** The pin in hand goes there as long as nothing is written to it; otherwise as a new pin. */
export function withPinMoved(blame: Blame, place: Place): Blame {
  const { active, pins } = blame
  const pin = active === null ? undefined : pins[active]
  const isTaken = pins.some((other) => other !== pin && isSamePlace(other.place, place))
  if (!pin || pin.text !== '' || pin.clause !== null || pin.place.kind !== 'region' || isTaken) return withPin(blame, place)
  return { ...blame, pins: pins.map((other) => (other === pin ? { ...pin, place } : other)) }
}

export function withoutPin(blame: Blame, index: number): Blame {
  const pins = blame.pins.filter((_, at) => at !== index)
  return { ...blame, pins, active: pins.length === 0 ? null : Math.min(index, pins.length - 1) }
}

export function withPinChanged(blame: Blame, index: number, change: Partial<PinDraft>): Blame {
  return { ...blame, pins: blame.pins.map((pin, at) => (at === index ? { ...pin, ...change } : pin)), active: index }
}

/** As the verdict carries them: the pins in their order, then what is said of the whole. */
export function commentsOf({ pins, note }: Blame): Comment[] {
  const pinned = pins.map(({ place, text, clause }): Comment => ({ text: text.trim(), clause, place }))
  return note.trim() ? [...pinned, { text: note.trim(), clause: null, place: null }] : pinned
}
