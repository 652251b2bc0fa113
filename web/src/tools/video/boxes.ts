/** Boxes that move through a video: key frames, and what lies between them. Percent of the picture. Pure. */
import type { Span } from '../stretches/model'
import type { Region } from '../types'
import type { Frames } from './frames'

export const BOXES = 'videorectangle'

export interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface KeyFrame extends Place {
  readonly frame: number
  /** Off: after this frame there is no box until the next key frame. */
  readonly enabled: boolean
  readonly rotation: number
}

type Value = Region['value']
const SIDES = ['x', 'y', 'width', 'height', 'rotation'] as const
/** The smallest box, in percent. */
const LEAST = 0.5
/** Where a box begins that was not drawn. */
export const MIDDLE: Place = { x: 40, y: 40, width: 20, height: 20 }

export function keysOf(value: Value): KeyFrame[] {
  const rows = value['sequence']
  return Array.isArray(rows) ? rows.filter((row): row is KeyFrame => ['frame', 'x', 'y', 'width', 'height'].every((key) => Number.isFinite(row?.[key]))) : []
}

const isOn = (key: KeyFrame) => key.enabled !== false

/** Where the box is at a frame, and null where there is none; moves evenly between key frames. */
export function placeAt(keys: readonly KeyFrame[], frame: number): (Place & { readonly rotation: number }) | null {
  const next = keys.findIndex((key) => key.frame > frame)
  const before = keys[next < 0 ? keys.length - 1 : next - 1]
  if (!before) return null
  const after = next < 0 ? undefined : keys[next]
  const at = { x: before.x, y: before.y, width: before.width, height: before.height, rotation: before.rotation ?? 0 }
  if (before.frame === frame) return at
  if (!isOn(before)) return null
  if (!after) return at
  const part = (frame - before.frame) / (after.frame - before.frame)
  for (const side of SIDES) at[side] += ((after[side] ?? 0) - at[side]) * part
  return at
}

/** The stretch from its first frame to its last, as lines between frames. */
export function spanOf(value: Value, count: number): Span | null {
  const keys = keysOf(value)
  const last = keys.at(-1)
  return last ? { start: keys[0]!.frame - 1, end: isOn(last) ? Math.max(count, last.frame) : last.frame } : null
}

function written(value: Value, keys: readonly KeyFrame[], frames: Frames): Value {
  return { framesCount: frames.count, duration: frames.duration, ...value, sequence: keys }
}

function keyOf(place: Place & { readonly rotation?: number }, frame: number, enabled: boolean, frames: Frames): KeyFrame {
  const { x, y, width, height, rotation = 0 } = place
  return { frame, enabled, rotation, x, y, width, height, time: frame / frames.rate } as KeyFrame
}

/** The value with a key frame where the box has this place; whether it goes on after it stays as it was. */
export function withKey(value: Value, frame: number, place: Place, frames: Frames): Value {
  const keys = keysOf(value)
  const old = keys.find((key) => key.frame === frame)
  if (old) return written(value, keys.map((key) => (key === old ? { ...key, ...place } : key)), frames)
  const before = keys.findLast((key) => key.frame < frame)
  const made = keyOf({ ...place, rotation: placeAt(keys, frame)?.rotation ?? before?.rotation ?? 0 }, frame, true, frames)
  return written(value, [...keys.filter((key) => key.frame < frame), made, ...keys.filter((key) => key.frame > frame)], frames)
}

/** Without the key frame; the last one stays. */
export function withoutKey(value: Value, frame: number, frames: Frames): Value {
  const keys = keysOf(value)
  const rest = keys.filter((key) => key.frame !== frame)
  return rest.length === 0 || rest.length === keys.length ? value : written(value, rest, frames)
}

/** The box goes away after this frame, or goes on. */
export function toggled(value: Value, frame: number, frames: Frames): Value {
  const place = placeAt(keysOf(value), frame)
  if (!place) return value
  const keyed = withKey(value, frame, place, frames)
  return written(keyed, keysOf(keyed).map((key) => (key.frame === frame ? { ...key, enabled: !isOn(key) } : key)), frames)
}

/** The value with another first and last frame. */
export function withSpan(value: Value, first: number, last: number, frames: Frames): Value {
  const keys = keysOf(value)
  const end = Math.max(last, first)
  const from = placeAt(keys, first) ?? (keys[0] && first < keys[0].frame ? { ...keys[0] } : null) ?? keys.findLast((key) => key.frame <= first) ?? MIDDLE
  const inner = keys.filter((key) => key.frame > first && key.frame < end)
  const start = keys.find((key) => key.frame === first) ?? keyOf(from, first, true, frames)
  const open = end >= frames.count
  const closing = keys.find((key) => key.frame === end) ?? (open ? null : keyOf(placeAt(keys, end) ?? inner.at(-1) ?? start, end, false, frames))
  const middle = [{ ...start, enabled: end > first || open }, ...inner]
  // A box that had ended before goes on up to the new end.
  const lastInner = middle.at(-1)!
  middle[middle.length - 1] = { ...lastInner, enabled: true }
  if (end === first) return written(value, open ? middle : [{ ...start, enabled: false }], frames)
  return written(value, closing ? [...middle, { ...closing, enabled: open }] : middle, frames)
}

const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)

export function moved(place: Place, dx: number, dy: number): Place {
  return { x: within(place.x + dx, 100 - place.width), y: within(place.y + dy, 100 - place.height), width: place.width, height: place.height }
}

export type Corner = readonly [-1 | 0 | 1, -1 | 0 | 1]

/** With an edge or a corner moved, the opposite one staying. */
export function resized({ x, y, width, height }: Place, [across, down]: Corner, dx: number, dy: number): Place {
  const left = across < 0 ? Math.min(within(x + dx, 100), x + width - LEAST) : x
  const top = down < 0 ? Math.min(within(y + dy, 100), y + height - LEAST) : y
  const right = across > 0 ? Math.max(within(x + width + dx, 100), x + LEAST) : x + width
  const bottom = down > 0 ? Math.max(within(y + height + dy, 100), y + LEAST) : y + height
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export function between(a: { x: number; y: number }, b: { x: number; y: number }): Place {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)].map((side) => within(side, 100)) as [number, number]
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)].map((side) => within(side, 100)) as [number, number]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export const isBigEnough = ({ width, height }: Place): boolean => width >= LEAST && height >= LEAST
