/** Polygons: corners in order, pulled one by one, put in between two others or taken out. */
import { distanceOf, finite, type Form, type Kind, type Knob } from '../form'
import { clamp, type Point, type Size } from '../geometry'

/** Corners that a closed line has at least. */
export const CORNERS_MIN = 3
/** The smallest area, in image pixels. */
const AREA_MIN = 4
/** A side must be this long, in CSS pixels, for its middle to have a handle of its own. */
const SIDE_FOR_HANDLE = 56

export interface PolygonForm extends Form {
  readonly points: readonly Point[]
}

function formOf(points: readonly Point[]): PolygonForm {
  const bounds = boundsOf(points)
  return {
    points,
    bounds,
    count: points.length,
    path: `M${points.map(({ x, y }) => `${x} ${y}`).join('L')}Z`,
    middle: { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 },
    isBigEnough: points.length >= CORNERS_MIN && areaOf(points) >= AREA_MIN,
    isHit: (point, reach) => isInside(points, point) || sides(points).some(([from, to]) => distanceToSide(point, from, to) <= reach),
    knobs: (scale) => [
      ...points.map((at, index): Knob => ({ id: `p${index}`, at, looks: 'corner' })),
      ...sides(points).flatMap(([from, to], index): Knob[] =>
        distanceOf(from, to) * scale < SIDE_FOR_HANDLE ? [] : [{ id: `b${index}`, at: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }, looks: 'between' }]),
    ],
    pulled: (knob, to, size) => {
      const index = Number(knob.slice(1))
      const place = onPixel(to, size)
      // A middle that is pulled becomes a corner.
      return formOf(knob.startsWith('b') ? points.toSpliced(index + 1, 0, place) : points.with(index, place))
    },
    moved: (dx, dy, size) => {
      const across = clamp(bounds.x + Math.round(dx), size.width - bounds.width) - bounds.x
      const down = clamp(bounds.y + Math.round(dy), size.height - bounds.height) - bounds.y
      return formOf(points.map(({ x, y }) => ({ x: x + across, y: y + down })))
    },
    grown: (dx, dy, size) => {
      const width = clamp(bounds.width + dx, size.width - bounds.x, 2)
      const height = clamp(bounds.height + dy, size.height - bounds.y, 2)
      return formOf(points.map(({ x, y }) => ({
        x: bounds.x + ((x - bounds.x) * width) / (bounds.width || 1),
        y: bounds.y + ((y - bounds.y) * height) / (bounds.height || 1),
      })))
    },
    without: (knob) => (knob.startsWith('p') && points.length > CORNERS_MIN ? formOf(points.toSpliced(Number(knob.slice(1)), 1)) : null),
    value: (size) => ({ points: points.map(({ x, y }) => [(x / size.width) * 100, (y / size.height) * 100]), closed: true }),
  }
}

export function onPixel({ x, y }: Point, size: Size): Point {
  return { x: clamp(Math.round(x), size.width), y: clamp(Math.round(y), size.height) }
}

function boundsOf(points: readonly Point[]) {
  const [xs, ys] = [points.map((point) => point.x), points.map((point) => point.y)]
  const [x, y] = [xs.reduce((a, b) => Math.min(a, b), Infinity), ys.reduce((a, b) => Math.min(a, b), Infinity)]
  if (points.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  return { x, y, width: xs.reduce((a, b) => Math.max(a, b)) - x, height: ys.reduce((a, b) => Math.max(a, b)) - y }
}

const sides = (points: readonly Point[]) => points.map((from, index) => [from, points[(index + 1) % points.length]!] as const)

function areaOf(points: readonly Point[]): number {
  return Math.abs(sides(points).reduce((sum, [from, to]) => sum + from.x * to.y - from.y * to.x, 0)) / 2
}

/** Crossed an odd number of times by a line to the right. */
function isInside(points: readonly Point[], { x, y }: Point): boolean {
  const crossed = sides(points).filter(([from, to]) => from.y > y !== to.y > y && x < from.x + ((to.x - from.x) * (y - from.y)) / (to.y - from.y))
  return crossed.length % 2 === 1
}

function distanceToSide(point: Point, from: Point, to: Point): number {
  const length = distanceOf(from, to) ** 2 || 1
  const along = clamp(((point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y)) / length, 1)
  return distanceOf(point, { x: from.x + along * (to.x - from.x), y: from.y + along * (to.y - from.y) })
}

export const polygon: Kind = {
  points: Infinity,
  read: (value, size) => {
    const list = Array.isArray(value['points']) ? value['points'] : []
    return formOf(list.filter(Array.isArray).map(([x, y]) => ({ x: (finite(x) * size.width) / 100, y: (finite(y) * size.height) / 100 })))
  },
  draft: (points, size) => formOf(points.map((point) => onPixel(point, size))),
}
