/** Boxes, and ellipses by the box around them. */
import { finite, type Form, type Kind, type Knob } from '../form'
import {
  HANDLES, between, centre, contains, grown, handlePoint, intoFrame, isBigEnough, moved, outOfFrame, resized, toPercent, toPixels, turnedAbout,
  type Box, type Handle, type Point, type Size,
} from '../geometry'

/** How far above a shape its handle for turning stands, in CSS pixels. */
const TURN_ABOVE = 34

/** What tells an ellipse from a box. */
interface Outline {
  path(box: Box): string
  isHit(box: Box, point: Point, reach: number): boolean
  value(box: Box, size: Size): Record<string, unknown>
  readonly handles: readonly Handle[]
}

export interface BoxForm extends Form {
  readonly box: Box
}

function formOf(box: Box, outline: Outline): BoxForm {
  const again = (next: Box) => formOf(next, outline)
  return {
    box,
    path: outline.path(box),
    bounds: boundsOf(box),
    middle: centre(box),
    isBigEnough: isBigEnough(box),
    isHit: (point, reach) => outline.isHit(box, point, reach),
    knobs: (scale) => [...outline.handles.map((id): Knob => ({ id, at: handlePoint(box, id), looks: id.length === 1 ? 'side' : 'corner' })),
      { id: 'turn', at: outOfFrame(box, { x: box.width / 2, y: -TURN_ABOVE / scale }), looks: 'turn' }],
    pulled: (knob, to, size) => again(knob === 'turn' ? turnedTo(box, to, size) : resized(box, knob as Handle, to, size)),
    moved: (dx, dy, size) => again(moved(box, dx, dy, size)),
    grown: (dx, dy, size) => again(grown(box, dx, dy, size)),
    turned: (degrees, size) => again(turnedAbout(box, box.rotation + degrees, size)),
    value: (size) => outline.value(box, size),
  }
}

/** Whole degrees, so that a straight one is easily hit. */
function turnedTo(box: Box, to: Point, size: Size): Box {
  const middle = centre(box)
  const degrees = Math.round((Math.atan2(to.y - middle.y, to.x - middle.x) * 180) / Math.PI + 90)
  return turnedAbout(box, degrees, size)
}

const corners = (box: Box) => (['nw', 'ne', 'se', 'sw'] as const).map((handle) => handlePoint(box, handle))

function boundsOf(box: Box) {
  if (box.rotation === 0) return { x: box.x, y: box.y, width: box.width, height: box.height }
  const at = corners(box)
  const [left, top] = [Math.min(...at.map((point) => point.x)), Math.min(...at.map((point) => point.y))]
  return { x: left, y: top, width: Math.max(...at.map((point) => point.x)) - left, height: Math.max(...at.map((point) => point.y)) - top }
}

const upright: Outline = {
  path: (box) => `M${corners(box).map(({ x, y }) => `${x} ${y}`).join('L')}Z`,
  isHit: contains,
  value: (box, size) => ({ ...toPercent(box, size), rotation: box.rotation }),
  handles: HANDLES,
}

const round: Outline = {
  path: (box) => {
    const [west, east] = [handlePoint(box, 'w'), handlePoint(box, 'e')]
    const arc = `A${box.width / 2} ${box.height / 2} ${box.rotation} 1 1 `
    return `M${west.x} ${west.y}${arc}${east.x} ${east.y}${arc}${west.x} ${west.y}Z`
  },
  isHit: (box, point, reach) => {
    const local = intoFrame(box, point)
    const [across, down] = [box.width / 2, box.height / 2]
    return Math.hypot((local.x - across) / (across + reach), (local.y - down) / (down + reach)) <= 1
  },
  value: (box, size) => {
    const { x, y, width, height } = toPercent({ ...box, ...centre(box) }, size)
    return { x, y, radiusX: width / 2, radiusY: height / 2, rotation: box.rotation }
  },
  handles: ['n', 'e', 's', 'w'],
}

export const box: Kind = {
  points: 2,
  read: (value, size) => formOf(toPixels(value, size), upright),
  draft: ([from, to], size) => formOf(between(from!, to ?? from!, size), upright),
}

export const ellipse: Kind = {
  points: 2,
  read: (value, size) => {
    const { x, y, width, height, rotation } = toPixels({ ...value, width: finite(value['radiusX']) * 2, height: finite(value['radiusY']) * 2 }, size)
    const frame = { x: 0, y: 0, width, height, rotation }
    const middle = centre(frame)
    return formOf({ ...frame, x: x - middle.x, y: y - middle.y }, round)
  },
  draft: ([from, to], size) => formOf(between(from!, to ?? from!, size), round),
}
