/** What a person is doing with the shapes right now, and the steps that come of it. Knows no DOM; the view draws what is here. */
import { Store } from '../base'
import type { LabelSpec, PercentArea, Pick, Region } from '../types'
import { between, isBigEnough, moved, resized, toPercent, type Box, type Handle, type Point, type Size } from './geometry'
import { added, afterRemoval, mayUse, neighbour, nudged, relabelled, removed, shapeOf, sizeFor, withBox, type Shape } from './model'

export type Via = 'drag' | 'tap' | 'key'

export interface Draft {
  readonly anchor: Point
  readonly current: Point
  readonly via: Via
}

export type Notice =
  | { readonly kind: 'added' | 'selected' | 'changed' | 'relabelled'; readonly shape: Shape }
  | { readonly kind: 'removed' | 'cancelled' | 'too_small' | 'no_label' | 'corner' | 'picked' }
  | { readonly kind: 'label'; readonly label: LabelSpec }
  | { readonly kind: 'label_used_up'; readonly label: LabelSpec }

export interface EditorOptions {
  readonly labels: readonly LabelSpec[]
  readonly toName: string
  readonly mode: 'edit' | 'view' | 'pick'
  readonly newId: () => string
  readonly invalidate: () => void
  readonly notify: (notice: Notice) => void
  readonly onStep: (() => void) | undefined
  readonly onChange: ((value: Region[]) => void) | undefined
  readonly onSelect: ((id: string | null) => void) | undefined
  readonly onPick: ((pick: Pick) => void) | undefined
}

export class Editor {
  size: Size | null = null
  tool: 'draw' | 'select' = 'draw'
  selectedId: string | null = null
  /** Sticky: the label of the next box too. */
  label: LabelSpec | null
  draft: Draft | null = null
  /** A box while it is pulled, before it is a step. */
  pulled: { readonly id: string; readonly box: Box } | null = null
  /** Where the keyboard points, in image pixels. */
  crosshair: Point | null = null
  pickedArea: PercentArea | null = null
  lastVia: Via = 'drag'
  /** Controls that the answer hides (`visibleWhen`): their labels cannot be used and their shapes are not shown. */
  hidden: ReadonlySet<string> = new Set()
  readonly store: Store<readonly Region[]>
  readonly options: EditorOptions
  #natural: Size | null = null

  constructor(value: readonly Region[], options: EditorOptions) {
    this.options = options
    this.label = options.labels.find((label) => label.selected) ?? options.labels[0] ?? null
    this.store = new Store(value, {
      render: () => this.#settle(),
      onStep: options.onStep,
      onChange: (regions) => options.onChange?.([...regions]),
    })
  }

  get regions(): readonly Region[] {
    return this.store.value
  }

  get canDraw(): boolean {
    const { mode } = this.options
    return this.size !== null && this.tool === 'draw' && (mode === 'pick' || (mode === 'edit' && this.shownLabels().length > 0))
  }

  shownLabels(): LabelSpec[] {
    return this.options.labels.filter((label) => !this.hidden.has(label.fromName))
  }

  hide(controls: ReadonlySet<string>): void {
    this.hidden = controls
    if (this.label && controls.has(this.label.fromName)) this.label = this.shownLabels()[0] ?? null
    if (this.selectedId && !this.shown().some((region) => region.id === this.selectedId)) this.select(null)
    this.label ??= this.shownLabels()[0] ?? null
    this.options.invalidate()
  }

  /** The regions that are on the stage. */
  shown(): readonly Region[] {
    return this.hidden.size === 0 ? this.regions : this.regions.filter((region) => !this.hidden.has(region.from_name))
  }

  get canEdit(): boolean {
    return this.options.mode === 'edit' && this.size !== null
  }

  shapes(): Shape[] {
    const { size } = this
    return size ? this.shown().map((region) => this.#pulledShape(shapeOf(region, size))) : []
  }

  shape(id: string | null): Shape | null {
    const region = this.regions.find((candidate) => candidate.id === id)
    return region && this.size ? this.#pulledShape(shapeOf(region, this.size)) : null
  }

  draftBox(): Box | null {
    return this.draft && this.size ? between(this.draft.anchor, this.draft.current, this.size) : null
  }

  imageLoaded(natural: Size): void {
    this.#natural = natural
    this.#settle()
  }

  setValue(value: readonly Region[]): void {
    this.draft = null
    this.pulled = null
    this.store.replace(value)
  }

  setTool(tool: 'draw' | 'select'): void {
    this.tool = tool
    this.cancel()
    this.options.invalidate()
  }

  setLabel(label: LabelSpec): void {
    const { notify } = this.options
    if (this.hidden.has(label.fromName)) return
    const selected = this.regions.find((region) => region.id === this.selectedId)
    if (!this.draft && selected && this.canEdit) {
      const next = relabelled(this.regions, selected.id, label)
      if (next !== this.regions && !mayUse(this.regions, label)) return notify({ kind: 'label_used_up', label })
      this.store.commit(next)
      this.#notifyShape('relabelled', selected.id)
    } else notify({ kind: 'label', label })
    this.label = label
    this.options.invalidate()
  }

  select(id: string | null, quiet = false): void {
    const known = this.regions.some((region) => region.id === id) ? id : null
    if (known === this.selectedId) return
    this.selectedId = known
    this.options.onSelect?.(known)
    if (known && !quiet) this.#notifyShape('selected', known)
    this.options.invalidate()
  }

  cycle(step: 1 | -1): void {
    this.select(neighbour(this.shown(), this.selectedId, step))
  }

  begin(anchor: Point, via: Via): void {
    if (!this.canDraw) return
    const { mode, notify } = this.options
    if (mode === 'edit') {
      if (!this.label) return notify({ kind: 'no_label' })
      if (!mayUse(this.regions, this.label)) return notify({ kind: 'label_used_up', label: this.label })
    }
    this.select(null)
    this.draft = { anchor, current: anchor, via }
    if (via !== 'drag') notify({ kind: 'corner' })
    this.options.invalidate()
  }

  stretch(current: Point): void {
    if (!this.draft) return
    this.draft = { ...this.draft, current }
    this.options.invalidate()
  }

  /** The second corner. Too small is a slip, except by keyboard or taps, where the draft stays for another try. */
  finish(): void {
    const box = this.draftBox()
    const { draft, size } = this
    if (!box || !draft || !size) return
    if (!isBigEnough(box)) {
      if (draft.via === 'drag') this.draft = null
      this.options.notify({ kind: 'too_small' })
      return this.options.invalidate()
    }
    this.draft = null
    this.lastVia = draft.via
    if (this.options.mode === 'pick') this.#pickArea(box, size)
    else this.#add(box, size)
    this.options.invalidate()
  }

  /** Ends whatever is half done; true when something was. */
  cancel(): boolean {
    const busy = this.draft !== null || this.pulled !== null
    if (this.draft && this.draft.via !== 'drag') this.options.notify({ kind: 'cancelled' })
    this.draft = null
    this.pulled = null
    if (busy) this.options.invalidate()
    return busy
  }

  pullMove(id: string, from: Box, dx: number, dy: number): void {
    if (!this.size) return
    this.pulled = { id, box: moved(from, dx, dy, this.size) }
    this.options.invalidate()
  }

  pullHandle(id: string, from: Box, handle: Handle, to: Point): void {
    if (!this.size) return
    this.pulled = { id, box: resized(from, handle, to, this.size) }
    this.options.invalidate()
  }

  letGo(): void {
    const { pulled, size } = this
    this.pulled = null
    if (!pulled || !size) return
    this.#change(withBox(this.regions, pulled.id, pulled.box, size), pulled.id)
    this.options.invalidate()
  }

  /** `held`: the key repeats, and the whole walk is one step to undo. */
  nudge(dx: number, dy: number, resize: boolean, held: boolean): void {
    if (!this.selectedId || !this.size || !this.canEdit) return
    this.#change(nudged(this.regions, this.selectedId, dx, dy, resize, this.size), this.selectedId, held)
  }

  remove(id = this.selectedId): void {
    if (!id || !this.canEdit) return
    const next = afterRemoval(this.regions, id)
    const wasSelected = id === this.selectedId
    this.store.commit(removed(this.regions, id))
    this.options.notify({ kind: 'removed' })
    if (wasSelected) this.select(next, true)
  }

  pickRegion(id: string): void {
    this.pickedArea = null
    this.select(id, true)
    this.options.notify({ kind: 'picked' })
    this.options.onPick?.({ region_id: id })
    this.options.invalidate()
  }

  #pickArea(box: Box, size: Size): void {
    this.pickedArea = toPercent(box, size)
    this.select(null)
    this.options.notify({ kind: 'picked' })
    this.options.onPick?.({ area: this.pickedArea })
  }

  #add(box: Box, size: Size): void {
    if (!this.label) return
    const id = this.options.newId()
    this.store.commit(added(this.regions, { id, label: this.label, toName: this.options.toName, box, size }))
    this.select(id, true)
    this.#notifyShape('added', id)
  }

  #change(regions: readonly Region[], id: string, joined = false): void {
    if (regions === this.regions) return
    this.store.commit(regions, joined)
    this.#notifyShape('changed', id)
  }

  #notifyShape(kind: 'added' | 'selected' | 'changed' | 'relabelled', id: string): void {
    const shape = this.shape(id)
    if (shape) this.options.notify({ kind, shape })
  }

  #pulledShape(shape: Shape): Shape {
    return this.pulled?.id === shape.region.id ? { ...shape, box: this.pulled.box } : shape
  }

  #settle(): void {
    if (this.#natural) this.size = sizeFor(this.regions, this.#natural)
    if (this.selectedId && !this.regions.some((region) => region.id === this.selectedId)) this.select(null)
    this.options.invalidate()
  }
}
