import { expect, test } from 'vitest'
import type { Place } from '@/api/comment-types'
import type { Node, RegionChange } from '@/api/types'
import { changeAt, numbered, pinsOf } from './comments'

const n = (tag: string, attributes: Record<string, string>, ...children: Node[]): Node => ({ tag, attributes, children })
const label = n('Label', { value: 'car' })
const tree = n('View', {}, n('Image', { name: 'photo', value: '$photo' }), n('RectangleLabels', { name: 'box', toName: 'photo' }, label), n('Text', { name: 'text', value: '$text' }), n('Labels', { name: 'span', toName: 'text' }, label))

test('what has a place has a number, in the order it was written', () => {
  const region: Place = { kind: 'region', region_id: 'a' }
  const comments = [{ text: 'a', clause: null, place: region }, { text: 'all in all', clause: null, place: null }, { text: 'b', clause: null, place: region }]
  expect(numbered(comments).map((comment) => comment.number)).toEqual([1, null, 2])
  expect(pinsOf(comments).map((pin) => pin.number)).toEqual([1, 2])
})

test('a change is told at the region, or where it touches the place', () => {
  const change = (from_name: string, region_id: string, after: object): RegionChange => ({ kind: 'added', from_name, region_id, before: null, after }) as never
  const changes = [change('box', 'r1', { x: 10, y: 10, width: 10, height: 10 }), change('span', 'r2', { start: 3, end: 6 })]
  const at = (place: Place) => changeAt(place, changes, tree, {})
  expect(at({ kind: 'region', region_id: 'r1' })).toBe('added')
  expect(at({ kind: 'region', region_id: 'r9' })).toBe('same')
  expect(at({ kind: 'area', object: 'photo', x: 15, y: 15, width: 20, height: 20 })).toBe('added')
  expect(at({ kind: 'area', object: 'photo', x: 50, y: 15, width: 20, height: 20 })).toBe('same')
  expect(at({ kind: 'text', object: 'text', start: 5, end: 9 })).toBe('added')
  expect(at({ kind: 'text', object: 'text', start: 6, end: 9 })).toBe('same')
})
