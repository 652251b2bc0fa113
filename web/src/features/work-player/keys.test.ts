import { expect, test } from 'vitest'
import type { Node, Region } from '@/api/types'
import { withOwnKeys } from '@/work/own-keys'
import { likeBefore } from './like-before'

const choice = (value: string, hotkey?: string): Node => ({ tag: 'Choice', attributes: hotkey ? { value, hotkey } : { value }, children: [] })
const tree: Node = { tag: 'View', attributes: {}, children: [{ tag: 'Choices', attributes: { name: 'kind' }, children: [choice('a'), choice('b', 'q'), choice('c')] }] }
const hotkeys = (node: Node): (string | undefined)[] => [...(node.tag === 'Choice' ? [node.attributes.hotkey] : []), ...node.children.flatMap(hotkeys)]

test('own keys go to choices by their place, and never take the place of the requester\'s', () => {
  expect(withOwnKeys(tree, { 'player.skip': 'KeyX' })).toBe(tree)
  expect(hotkeys(withOwnKeys(tree, { 'choice.1': 'KeyJ', 'choice.2': 'KeyK', 'choice.3': 'KeyL' }))).toEqual(['KeyJ', 'q', 'KeyL'])
  expect(hotkeys(withOwnKeys(tree, { 'choice.1': 'KeyJ' }))).toEqual(['KeyJ', 'q', 'Digit3'])
})

test('an answer is begun like the one before, with ids of its own that still belong together', () => {
  const region = (id: string, more: Partial<Region> = {}): Region => ({ id, from_name: 'f', to_name: 't', type: 'choices', value: { choices: ['a'] }, ...more })
  let made = 0
  const copied = likeBefore(
    [region('one', { type: 'rectanglelabels', original_width: 640 }), region('one'), region('span', { type: 'labels', value: { start: 1, end: 2, text: 'x' } }), region('r', { type: 'relation', from_id: 'one', to_id: 'one' })],
    () => `new-${(made += 1)}`,
  )
  expect(copied.map(({ id }) => id)).toEqual(['new-1', 'new-1', 'new-2'])
  expect(copied[2]).toMatchObject({ type: 'relation', from_id: 'new-1', to_id: 'new-1' })
  expect(copied[0]).not.toHaveProperty('original_width')
})
