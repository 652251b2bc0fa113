/** What is on the picture, what of it is selected, and the steps that changed it. Knows no DOM; the view draws what is here. */
import { Store } from '../base'
import type { LabelSpec, Place, Region } from '../types'
import type { Form, Kind, KindName } from './form'
import type { Size } from './geometry'
import { labelsIn, namings, neighbour, sizeFor, type Roles, type Shape } from './model'

export type Notice =
  | { readonly kind: 'added' | 'selected' | 'changed' | 'relabelled'; readonly shape: Shape }
  | { readonly kind: 'removed' | 'cancelled' | 'too_small' | 'no_label' | 'corner' | 'next_point' | 'painting' | 'point_removed' | 'picked' }
  | { readonly kind: 'label'; readonly label: LabelSpec }
  | { readonly kind: 'label_used_up'; readonly label: LabelSpec }
  | { readonly kind: 'point'; readonly number: number; readonly count: number }

export interface BoardOptions {
  readonly labels: readonly LabelSpec[]
  readonly roles: Roles
  readonly toName: string
  readonly mode: 'edit' | 'view' | 'pick'
  readonly newId: () => string
  readonly invalidate: () => void
  readonly notify: (notice: Notice) => void
  readonly onStep: (() => void) | undefined
  readonly onChange: ((value: Region[]) => void) | undefined
  readonly onSelect: ((id: string | null) => void) | undefined
  readonly onPick: ((place: Place) => void) | undefined
}

export class Board {
  size: Size | null = null
  selectedId: string | null = null
  /** A shape while it is pulled, before it is a step. */
  pulled: { readonly id: string; readonly form: Form } | null = null
  /** Controls that the answer hides (`visibleWhen`): their labels cannot be used and their shapes are not shown. */
  hidden: ReadonlySet<string> = new Set()
  /** Goes up with everything that the panels beside the picture show. */
  version = 0
  readonly store: Store<readonly Region[]>
  readonly options: BoardOptions
  readonly kinds: Partial<Record<KindName, Kind>> = {}
  #natural: Size | null = null
  #known = new Map<Region, { size: Size; naming: Region | undefined; shape: Shape }>()

  constructor(value: readonly Region[], options: BoardOptions) {
    this.options = options
    this.store = new Store(value, {
      render: () => this.#settle(),
      onStep: options.onStep,
      onChange: (regions) => options.onChange?.([...regions]),
    })
  }

  get regions(): readonly Region[] {
    return this.store.value
  }

  get canEdit(): boolean {
    return this.options.mode === 'edit' && this.size !== null
  }

  invalidate(): void {
    this.version += 1
    this.options.invalidate()
  }

  learn(kinds: Partial<Record<KindName, Kind>>): void {
    Object.assign(this.kinds, kinds)
    this.invalidate()
  }

  shownLabels(): LabelSpec[] {
    return this.options.labels.filter((label) => !this.hidden.has(label.fromName))
  }

  hide(controls: ReadonlySet<string>): void {
    this.hidden = controls
    if (this.selectedId && !this.drawn().some((region) => region.id === this.selectedId)) this.select(null)
    this.invalidate()
  }

  /** The regions that are shapes on the stage, one for each. */
  drawn(): readonly Region[] {
    const { makers } = this.options.roles
    return this.regions.filter((region) => !this.hidden.has(region.from_name) && makers.some(({ fromName }) => fromName === region.from_name))
  }

  shapes(): Shape[] {
    const names = namings(this.regions, this.options.roles)
    return this.drawn().flatMap((region) => this.#shapeOf(region, names.get(region.id)) ?? [])
  }

  shape(id: string | null): Shape | null {
    const region = id === null ? undefined : this.drawn().find((candidate) => candidate.id === id)
    return region ? this.#shapeOf(region, namings(this.regions, this.options.roles).get(region.id)) : null
  }

  get selected(): Shape | null {
    return this.shape(this.selectedId)
  }

  /** The shapes of another answer. */
  ghostsOf(regions: readonly Region[]): Shape[] {
    const { makers } = this.options.roles
    return regions.filter((region) => makers.some(({ fromName }) => fromName === region.from_name)).flatMap((region) => this.#shapeOf(region, undefined) ?? [])
  }

  imageLoaded(natural: Size): void {
    this.#natural = natural
    this.#settle()
  }

  setValue(value: readonly Region[]): void {
    this.pulled = null
    this.store.replace(value)
  }

  select(id: string | null, quiet = false): void {
    const known = this.regions.some((region) => region.id === id) ? id : null
    if (known === this.selectedId) return
    this.selectedId = known
    this.options.onSelect?.(known)
    if (known && !quiet) this.notifyShape('selected', known)
    this.invalidate()
  }

  cycle(step: 1 | -1): void {
    this.select(neighbour(this.drawn(), this.selectedId, step))
  }

  pickRegion(id: string): void {
    this.select(id, true)
    this.options.notify({ kind: 'picked' })
    this.options.onPick?.({ kind: 'region', region_id: id })
    this.invalidate()
  }

  notifyShape(kind: 'added' | 'selected' | 'changed' | 'relabelled', id: string): void {
    const shape = this.shape(id)
    if (shape) this.options.notify({ kind, shape })
  }

  /** Remembered per region object: with 500 shapes only the changed one is worked out again. */
  #shapeOf(region: Region, naming: Region | undefined): Shape | null {
    const { size } = this
    const maker = this.options.roles.makers.find(({ fromName }) => fromName === region.from_name)
    const kind = maker && this.kinds[maker.kind]
    if (!size || !kind) return null
    let entry = this.#known.get(region)
    if (!entry || entry.size !== size || entry.naming !== naming) {
      entry = { size, naming, shape: { region, form: kind.read(region.value, size), kind: maker.kind, labels: labelsIn(region, naming) } }
      this.#known.set(region, entry)
    }
    return this.pulled?.id === region.id ? { ...entry.shape, form: this.pulled.form } : entry.shape
  }

  #settle(): void {
    // What undo remembers are regions; their shapes, some as large as the picture, can be worked out again.
    const current = new Set(this.regions)
    for (const region of this.#known.keys()) if (!current.has(region)) this.#known.delete(region)
    if (this.#natural) {
      const size = sizeFor(this.regions, this.#natural)
      if (size.width !== this.size?.width || size.height !== this.size.height) this.size = size
    }
    if (this.selectedId && !this.regions.some((region) => region.id === this.selectedId)) this.select(null)
    this.invalidate()
  }
}
