import type { Node } from '@/api/types'
import type { HotkeyEntry } from '@/tools/hotkeys'

/** Places of choices and labels that have a key of their own, counted from 1. */
export const choicePlaces = Array.from({ length: 9 }, (_, index) => `choice.${index + 1}`)

/**
 * The interface with the person's own keys for its choices and labels, in their order: key and keycap follow. A key that the
 * requester wrote into the interface stays, since the guide may speak of it.
 */
export function withOwnKeys(tree: Node, keys: Readonly<Record<string, string>>): Node {
  if (!choicePlaces.some((id) => keys[id])) return tree
  let place = 0
  const visit = (node: Node): Node => {
    const children = node.children.map(visit)
    if (node.tag !== 'Choice' && node.tag !== 'Label' && node.tag !== 'Relation') return { ...node, children }
    // The others keep their usual digits: without that, they would move up.
    const own = keys[choicePlaces[place] ?? ''] ?? (place < choicePlaces.length ? `Digit${place + 1}` : undefined)
    place += 1
    return own && !node.attributes.hotkey ? { ...node, attributes: { ...node.attributes, hotkey: own }, children } : { ...node, children }
  }
  return visit(tree)
}

/** Keys that do one thing in several ways, such as the four arrows. */
export type Purpose = { label: string; entries: readonly HotkeyEntry[] }
export type Group = { name: string; purposes: readonly Purpose[] }

/** What works on a screen, by what it belongs to and in the order it came; tools that stand there twice are said once. */
export function groupsOf(entries: readonly HotkeyEntry[]): Group[] {
  const groups = new Map<string, Map<string, HotkeyEntry[]>>()
  for (const entry of entries) {
    const purposes = groups.get(entry.group) ?? new Map<string, HotkeyEntry[]>()
    groups.set(entry.group, purposes)
    const same = purposes.get(entry.label) ?? []
    purposes.set(entry.label, same)
    if (!same.some(({ id, chord }) => id === entry.id && chord === entry.chord)) same.push(entry)
  }
  return [...groups].map(([name, purposes]) => ({ name, purposes: [...purposes].map(([label, all]) => ({ label, entries: all })) }))
}

/** A key of one focused thing and a key of another never meet. */
const meets = (one: HotkeyEntry, other: HotkeyEntry) => !one.scope || !other.scope || one.scope === other.scope

/** What a key does already on this screen: a label, or the id of a choice's place. Null: it is free for this. */
export function takenBy(entries: readonly HotkeyEntry[], keys: Readonly<Record<string, string>>, id: string, chord: string): string | null {
  // A choice may take another's usual digit: the other gets the next free one.
  const isChoice = id.startsWith('choice.')
  const own = entries.filter((entry) => entry.id === id)
  const used = entries.find((entry) => entry.id !== id && entry.chord === chord && !(isChoice && entry.fixed === 'interface')
    && (own.length === 0 || own.some((one) => meets(one, entry))))
  if (used) return used.label
  return Object.entries(keys).find(([other, key]) => other !== id && key === chord && other.startsWith('choice.'))?.[0] ?? null
}

/**
 * What else the key of an entry does on this screen. The usual keys of a focused tool go before those of the page on purpose, so a
 * shared key is worth a word only where the person chose one of the two, or where both work everywhere.
 */
export function clashOf(entries: readonly HotkeyEntry[], keys: Readonly<Record<string, string>>, entry: HotkeyEntry): string | null {
  const other = entries.find((candidate) => candidate.id !== entry.id && candidate.label !== entry.label && candidate.chord === entry.chord
    && meets(candidate, entry) && (isOwn(keys, candidate) || isOwn(keys, entry) || (!candidate.scope && !entry.scope && candidate.fixed !== 'page' && entry.fixed !== 'page')))
  return other?.label ?? null
}

const isOwn = (keys: Readonly<Record<string, string>>, entry: HotkeyEntry) => !entry.fixed && keys[entry.id] !== undefined
