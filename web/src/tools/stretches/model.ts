/** Stretches of something that runs along an axis: seconds of a recording, frames of a video, times of a series. Pure. */
import { changed, makeRegion, strings } from '../base'
import { nameOf } from '../node'
import type { ConfigNode, LabelSpec, Region } from '../types'

export interface Span {
  readonly start: number
  readonly end: number
}

export type Edge = keyof Span

/** What positions mean, and how a region keeps them. A position is a number between `from` and `to`. */
export interface Axis {
  readonly from: number
  readonly to: number
  /** What one press of an arrow key moves an end by. */
  readonly nudge: number
  /** What one press of an arrow key moves the place of listening or looking by. */
  readonly step: number
  /** The shortest stretch. */
  readonly least: number
  read(region: Region): Span | null
  /** The value with other ends; what else it holds is kept. */
  write(value: Region['value'], span: Span, type: string): Region['value']
  snap(position: number): number
  /** Where something ends that goes on up to this place; the place itself when left out. */
  endAt?(position: number): number
  /** As people read it. */
  format(position: number, edge?: Edge): string
  /** As it stands in a field, and back; null for what is no position. */
  toField(position: number, edge: Edge): string
  fromField(text: string, edge: Edge): number | null
  /** Round places for the ruler, where powers of ten are none. */
  ticks?(window: Window, wanted: number): number[]
  /** How many positions are a second, where they are no seconds themselves. */
  readonly perSecond?: number
  /** Of a number field; a field of text where there is none. */
  readonly fieldStep: number | null
  /** Fields of the whole region besides its value. */
  readonly extra?: Partial<Region>
}

/** How a control keeps its regions. */
export interface Kind {
  readonly node: ConfigNode
  readonly type: string
  readonly labelKey: string
  readonly multiple: boolean
}

export interface Stretch extends Span {
  readonly region: Region
  readonly kind: Kind
  readonly labels: readonly string[]
}

/** In the order of time. */
export function stretchesOf(regions: readonly Region[], kinds: ReadonlyMap<string, Kind>, axis: Axis): Stretch[] {
  const found = regions.flatMap((region): Stretch[] => {
    const kind = kinds.get(region.from_name)
    const span = kind && kind.type === region.type ? axis.read(region) : null
    return kind && span ? [{ ...span, region, kind, labels: strings(region, kind.labelKey) }] : []
  })
  return found.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

/** Both ends on the axis, in order, and not closer than the shortest stretch. */
export function fitted(span: Span, axis: Axis): Span {
  const within = (position: number) => Math.min(Math.max(axis.snap(position), axis.from), axis.to)
  const start = within(Math.min(span.start, span.end))
  const end = within(Math.max(span.start, span.end))
  if (end - start >= axis.least) return { start, end }
  const late = Math.min(start + axis.least, axis.to)
  return { start: axis.snap(Math.max(late - axis.least, axis.from)), end: axis.snap(late) }
}

/** The span with one end moved; it stops at the other. */
export function withEdge(span: Span, edge: Edge, position: number, axis: Axis): Span {
  if (edge === 'start') return fitted({ start: Math.min(position, span.end - axis.least), end: span.end }, axis)
  return fitted({ start: span.start, end: Math.max(position, span.start + axis.least) }, axis)
}

/** `start`: what its value holds besides ends and labels. A label without a name is none. */
export function added(regions: readonly Region[], kind: Kind, label: LabelSpec, id: string, span: Span, axis: Axis, start: Region['value'] = {}): readonly Region[] {
  const labels = label.value === '' ? {} : { [kind.labelKey]: [label.value] }
  const value = axis.write({ ...start, ...labels }, fitted(span, axis), kind.type)
  return [...regions, { ...makeRegion(kind.node, id, kind.type, value), ...axis.extra }]
}

export function withSpan(regions: readonly Region[], id: string, kinds: ReadonlyMap<string, Kind>, span: Span, axis: Axis): readonly Region[] {
  return mapOne(regions, id, kinds, (region) => {
    const before = axis.read(region)
    const after = fitted(span, axis)
    if (!before || (before.start === after.start && before.end === after.end)) return region
    return changed(region, axis.write(region.value, after, region.type))
  })
}

/** With another label; where several may stand, the label comes or goes, and one always stays. */
export function relabelled(regions: readonly Region[], id: string, kinds: ReadonlyMap<string, Kind>, label: LabelSpec): readonly Region[] {
  const kind = kinds.get(label.fromName)
  return mapOne(regions, id, kinds, (region) => {
    const before = kinds.get(region.from_name)!
    // What is kept in another way cannot take the label of this one.
    if (!kind || kind.type !== before.type) return region
    const old = strings(region, before.labelKey)
    const without = old.filter((value) => value !== label.value)
    const toggled = without.length < old.length ? without : [...old, label.value]
    const labels = kind.multiple && kind === before ? toggled : [label.value]
    if (labels.length === 0 || (kind === before && labels.join('\n') === old.join('\n'))) return region
    const { [before.labelKey]: _, ...rest } = region.value
    return changed({ ...region, from_name: nameOf(kind.node), type: kind.type }, { ...rest, [kind.labelKey]: labels })
  })
}

function mapOne(regions: readonly Region[], id: string, kinds: ReadonlyMap<string, Kind>, change: (region: Region) => Region): readonly Region[] {
  let touched = false
  const next = regions.map((region) => {
    if (region.id !== id || kinds.get(region.from_name)?.type !== region.type) return region
    const result = change(region)
    touched ||= result !== region
    return result
  })
  return touched ? next : regions
}

/** Whether one more stretch may carry the label. */
export function mayUse(stretches: readonly Stretch[], kind: Kind | undefined, label: LabelSpec): boolean {
  if (label.maxUsages === undefined) return true
  return stretches.filter((stretch) => stretch.kind === kind && stretch.labels.includes(label.value)).length < label.maxUsages
}

/** The row of each stretch, so that none lies over another. */
export function lanesOf(stretches: readonly Stretch[]): number[] {
  const ends: number[] = []
  return stretches.map(({ start, end }) => {
    const free = ends.findIndex((busyUntil) => busyUntil <= start)
    const lane = free < 0 ? ends.length : free
    ends[lane] = end
    return lane
  })
}

/** The part of the axis that is seen. */
export interface Window {
  readonly from: number
  readonly to: number
}

export function zoomed(window: Window, factor: number, at: number, axis: Axis): Window {
  const whole = axis.to - axis.from
  const length = Math.min(Math.max((window.to - window.from) / factor, Math.min(axis.least * 20, whole)), whole)
  const part = (at - window.from) / (window.to - window.from)
  return kept(at - part * length, length, axis)
}

export function panned(window: Window, by: number, axis: Axis): Window {
  return by === 0 ? window : kept(window.from + by, window.to - window.from, axis)
}

/** Moved as little as needed for the position to be seen. */
export function revealing(window: Window, position: number, axis: Axis): Window {
  if (position >= window.from && position <= window.to) return window
  const length = window.to - window.from
  return kept(position - length * (position < window.from ? 0.05 : 0.95), length, axis)
}

function kept(from: number, length: number, axis: Axis): Window {
  const start = Math.max(Math.min(from, axis.to - length), axis.from)
  return { from: start, to: start + length }
}

/** Round positions about `wanted` apart in number: 1, 2 or 5 times a power of ten. */
export function ticksOf(window: Window, wanted: number): number[] {
  const length = window.to - window.from
  if (!(length > 0)) return []
  const rough = length / Math.max(wanted, 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough
  const ticks: number[] = []
  for (let index = Math.ceil(window.from / step - 1e-9); index * step <= window.to + step * 1e-9; index++) ticks.push(index * step)
  return ticks
}
