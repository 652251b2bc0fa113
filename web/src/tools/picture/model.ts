/** Shapes as regions, and what can be done to them. Pure: every change is a new list in which untouched regions are the same objects. */
import { changed, sameList, strings } from '../base'
import { attribute, flag, safeColor } from '../node'
import type { Control } from '../interface/config'
import type { LabelSpec, Region } from '../types'
import type { Form, KindName } from './form'
import type { Size } from './geometry'

/** A control that draws. */
export interface Maker {
  readonly fromName: string
  readonly kind: KindName
  /** The `type` of its regions, which is also the key of the labels in a value. */
  readonly type: string
  /** Its regions carry labels of their own. */
  readonly isLabelled: boolean
  readonly multiple: boolean
  readonly canRotate: boolean
  readonly color: string | undefined
}

/** A control that labels what others draw: each of its regions shares the id of a shape. */
export interface Namer {
  readonly fromName: string
  readonly type: string
  readonly multiple: boolean
}

export interface Roles {
  readonly makers: readonly Maker[]
  readonly namers: readonly Namer[]
}

export function rolesOf(controls: readonly Control[]): Roles {
  const isMultiple = (control: Control) => attribute(control.node, 'choice') === 'multiple'
  const makers = controls.filter((control) => control.draws).map((control): Maker => ({
    fromName: control.name,
    kind: control.kind.replace(/labels$/, '') as KindName,
    type: control.kind,
    isLabelled: control.tool.labelKey !== undefined,
    multiple: isMultiple(control),
    canRotate: flag(control.node, 'canRotate', true),
    color: safeColor(attribute(control.node, 'strokeColor') ?? attribute(control.node, 'fillColor')),
  }))
  const namers = controls.filter((control) => !control.draws && control.tool.labelKey !== undefined)
    .map((control): Namer => ({ fromName: control.name, type: control.kind, multiple: isMultiple(control) }))
  return { makers, namers }
}

export interface Shape {
  readonly region: Region
  readonly form: Form
  readonly kind: KindName
  readonly labels: readonly string[]
}

/** The labels of a drawn region: its own, or those of the row beside it. */
export function labelsIn(region: Region, naming: Region | undefined): string[] {
  const own = strings(region, region.type)
  return own.length > 0 || !naming ? own : strings(naming, naming.type)
}

/** Shape id → the row that labels it. */
export function namings(regions: readonly Region[], { namers }: Roles): ReadonlyMap<string, Region> {
  if (namers.length === 0) return new Map()
  return new Map(regions.filter((region) => namers.some(({ fromName }) => fromName === region.from_name)).map((region) => [region.id, region]))
}

/** The size coordinates are percent of: what the regions say (the server may show a smaller preview), else the loaded image. */
export function sizeFor(regions: readonly Region[], natural: Size): Size {
  const sized = regions.find((region) => region.original_width && region.original_height)
  if (!sized) return natural
  const size = { width: sized.original_width!, height: sized.original_height! }
  const sameShape = Math.abs(size.width / size.height - natural.width / natural.height) < 0.01
  return sameShape ? size : natural
}

export interface NewShape {
  readonly id: string
  readonly maker: Maker
  readonly label: LabelSpec | null
  readonly namer: Namer | undefined
  readonly toName: string
  readonly form: Form
  readonly size: Size
}

/** One row, or two with one id when the label comes from a control beside it. */
export function added(regions: readonly Region[], { id, maker, label, namer, toName, form, size }: NewShape): readonly Region[] {
  const common = { id, to_name: toName, origin: 'manual', original_width: size.width, original_height: size.height, image_rotation: 0 }
  const place = form.value(size)
  const own = maker.isLabelled && label ? { [maker.type]: [label.value] } : {}
  const drawn: Region = { ...common, from_name: maker.fromName, type: maker.type, value: { ...place, ...own } }
  if (!namer || !label || maker.isLabelled) return [...regions, drawn]
  return [...regions, drawn, { ...common, from_name: namer.fromName, type: namer.type, value: { ...place, [namer.type]: [label.value] } }]
}

/** With another form in the place of `before`; the row that labels it repeats the place, where it had it at all. */
export function withForm(regions: readonly Region[], id: string, before: Form, form: Form, size: Size, roles: Roles): readonly Region[] {
  const place = form.value(size)
  if (JSON.stringify(place) === JSON.stringify(before.value(size))) return regions
  return mapOne(regions, id, (region) => {
    const isDrawn = roles.makers.some(({ fromName }) => fromName === region.from_name)
    const repeats = Object.keys(place).some((key) => key in region.value)
    if (!isDrawn && !repeats) return region
    const sized = region.original_width ? region : { ...region, original_width: size.width, original_height: size.height }
    return changed(sized, { ...region.value, ...place })
  })
}

/** With another label; where several may be, with it or without it. The same list when the label does not fit the shape. */
export function relabelled(regions: readonly Region[], id: string, label: LabelSpec, roles: Roles): readonly Region[] {
  const { makers, namers } = roles
  const drawn = regions.find((region) => region.id === id && makers.some(({ fromName }) => fromName === region.from_name))
  const from = makers.find(({ fromName }) => fromName === drawn?.from_name)
  if (!drawn || !from) return regions
  const namer = namers.find(({ fromName }) => fromName === label.fromName)
  if (namer && !from.isLabelled) return renamed(regions, drawn, label, namer)
  const to = makers.find(({ fromName, isLabelled }) => isLabelled && fromName === label.fromName)
  if (!to || to.kind !== from.kind || !from.isLabelled) return regions
  const labels = picked(strings(drawn, from.type), label.value, to.multiple && to === from)
  if (to === from && sameList(strings(drawn, from.type), labels)) return regions
  const { [from.type]: _, ...rest } = drawn.value
  return regions.map((region) => (region === drawn ? changed({ ...drawn, from_name: to.fromName, type: to.type }, { ...rest, [to.type]: labels }) : region))
}

function renamed(regions: readonly Region[], drawn: Region, label: LabelSpec, namer: Namer): readonly Region[] {
  const row = regions.find((region) => region.id === drawn.id && region.from_name === namer.fromName)
  if (!row) {
    const { from_name: _, type: __, ...common } = drawn
    const naming: Region = { ...common, from_name: namer.fromName, type: namer.type, value: { ...drawn.value, [namer.type]: [label.value] } }
    return regions.toSpliced(regions.indexOf(drawn) + 1, 0, naming)
  }
  const labels = picked(strings(row, namer.type), label.value, namer.multiple)
  if (sameList(strings(row, namer.type), labels)) return regions
  return regions.map((region) => (region === row ? changed(row, { ...row.value, [namer.type]: labels }) : region))
}

/** One at least stays. */
function picked(labels: readonly string[], label: string, multiple: boolean): string[] {
  if (!multiple) return [label]
  if (!labels.includes(label)) return [...labels, label]
  return labels.length > 1 ? labels.filter((other) => other !== label) : [label]
}

export function removed(regions: readonly Region[], id: string): readonly Region[] {
  return regions.some((region) => region.id === id) ? regions.filter((region) => region.id !== id) : regions
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
export function neighbour(regions: readonly { readonly id: string }[], id: string | null, step: 1 | -1): string | null {
  if (regions.length === 0) return null
  const at = regions.findIndex((region) => region.id === id)
  const next = at < 0 ? (step === 1 ? 0 : regions.length - 1) : (at + step + regions.length) % regions.length
  return regions[next]!.id
}

/** What to select after a delete, so that a keyboard user is not thrown back to the start. */
export function afterRemoval(regions: readonly { readonly id: string }[], id: string): string | null {
  const at = regions.findIndex((region) => region.id === id)
  return (regions[at + 1] ?? regions[at - 1])?.id ?? null
}

/** Whether one more region may carry the label. */
export function mayUse(regions: readonly Region[], label: LabelSpec): boolean {
  if (label.maxUsages === undefined) return true
  const used = regions.filter((region) => region.from_name === label.fromName && strings(region, region.type).includes(label.value))
  return used.length < label.maxUsages
}

/** Twelve strokes that stay apart from each other on light and dark pictures; the name beside the shape says the same in words. */
const PALETTE = [
  '#e6194b', '#0082c8', '#f58231', '#3cb44b', '#911eb4', '#008080', '#d2a000', '#f032e6', '#2f4f9f', '#8b4513', '#6b8e23', '#dc143c',
]

export function colorOf(labels: readonly LabelSpec[], value: string | undefined, otherwise = '#5f6b7a'): string {
  const at = labels.findIndex((label) => label.value === value)
  if (at < 0) return otherwise
  return labels[at]!.color ?? PALETTE[at % PALETTE.length]!
}
