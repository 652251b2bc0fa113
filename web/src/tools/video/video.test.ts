import { expect, test } from 'vitest'
import { controlsOf } from '../interface/config'
import { problemsOf } from '../interface/problems'
import { stringsOf } from '../strings'
import type { ConfigNode, Region } from '../types'
import { between, keysOf, moved, placeAt, resized, spanOf, toggled, withKey, withoutKey, withSpan } from './boxes'
import { frameRateOf, Frames, framesAxis } from './frames'

const frames = new Frames(24, 2)
const axis = framesAxis(frames)
const at = (x: number) => ({ x, y: 10, width: 20, height: 20 })
const region = (value: Region['value'], type = 'timelinelabels'): Region => ({ id: 'r', from_name: 't', to_name: 'v', type, value })

test('frames count from 1, and seeking lands in their middle', () => {
  expect([frames.at(0), frames.at(1 / 24), frames.at(0.99), frames.at(2)]).toEqual([1, 2, 24, 48])
  for (const frame of [1, 17, 48]) expect(frames.at(frames.timeOf(frame))).toBe(frame)
  const video = (attributes: Record<string, string>) => frameRateOf({ tag: 'Video', attributes, children: [] }, { fps: '29.97' })
  expect([video({}), video({ frameRate: '$fps' }), video({ frameRate: 'fast' })]).toEqual([24, 29.97, 24])
})

test('ranges are whole frames from 1, both ends included', () => {
  expect(axis.read(region({ ranges: [{ start: 1, end: 25 }] }))).toEqual({ start: 0, end: 25 })
  expect(axis.write({}, { start: 0, end: 25 }, 'timelinelabels')).toEqual({ ranges: [{ start: 1, end: 25 }] })
  expect([axis.toField(0, 'start'), axis.toField(25, 'end'), axis.fromField('1', 'start'), axis.fromField('', 'end')]).toEqual(['1', '25', 0, null])
  const two = { ranges: [{ start: 1, end: 5, note: 1 }, { start: 9, end: 12 }] }
  expect(axis.write(two, { start: 1, end: 20 }, 'timelinelabels')).toEqual({ ranges: [{ start: 2, end: 5, note: 1 }, { start: 9, end: 20 }] })
})

test('a box moves evenly between key frames, and is gone after one that is off', () => {
  const value = withKey(withKey({}, 1, at(0), frames), 11, at(50), frames)
  expect(value).toMatchObject({ framesCount: 48, duration: 2, sequence: [{ frame: 1, enabled: true, rotation: 0, x: 0, time: 1 / 24 }, { frame: 11, x: 50 }] })
  expect(placeAt(keysOf(value), 6)?.x).toBe(25)
  const ended = toggled(value, 11, frames)
  expect(placeAt(keysOf(ended), 11)?.x).toBe(50)
  expect(placeAt(keysOf(ended), 12)).toBeNull()
  expect(placeAt(keysOf(ended), 0)).toBeNull()
  expect([spanOf(value, 48), spanOf(ended, 48)]).toEqual([{ start: 0, end: 48 }, { start: 0, end: 11 }])
  expect(toggled(ended, 11, frames)).toEqual(value)
})

test('key frames come in order, keep what they hold, and the last one stays', () => {
  const value = { sequence: [{ frame: 5, enabled: true, rotation: 9, ...at(0), mine: true }], labels: ['Car'] }
  const moved = withKey(value, 5, at(7), frames)
  expect(moved).toMatchObject({ labels: ['Car'], sequence: [{ frame: 5, rotation: 9, x: 7, mine: true }] })
  const more = withKey(moved, 2, at(1), frames)
  expect(keysOf(more).map((key) => key.frame)).toEqual([2, 5])
  expect(withoutKey(withoutKey(more, 2, frames), 5, frames)).toEqual(moved)
})

test('first and last frame can be moved', () => {
  const value = withKey(withKey({}, 10, at(0), frames), 20, at(50), frames)
  const shorter = withSpan(value, 15, 18, frames)
  expect(keysOf(shorter).map(({ frame, enabled, x }) => [frame, enabled, x])).toEqual([[15, true, 25], [18, false, 40]])
  expect(spanOf(shorter, 48)).toEqual({ start: 14, end: 18 })
  const longer = withSpan(shorter, 5, 48, frames)
  expect(spanOf(longer, 48)).toEqual({ start: 4, end: 48 })
  expect(keysOf(withSpan({}, 3, 3, frames))).toMatchObject([{ frame: 3, enabled: false, x: 40 }])
  expect(spanOf(withSpan(value, 12, 12, frames), 48)).toEqual({ start: 11, end: 12 })
})

test('boxes stay on the picture', () => {
  expect(moved(at(90), 30, -30)).toEqual({ x: 80, y: 0, width: 20, height: 20 })
  expect(resized(at(0), [1, -1], 200, -20)).toEqual({ x: 0, y: 0, width: 100, height: 30 })
  expect(resized(at(0), [-1, 0], 50, 0)).toEqual({ x: 19.5, y: 10, width: 0.5, height: 20 })
  expect(between({ x: 30, y: 120 }, { x: 10, y: 40 })).toEqual({ x: 10, y: 40, width: 20, height: 60 })
})

test('a box that carries its label answers a required Labels beside it', () => {
  const n = (tag: string, attributes: Record<string, string>, ...children: ConfigNode[]): ConfigNode => ({ tag, attributes, children })
  const tree = n('View', {}, n('Video', { name: 'v', value: '$v' }), n('VideoRectangle', { name: 'b', toName: 'v' }),
    n('Labels', { name: 'l', toName: 'v', required: 'true' }, n('Label', { value: 'Car' })))
  const box = (labels: object): Region => ({ id: 'r', from_name: 'b', to_name: 'v', type: 'videorectangle', value: { ...withKey({}, 1, at(0), frames), ...labels } })
  const codes = (region: Region) => problemsOf(controlsOf(tree, {}), [region], stringsOf('en'), {}).map(({ code }) => code)
  expect(codes(box({ labels: ['Car'] }))).toEqual([])
  expect(codes(box({}))).toEqual(['required'])
})
