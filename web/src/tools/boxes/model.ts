/** Shapes as regions, and what can be done to them. Pure: every change is a new list in which untouched regions are the same objects. */
import { changed, sameList, strings } from '../base'
import type { LabelSpec, Region } from '../types'
import { centre, grown, moved, toPercent, toPixels, type Box, type Point, type Size } from './geometry'

export const TYPE = 'rectanglelabels'

export interface Shape {
  readonly region: Region
  readonly box: Box
  readonly labels: readonly string[]
}

const known = new WeakMap<Region, { width: number; height: number; shape: Shape }>()

/** The region in pixels. Remembered per region object: with 500 shapes only the changed one is worked out again. */
export function shapeOf(region: Region, size: Size): Shape {
  const entry = known.get(region)
  if (entry && entry.width === size.width && entry.height === size.height) return entry.shape
  const shape = { region, box: toPixels(region.value, size), labels: strings(region, TYPE) }
  known.set(region, { ...size, shape })
  return shape
}

/** The size coordinates are percent of: what the regions say (the server may show a smaller preview), else the loaded image. */
export function sizeFor(regions: readonly Region[], natural: Size): Size {
  const sized = regions.find((region) => region.original_width && region.original_height)
  if (!sized) return natural
  const size = { width: sized.original_width!, height: sized.original_height! }
  const sameShape = Math.abs(size.width / size.height - natural.width / natural.height) < 0.01
  return sameShape ? size : natural
}

export interface NewBox {
  readonly id: string
  readonly label: LabelSpec
  readonly toName: string
  readonly box: Box
  readonly size: Size
}

export function added(regions: readonly Region[], { id, label, toName, box, size }: NewBox): readonly Region[] {
  const region: Region = {
    id,
    from_name: label.fromName,
    to_name: toName,
    type: TYPE,
    origin: 'manual',
    original_width: size.width,
    original_height: size.height,
    image_rotation: 0,
    value: { ...toPercent(box, size), rotation: box.rotation, [TYPE]: [label.value] },
  }
  return [...regions, region]
}

export function withBox(regions: readonly Region[], id: string, box: Box, size: Size): readonly Region[] {
  return mapOne(regions, id, (region) => {
    if (sameBox(toPixels(region.value, size), box)) return region
    const sized = region.original_width ? region : { ...region, original_width: size.width, original_height: size.height }
    return changed(sized, { ...region.value, ...toPercent(box, size), rotation: box.rotation })
  })
}

const sameBox = (a: Box, b: Box) =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.rotation === b.rotation

export function relabelled(regions: readonly Region[], id: string, label: LabelSpec): readonly Region[] {
  return mapOne(regions, id, (region) => {
    if (region.from_name === label.fromName && sameList(strings(region, TYPE), [label.value])) return region
    return changed({ ...region, from_name: label.fromName }, { ...region.value, [TYPE]: [label.value] })
  })
}

export function removed(regions: readonly Region[], id: string): readonly Region[] {
  return regions.some((region) => region.id === id) ? regions.filter((region) => region.id !== id) : regions
}

export function nudged(regions: readonly Region[], id: string, dx: number, dy: number, resize: boolean, size: Size): readonly Region[] {
  const region = regions.find((candidate) => candidate.id === id)
  if (!region) return regions
  const { box } = shapeOf(region, size)
  return withBox(regions, id, resize ? grown(box, dx, dy, size) : moved(box, dx, dy, size), size)
}

function mapOne(regions: readonly Region[], id: string, change: (region: Region) => Region): readonly Region[] {
  let touched = false
  const next = regions.map((region) => {
    if (region.id !== id) return region
    const result = change(region)
    touched ||= result !== region
    return result
  })
  return touched ? next : regions
}

/** The neighbour in the list, round and round; from nothing to the first or last. */
export function neighbour(regions: readonly Region[], id: string | null, step: 1 | -1): string | null {
  if (regions.length === 0) return null
  const at = regions.findIndex((region) => region.id === id)
  const next = at < 0 ? (step === 1 ? 0 : regions.length - 1) : (at + step + regions.length) % regions.length
  return regions[next]!.id
}

/** What to select after a delete, so that a keyboard user is not thrown back to the start. */
export function afterRemoval(regions: readonly Region[], id: string): string | null {
  const at = regions.findIndex((region) => region.id === id)
  return (regions[at + 1] ?? regions[at - 1])?.id ?? null
}

/** Whether one more region may carry the label. */
export function mayUse(regions: readonly Region[], label: LabelSpec): boolean {
  if (label.maxUsages === undefined) return true
  const used = regions.filter((region) => region.from_name === label.fromName && strings(region, TYPE).includes(label.value))
  return used.length < label.maxUsages
}

/** Keyboard crosshair: a step that can be seen at this scale; `big` is ten times that, `fine` one pixel. */
export function crosshairStep(scale: number, how: 'plain' | 'big' | 'fine'): number {
  if (how === 'fine') return 1
  const step = [1, 2, 5, 10, 20, 50].find((candidate) => candidate * scale >= 2) ?? 100
  return how === 'big' ? step * 10 : step
}

export function middleOf(shape: Shape): Point {
  return centre(shape.box)
}

/** Twelve strokes that stay apart from each other on light and dark pictures; the name beside the shape says the same in words. */
const PALETTE = [
  '#e6194b', '#0082c8', '#f58231', '#3cb44b', '#911eb4', '#008080', '#d2a000', '#f032e6', '#2f4f9f', '#8b4513', '#6b8e23', '#dc143c',
]

export function colorOf(labels: readonly LabelSpec[], value: string | undefined): string {
  const at = labels.findIndex((label) => label.value === value)
  if (at < 0) return '#5f6b7a'
  return labels[at]!.color ?? PALETTE[at % PALETTE.length]!
}
