import { expect, test } from 'vitest'
import type { Place } from '@/api/comment-types'
import { commentsOf, emptyBlame, withoutPin, withPin, withPinChanged, withPinMoved } from './blame'

const car: Place = { kind: 'region', region_id: 'car' }
const lake: Place = { kind: 'region', region_id: 'lake' }
const words: Place = { kind: 'text', object: 'text', start: 2, end: 5 }

test('each place has one pin, and pointing at it again takes that in hand', () => {
  const both = withPin(withPin(emptyBlame, car), words)
  expect(both.pins.map((pin) => pin.place)).toEqual([car, words])
  const again = withPin(both, car)
  expect([again.pins.length, again.active]).toEqual([2, 0])
})

test('stepping moves a pin without words, and adds one beside what is written', () => {
  const moved = withPinMoved(withPinMoved(emptyBlame, car), lake)
  expect(moved.pins.map((pin) => pin.place)).toEqual([lake])
  const written = withPinChanged(moved, 0, { text: 'along the shore' })
  expect(withPinMoved(written, car).pins.map((pin) => pin.place)).toEqual([lake, car])
})

test('what is sent is the pins in order, then the note', () => {
  const pinned = withPinChanged(withPin(withPin(emptyBlame, car), words), 1, { text: ' who? ', clause: '2' })
  expect(commentsOf({ ...pinned, note: ' nearly ' })).toEqual([
    { text: '', clause: null, place: car },
    { text: 'who?', clause: '2', place: words },
    { text: 'nearly', clause: null, place: null },
  ])
  expect(commentsOf(withoutPin(pinned, 0))).toHaveLength(1)
})

test('no more pins than a verdict may carry', () => {
  let blame = emptyBlame
  for (let start = 0; start < 60; start += 1) blame = withPin(blame, { kind: 'text', object: 'text', start, end: start + 1 })
  expect(blame.pins).toHaveLength(49)
})
