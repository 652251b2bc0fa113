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

/** Moved by whole pixels from its place; an upright box stays inside the image, a turned one keeps its middle there. */
export function moved(box: Box, dx: number, dy: number, size: Size): Box {
  if (box.rotation === 0) {
    return { ...box, x: clamp(box.x + Math.round(dx), size.width - box.width), y: clamp(box.y + Math.round(dy), size.height - box.height) }
  }
  const middle = centre(box)
  return {
    ...box,
    x: box.x + clamp(middle.x + Math.round(dx), size.width) - middle.x,
    y: box.y + clamp(middle.y + Math.round(dy), size.height) - middle.y,
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

export function outOfFrame(box: Box, point: Point): Point {
  const turned = turn(point, box.rotation)
  return { x: box.x + turned.x, y: box.y + turned.y }
}

/** Turned about its middle to so many degrees, from -180 to 180; upright again, it lies on whole pixels. */
export function turnedAbout(box: Box, degrees: number, size: Size): Box {
  const middle = centre(box)
  const rotation = degrees - Math.round(degrees / 360) * 360
  const corner = turn({ x: -box.width / 2, y: -box.height / 2 }, rotation)
  const turned = { ...box, rotation, x: middle.x + corner.x, y: middle.y + corner.y }
  return rotation === 0 ? moved({ ...turned, x: Math.round(turned.x), y: Math.round(turned.y) }, 0, 0, size) : turned
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

export function contains(box: Box, point: Point, reach = 0): boolean {
  const local = intoFrame(box, point)
  return local.x >= -reach && local.y >= -reach && local.x <= box.width + reach && local.y <= box.height + reach
}
