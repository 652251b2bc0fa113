/** What every kind of shape can do, so that stage, list, hand and keyboard need not know which kind it is. */
import type { Point, Size } from './geometry'

/** The `type` of a region without `labels`. */
export type KindName = 'rectangle' | 'polygon' | 'ellipse' | 'keypoint' | 'brush'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Something to pull a shape by. */
export interface Knob {
  readonly id: string
  readonly at: Point
  readonly looks: 'corner' | 'side' | 'turn' | 'between'
}

/** A shape in image pixels. Never changes: what is done to it gives another. */
export interface Form {
  /** SVG path. */
  readonly path: string
  /** The upright box around it. */
  readonly bounds: Area
  readonly middle: Point
  /** Whether it is there on purpose: less is a slip of the hand. */
  readonly isBigEnough: boolean
  /** Corners of a polygon, painted pixels of a mask. */
  readonly count?: number
  isHit(point: Point, reach: number): boolean
  /** `scale`: CSS pixels per image pixel. */
  knobs(scale: number): Knob[]
  pulled(knob: string, to: Point, size: Size): Form
  moved(dx: number, dy: number, size: Size): Form
  /** Larger or smaller at the right and bottom. */
  grown(dx: number, dy: number, size: Size): Form
  turned?(degrees: number, size: Size): Form
  /** Without one of its corners; null when it needs them all. */
  without?(knob: string): Form | null
  /** Its part of a region's value, in percent. */
  value(size: Size): Record<string, unknown>
  /** Masks are painted, not drawn. */
  readonly mask?: unknown
}

/** A brush on its way. */
export interface Stroke {
  to(point: Point, radius: number, erasing: boolean): void
  form(): Form
}

export interface Kind {
  /** Points that make one: 2 is a span between corners, Infinity goes on until it is closed. */
  readonly points: number
  /** Painted instead of drawn from point to point: goes on with a shape, or begins one. */
  stroke?(before: Form | null, size: Size): Stroke
  read(value: Readonly<Record<string, unknown>>, size: Size): Form
  draft(points: readonly Point[], size: Size): Form
}

/** The knob within `reach` of the point, nearest first; corners win at the same distance. */
export function knobAt(knobs: readonly Knob[], point: Point, reach: number): Knob | null {
  let best: { knob: Knob; distance: number } | null = null
  for (const knob of knobs) {
    const distance = distanceOf(knob.at, point) + (knob.looks === 'corner' ? 0 : 0.01)
    if (distance <= reach && (!best || distance < best.distance)) best = { knob, distance }
  }
  return best?.knob ?? null
}

/** The smallest shape under the point, so that one inside another can be reached. */
export function hit<T extends { readonly form: Form }>(shapes: readonly T[], point: Point, reach: number): T | null {
  let best: T | null = null
  for (const shape of shapes) {
    if (!shape.form.isHit(point, reach)) continue
    if (!best || room(shape.form) <= room(best.form)) best = shape
  }
  return best
}

const room = ({ bounds }: Form) => bounds.width * bounds.height

export const distanceOf = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

export const finite = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0)
