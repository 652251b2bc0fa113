/** A painted mask: one byte for each pixel of the picture, and strokes of a round brush on it. */
import type { Area, Form, Kind, Stroke } from '../form'
import type { Point, Size } from '../geometry'
import { decodeMask, encodeMask } from './rle'

export interface Mask {
  readonly size: Size
  /** 1 is painted. Only a stroke on its way changes them. */
  readonly bits: Uint8Array
  count: number
  bounds: Area
  /** The mask that a stroke went on from, until that is shown: then nothing else keeps the old one in memory. */
  base: Mask | null
  /** What has changed since it was last shown. */
  dirty: Area | null
}

/** Packed bytes and what they hold, asked for at every change of the answer; a mask is large, so undo keeps only the bytes. */
const unpacked = new WeakMap<object, WeakRef<Mask>>()
const packed = new WeakMap<Mask, number[]>()

function formOf(mask: Mask): Form {
  const self = (): Form => formOf(mask)
  return {
    mask,
    path: '',
    count: mask.count,
    bounds: mask.bounds,
    middle: { x: mask.bounds.x + mask.bounds.width / 2, y: mask.bounds.y + mask.bounds.height / 2 },
    isBigEnough: mask.count > 0,
    isHit: (point) => isPainted(mask, Math.floor(point.x), Math.floor(point.y)),
    knobs: () => [],
    // A mask is painted where it lies.
    pulled: self,
    moved: self,
    grown: self,
    value: () => ({ format: 'rle', rle: pack(mask) }),
  }
}

function isPainted({ size, bits }: Mask, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < size.width && y < size.height && bits[y * size.width + x] === 1
}

function pack(mask: Mask): number[] {
  const known = packed.get(mask)
  if (known) return known
  const rle = encodeMask(mask.bits)
  measure(mask)
  packed.set(mask, rle)
  unpacked.set(rle, new WeakRef(mask))
  return rle
}

/** Works out what is painted, row by row. */
function measure(mask: Mask): Mask {
  const { size: { width, height }, bits } = mask
  let [left, right, top, bottom, count] = [width, 0, height, 0, 0]
  for (let y = 0; y < height; y++) {
    const row = bits.subarray(y * width, (y + 1) * width)
    const first = row.indexOf(1)
    if (first < 0) continue
    const last = row.lastIndexOf(1)
    for (let x = first; x <= last; x++) count += row[x]!
    left = Math.min(left, first)
    right = Math.max(right, last + 1)
    top = Math.min(top, y)
    bottom = y + 1
  }
  mask.count = count
  mask.bounds = count > 0 ? { x: left, y: top, width: right - left, height: bottom - top } : { x: 0, y: 0, width: 0, height: 0 }
  return mask
}

function read(value: Readonly<Record<string, unknown>>, size: Size): Form {
  const rle = Array.isArray(value['rle']) ? (value['rle'] as number[]) : []
  const known = unpacked.get(rle)?.deref()
  if (known && known.size.width === size.width && known.size.height === size.height) return formOf(known)
  const bits = decodeMask(rle, size.width * size.height)
  const mask = measure({ size, bits, count: 0, bounds: { x: 0, y: 0, width: 0, height: 0 }, base: null, dirty: null })
  packed.set(mask, rle)
  unpacked.set(rle, new WeakRef(mask))
  return formOf(mask)
}

function stroke(before: Form | null, size: Size): Stroke {
  const base = (before?.mask as Mask | undefined) ?? null
  const mask: Mask = {
    size, base,
    bits: base ? base.bits.slice() : new Uint8Array(size.width * size.height),
    count: base?.count ?? 0,
    bounds: base?.bounds ?? { x: 0, y: 0, width: 0, height: 0 },
    dirty: null,
  }
  let last: Point | null = null
  return {
    to(point, radius, erasing) {
      const touched = dab(mask, last ?? point, point, radius, erasing ? 0 : 1)
      last = point
      if (!touched) return
      mask.dirty = mask.dirty ? joined(mask.dirty, touched) : touched
      if (!erasing) mask.bounds = mask.bounds.width > 0 ? joined(mask.bounds, touched) : touched
    },
    form: () => formOf(mask),
  }
}

/** Sets all pixels whose middle lies within `radius` of the line; what of the picture it touched. */
function dab(mask: Mask, from: Point, to: Point, radius: number, value: 0 | 1): Area | null {
  const { size: { width, height }, bits } = mask
  const [left, right] = [Math.max(Math.floor(Math.min(from.x, to.x) - radius), 0), Math.min(Math.ceil(Math.max(from.x, to.x) + radius), width)]
  const [top, bottom] = [Math.max(Math.floor(Math.min(from.y, to.y) - radius), 0), Math.min(Math.ceil(Math.max(from.y, to.y) + radius), height)]
  if (left >= right || top >= bottom) return null
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy || 1
  const reach = Math.max(radius, 0.71) ** 2
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const [px, py] = [x + 0.5 - from.x, y + 0.5 - from.y]
      const along = Math.min(Math.max((px * dx + py * dy) / length, 0), 1)
      const at = y * width + x
      if ((px - along * dx) ** 2 + (py - along * dy) ** 2 > reach || bits[at] === value) continue
      bits[at] = value
      mask.count += value === 1 ? 1 : -1
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export function joined(a: Area, b: Area): Area {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  return { x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y }
}

export const brush: Kind = {
  points: 0,
  read,
  stroke,
  // A mask is never drawn from points.
  draft: (_, size) => stroke(null, size).form(),
}
