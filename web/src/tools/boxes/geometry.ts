/** Boxes in image pixels and in percent, handles, hits. Pure. */
import type { PercentArea, Region } from '../types'

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Image pixels; `rotation` is in degrees about the top left corner, as Label Studio turns boxes. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rotation: number
}

export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof HANDLES)[number]

/** The smallest side of a box, in image pixels. */
export const SIDE_MIN = 2

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

export function toPixels(value: Region['value'], size: Size): Box {
  return {
    x: (number(value['x']) * size.width) / 100,
    y: (number(value['y']) * size.height) / 100,
    width: (number(value['width']) * size.width) / 100,
    height: (number(value['height']) * size.height) / 100,
    rotation: number(value['rotation']),
  }
}

export function toPercent(box: Box, size: Size): PercentArea {
  return {
    x: (box.x / size.width) * 100,
    y: (box.y / size.height) * 100,
    width: (box.width / size.width) * 100,
    height: (box.height / size.height) * 100,
  }
}

/** The upright box between two corners, on whole pixels and inside the image. */
export function between(a: Point, b: Point, size: Size): Box {
  const [left, right] = ordered(clamp(Math.round(a.x), size.width), clamp(Math.round(b.x), size.width))
  const [top, bottom] = ordered(clamp(Math.round(a.y), size.height), clamp(Math.round(b.y), size.height))
  return { x: left, y: top, width: right - left, height: bottom - top, rotation: 0 }
}

const ordered = (a: number, b: number): [number, number] => (a <= b ? [a, b] : [b, a])

export function clamp(value: number, max: number, min = 0): number {
  return Math.min(Math.max(value, min), Math.max(min, max))
}

export function isBigEnough(box: Box): boolean {
  return box.width >= SIDE_MIN && box.height >= SIDE_MIN
}

/** Moved by whole pixels from its place; an upright box stays inside the image, a turned one keeps its corner there. */
export function moved(box: Box, dx: number, dy: number, size: Size): Box {
  const room = box.rotation === 0 ? box : { width: 0, height: 0 }
  return {
    ...box,
    x: clamp(box.x + Math.round(dx), size.width - room.width),
    y: clamp(box.y + Math.round(dy), size.height - room.height),
  }
}

/** One handle pulled to `to` (image pixels); the opposite side stays, a side pulled over it turns the box inside out. */
export function resized(box: Box, handle: Handle, to: Point, size: Size): Box {
  const target = box.rotation === 0 ? { x: clamp(Math.round(to.x), size.width), y: clamp(Math.round(to.y), size.height) } : to
  const local = intoFrame(box, target)
  const [left, right] = side(handle.includes('w'), handle.includes('e'), box.width, local.x)
  const [top, bottom] = side(handle.includes('n'), handle.includes('s'), box.height, local.y)
  const corner = outOfFrame(box, { x: left, y: top })
  return { ...box, x: corner.x, y: corner.y, width: Math.max(right - left, SIDE_MIN), height: Math.max(bottom - top, SIDE_MIN) }
}

function side(low: boolean, high: boolean, length: number, to: number): [number, number] {
  if (low) return ordered(to, length)
  return high ? ordered(0, to) : [0, length]
}

/** Grown or shrunk at the right and bottom by the keyboard. */
export function grown(box: Box, dx: number, dy: number, size: Size): Box {
  const room = box.rotation === 0 ? box : { x: 0, y: 0 }
  return {
    ...box,
    width: clamp(box.width + dx, size.width - room.x, SIDE_MIN),
    height: clamp(box.height + dy, size.height - room.y, SIDE_MIN),
  }
}

/** A point of the image as seen from the box: its corner is 0,0 and its sides lie along the axes. */
export function intoFrame(box: Box, point: Point): Point {
  return turn({ x: point.x - box.x, y: point.y - box.y }, -box.rotation)
}

function outOfFrame(box: Box, point: Point): Point {
  const turned = turn(point, box.rotation)
  return { x: box.x + turned.x, y: box.y + turned.y }
}

function turn(point: Point, degrees: number): Point {
  if (degrees === 0) return point
  const angle = (degrees * Math.PI) / 180
  return { x: point.x * Math.cos(angle) - point.y * Math.sin(angle), y: point.x * Math.sin(angle) + point.y * Math.cos(angle) }
}

export function handlePoint(box: Box, handle: Handle): Point {
  const x = handle.includes('w') ? 0 : handle.includes('e') ? box.width : box.width / 2
  const y = handle.includes('n') ? 0 : handle.includes('s') ? box.height : box.height / 2
  return outOfFrame(box, { x, y })
}

export function centre(box: Box): Point {
  return outOfFrame(box, { x: box.width / 2, y: box.height / 2 })
}

/** The handle within `reach` of the point, nearest first; corners win over sides at the same distance. */
export function handleAt(box: Box, point: Point, reach: number): Handle | null {
  let best: { handle: Handle; distance: number } | null = null
  for (const handle of HANDLES) {
    const at = handlePoint(box, handle)
    const distance = Math.hypot(at.x - point.x, at.y - point.y) + (handle.length === 1 ? 0.01 : 0)
    if (distance <= reach && (!best || distance < best.distance)) best = { handle, distance }
  }
  return best?.handle ?? null
}

export function contains(box: Box, point: Point, reach = 0): boolean {
  const local = intoFrame(box, point)
  return local.x >= -reach && local.y >= -reach && local.x <= box.width + reach && local.y <= box.height + reach
}

/** The smallest box under the point, so that a box inside another can be reached. */
export function hit<T extends { readonly box: Box }>(shapes: readonly T[], point: Point, reach: number): T | null {
  let best: T | null = null
  for (const shape of shapes) {
    if (!contains(shape.box, point, reach)) continue
    if (!best || area(shape.box) <= area(best.box)) best = shape
  }
  return best
}

const area = (box: Box) => box.width * box.height

/** Overlap of two upright boxes: 0 apart, 1 the same. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  if (width <= 0 || height <= 0) return 0
  return (width * height) / (area(a) + area(b) - width * height)
}
