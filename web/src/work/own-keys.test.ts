import { expect, test } from 'vitest'
import type { HotkeyEntry } from '@/tools/hotkeys'
import { clashOf, groupsOf, takenBy } from './own-keys'

const text = document.createElement('div')
const picture = document.createElement('div')
const entry = (id: string, chord: string, more: Partial<HotkeyEntry> = {}): HotkeyEntry =>
  ({ id, chord, usual: chord, label: `‹${id}›`, group: id.split('.')[0]!, scope: undefined, fixed: undefined, ...more })

const entries = [
  entry('player.skip', 'KeyS'),
  entry('player.submit', 'Enter'),
  entry('spans.letters', 'KeyL', { scope: text }),
  entry('spans.take', 'Enter', { scope: text }),
  entry('spans.moveLeft', 'ArrowLeft', { scope: text, label: '옮기기' }),
  entry('spans.moveRight', 'ArrowRight', { scope: text, label: '옮기기' }),
  entry('picture.draw', 'KeyB', { scope: picture }),
  entry('choices.kind.1', 'Digit1', { fixed: 'interface' }),
]

test('keys stand under their tool, those of one purpose together, those of two such tools once', () => {
  const groups = groupsOf([...entries, entry('spans.letters', 'KeyL', { scope: picture })])
  expect(groups.map(({ name, purposes }) => [name, purposes.map((purpose) => purpose.entries.length)])).toEqual([
    ['player', [1, 1]], ['spans', [1, 1, 2]], ['picture', [1]], ['choices', [1]],
  ])
})

test('a key is refused where it would meet another', () => {
  expect(takenBy(entries, {}, 'spans.letters', 'KeyS')).toBe('‹player.skip›')
  expect(takenBy(entries, {}, 'player.skip', 'KeyL')).toBe('‹spans.letters›')
  expect(takenBy(entries, {}, 'spans.letters', 'Digit1')).toBe('‹choices.kind.1›')
  // Two things that cannot both have the focus may share one; so may a key and itself.
  expect(takenBy(entries, {}, 'spans.letters', 'KeyB')).toBeNull()
  expect(takenBy(entries, {}, 'spans.letters', 'KeyL')).toBeNull()
  // Among choices the digits move up; a place with a key of its own keeps it.
  expect(takenBy(entries, {}, 'choice.3', 'Digit1')).toBeNull()
  expect(takenBy(entries, { 'choice.2': 'KeyJ' }, 'picture.draw', 'KeyJ')).toBe('choice.2')
})

test('two keys that meet are told of, but for what goes first on purpose', () => {
  const clash = (all: readonly HotkeyEntry[], keys: Record<string, string>, id: string) => clashOf(all, keys, all.find((one) => one.id === id)!)
  expect(clash(entries, {}, 'player.submit')).toBeNull()
  expect(clash(entries, { 'player.submit': 'Enter' }, 'spans.take')).toBe('‹player.submit›')
  const both = [...entries, entry('relations.act', 'KeyS')]
  expect([clash(both, {}, 'relations.act'), clash(both, {}, 'player.skip')]).toEqual(['‹player.skip›', '‹relations.act›'])
  expect(clash([...entries, entry('review.digit1', 'KeyS', { fixed: 'page' })], {}, 'player.skip')).toBeNull()
  // An own key meant for another screen may meet one here.
  const elsewhere = [...entries, entry('video.draw', 'KeyL')]
  expect(clash(elsewhere, { 'video.draw': 'KeyL' }, 'spans.letters')).toBe('‹video.draw›')
  expect(clash(elsewhere, { 'choices.kind.1': 'Digit1' }, 'choices.kind.1')).toBeNull()
})
