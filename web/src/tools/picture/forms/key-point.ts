/** Points: one place, drawn as a dot. */
import { distanceOf, finite, type Form, type Kind } from '../form'
import type { Point, Size } from '../geometry'
import { onPixel } from './polygon'

/** Percent of the width of the image, as Label Studio draws a new point. */
const WIDTH = 0.5

export interface PointForm extends Form {
  readonly at: Point
}

function formOf(at: Point, width: unknown): PointForm {
  const again = (to: Point, size: Size) => formOf(onPixel(to, size), width)
  return {
    at,
    // A line of no length with round ends is a dot that keeps its size at every zoom.
    path: `M${at.x} ${at.y}h.001`,
    bounds: { x: at.x, y: at.y, width: 0, height: 0 },
    middle: at,
    isBigEnough: true,
    isHit: (point, reach) => distanceOf(at, point) <= reach * 2,
    knobs: () => [{ id: 'p0', at, looks: 'corner' }],
    pulled: (_, to, size) => again(to, size),
    moved: (dx, dy, size) => again({ x: at.x + Math.round(dx), y: at.y + Math.round(dy) }, size),
    grown: () => formOf(at, width),
    value: (size) => ({ x: (at.x / size.width) * 100, y: (at.y / size.height) * 100, width }),
  }
}

export const keyPoint: Kind = {
  points: 1,
  read: (value, size) => formOf({ x: (finite(value['x']) * size.width) / 100, y: (finite(value['y']) * size.height) / 100 }, value['width'] ?? WIDTH),
  draft: (points, size) => formOf(onPixel(points.at(-1)!, size), WIDTH),
}
