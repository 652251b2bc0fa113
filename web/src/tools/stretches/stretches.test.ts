import { expect, test } from 'vitest'
import { secondsAxis } from '../audio/axis'
import { columnOf, loudest, peaksOf } from '../audio/peaks'
import type { ConfigNode, LabelSpec, Region } from '../types'
import { StretchEditor, type EditorHost, type Notice } from './editor'
import { added, fitted, lanesOf, mayUse, panned, relabelled, revealing, stretchesOf, ticksOf, withEdge, withSpan, zoomed, type Kind } from './model'
import { clock } from './player'

const node: ConfigNode = { tag: 'Labels', attributes: { name: 'l', toName: 'a' }, children: [] }
const kinds = new Map<string, Kind>([['l', { node, type: 'labels', labelKey: 'labels', multiple: false }]])
const axis = secondsAxis(10)
const [cat, dog]: LabelSpec[] = [{ value: 'cat', title: 'Cat', fromName: 'l' }, { value: 'dog', title: 'Dog', fromName: 'l', maxUsages: 1 }]
const region = (id: string, start: number, end: number, extra: object = {}): Region =>
  ({ id, from_name: 'l', to_name: 'a', type: 'labels', value: { start, end, channel: 0, labels: ['cat'], ...extra } })

test('stretches stand in the order of time, and what is not one is left alone', () => {
  const regions = [region('b', 4, 5), region('a', 1, 2), { ...region('t', 0, 1), type: 'textarea' }]
  expect(stretchesOf(regions, kinds, axis).map((stretch) => stretch.region.id)).toEqual(['a', 'b'])
})

test('nothing done, the same objects; unknown fields are kept when something is', () => {
  const regions = [region('a', 1, 2, { note: 'x' }), region('b', 4, 5)]
  expect(withSpan(regions, 'a', kinds, { start: 1, end: 2 }, axis)).toBe(regions)
  expect(relabelled(regions, 'a', kinds, cat!)).toBe(regions)
  const moved = withSpan(regions, 'a', kinds, { start: 1.5, end: 2 }, axis)
  expect(moved[0]?.value).toEqual({ start: 1.5, end: 2, channel: 0, labels: ['cat'], note: 'x' })
  expect(moved[1]).toBe(regions[1])
})

test('a new stretch is what Label Studio writes', () => {
  expect(added([], kinds.get('l')!, cat!, 'n', { start: 3.00049, end: 1 }, axis)).toEqual([{
    id: 'n', from_name: 'l', to_name: 'a', type: 'labels', origin: 'manual', original_length: 10,
    value: { start: 1, end: 3, channel: 0, labels: ['cat'] },
  }])
})

test('ends stay in order and on the recording', () => {
  expect(fitted({ start: 12, end: -1 }, axis)).toEqual({ start: 0, end: 10 })
  expect(fitted({ start: 10, end: 10 }, axis)).toEqual({ start: 9.99, end: 10 })
  expect(withEdge({ start: 2, end: 3 }, 'start', 8, axis)).toEqual({ start: 2.99, end: 3 })
  expect(withEdge({ start: 2, end: 3 }, 'end', 1, axis)).toEqual({ start: 2, end: 2.01 })
})

test('several labels come and go, one stays', () => {
  const many = new Map([['l', { ...kinds.get('l')!, multiple: true }]])
  const both = relabelled([region('a', 1, 2)], 'a', many, dog!)
  expect(both[0]?.value['labels']).toEqual(['cat', 'dog'])
  const one = relabelled(both, 'a', many, cat!)
  expect(one[0]?.value['labels']).toEqual(['dog'])
  expect(relabelled(one, 'a', many, dog!)).toBe(one)
})

test('what overlaps gets a row of its own, and labels are used as often as they may', () => {
  const stretches = stretchesOf([region('a', 0, 4), region('b', 1, 2), region('c', 2, 3), region('d', 4, 5)], kinds, axis)
  expect(lanesOf(stretches)).toEqual([0, 1, 1, 0])
  expect(mayUse(stretches, kinds.get('l'), dog!)).toBe(true)
  expect(mayUse(stretchesOf([region('a', 0, 1, { labels: ['dog'] })], kinds, axis), kinds.get('l'), dog!)).toBe(false)
})

test('the part in view stays on the axis', () => {
  expect(zoomed({ from: 0, to: 10 }, 2, 4, axis)).toEqual({ from: 2, to: 7 })
  expect(zoomed({ from: 2, to: 7 }, 0.1, 4, axis)).toEqual({ from: 0, to: 10 })
  expect(panned({ from: 2, to: 7 }, 9, axis)).toEqual({ from: 5, to: 10 })
  const window = { from: 2, to: 4 }
  expect(revealing(window, 3, axis)).toBe(window)
  expect(revealing(window, 8, axis).to).toBeGreaterThan(8)
  expect(ticksOf({ from: 0.4, to: 2.1 }, 4)).toEqual([0.5, 1, 1.5, 2])
  expect([clock(5), clock(65.25, 2), clock(3_725, 0)]).toEqual(['0:05.0', '1:05.25', '1:02:05'])
})

test('marking by start and end, undone and done again', () => {
  const notices: Notice['kind'][] = []
  const told: number[] = []
  const host: EditorHost = {
    options: { node, object: node, controls: [], task: {}, value: [region('a', 1, 2)], locale: 'ko', onChange: (value) => told.push(value.length) },
    labels: [cat!, dog!], kinds, mode: 'edit', newId: () => 'new', axis: () => axis, invalidate() {}, notify: ({ kind }) => notices.push(kind),
  }
  const editor = new StretchEditor(host)
  editor.finish(3)
  editor.begin(6)
  editor.finish(4)
  expect(editor.selected).toMatchObject({ start: 4, end: 6, labels: ['cat'] })
  editor.setLabel(dog!)
  editor.nudge('end', 0.05, false)
  editor.nudge('end', 0.05, true)
  expect(editor.selected).toMatchObject({ end: 6.1, labels: ['dog'] })
  editor.begin(8)
  editor.finish(9)
  expect(notices).toEqual(['not_begun', 'begun', 'added', 'relabelled', 'changed', 'begun', 'used_up'])
  editor.store.undo()
  editor.select('new')
  expect(editor.selected).toMatchObject({ end: 6, labels: ['dog'] })
  editor.remove()
  expect(editor.selectedId).toBe('a')
  expect(told).toEqual([2, 2, 2, 2, 2, 1])
})

test('peaks keep the loudest of each slice', () => {
  const samples = Float32Array.from({ length: 8_000 }, (_, at) => (at === 4_000 ? 1 : at === 4_001 ? -0.5 : 0))
  const peaks = peaksOf(samples, 8_000)
  expect(peaks.high).toHaveLength(200)
  expect(loudest(peaks)).toBe(1)
  expect(columnOf(peaks, 0.49, 0.51)[1]).toBe(1)
  expect(columnOf(peaks, 0, 0.4)).toEqual([0, 0])
})
