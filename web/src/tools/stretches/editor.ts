/** What is marked, what is in hand, and everything that can be done to it; knows nothing of the screen. */
import { Store } from '../base'
import { nameOf } from '../node'
import type { SurfaceOptions } from '../surface'
import type { LabelSpec, Region } from '../types'
import { added, fitted, mayUse, relabelled, stretchesOf, withEdge, withSpan, type Axis, type Edge, type Kind, type Span, type Stretch } from './model'

export type Notice =
  | { readonly kind: 'added' | 'selected' | 'changed' | 'relabelled'; readonly stretch: Stretch }
  | { readonly kind: 'label' | 'used_up'; readonly label: LabelSpec }
  | { readonly kind: 'begun'; readonly at: number }
  | { readonly kind: 'removed' | 'cancelled' | 'no_label' | 'picked' | 'not_begun' }

export interface EditorHost {
  readonly options: SurfaceOptions
  readonly labels: readonly LabelSpec[]
  readonly kinds: ReadonlyMap<string, Kind>
  readonly mode: 'edit' | 'view' | 'pick'
  readonly newId: () => string
  axis(): Axis
  invalidate(): void
  notify(notice: Notice): void
}

export class StretchEditor {
  readonly host: EditorHost
  readonly store: Store<readonly Region[]>
  selectedId: string | null = null
  label: LabelSpec | null
  /** Where a stretch begins whose end is not said yet. */
  begun: number | null = null
  /** A stretch while it is drawn. */
  draft: Span | null = null
  hidden: ReadonlySet<string> = new Set()

  constructor(host: EditorHost) {
    this.host = host
    this.label = host.labels[0] ?? null
    this.store = new Store<readonly Region[]>(host.options.value, {
      render: () => host.invalidate(),
      onStep: host.options.onStep,
      onChange: (value) => host.options.onChange?.([...value]),
    })
  }

  get canEdit(): boolean {
    return this.host.mode === 'edit' && this.host.labels.some((label) => !this.hidden.has(label.fromName))
  }

  /** A stretch may be drawn: to mark it, or to say that it is meant. */
  get canTake(): boolean {
    return this.canEdit || this.host.mode === 'pick'
  }

  kindOf(label: LabelSpec | null): Kind | undefined {
    return label ? this.host.kinds.get(label.fromName) : undefined
  }

  get axis(): Axis {
    return this.host.axis()
  }

  get stretches(): Stretch[] {
    const shown = this.hidden.size === 0 ? this.store.value : this.store.value.filter((region) => !this.hidden.has(region.from_name))
    return stretchesOf(shown, this.host.kinds, this.axis)
  }

  get selected(): Stretch | null {
    return this.stretches.find(({ region }) => region.id === this.selectedId) ?? null
  }

  setValue(value: readonly Region[]): void {
    this.store.replace(value)
    if (this.selectedId !== null && !value.some((region) => region.id === this.selectedId)) this.select(null, true)
  }

  hide(names: ReadonlySet<string>): void {
    this.hidden = names
    if (this.label && names.has(this.label.fromName)) this.label = this.host.labels.find((label) => !names.has(label.fromName)) ?? null
    this.host.invalidate()
  }

  select(id: string | null, quiet = false): void {
    if (id === this.selectedId) return
    this.selectedId = id
    const { selected } = this
    if (selected && !quiet) this.host.notify({ kind: 'selected', stretch: selected })
    const label = this.host.labels.find((candidate) => this.kindOf(candidate) === selected?.kind && candidate.value === selected?.labels[0])
    if (label) this.label = label
    this.host.options.onSelectRegion?.(id)
    this.host.invalidate()
  }

  /** A person chose it: in pick mode that says where. */
  choose(id: string | null): void {
    if (this.host.mode !== 'pick') return this.select(id)
    if (id === null) return
    this.select(id, true)
    this.host.options.onPick?.({ kind: 'region', region_id: id })
    this.host.notify({ kind: 'picked' })
  }

  cycle(step: 1 | -1): void {
    const all = this.stretches
    if (all.length === 0) return
    const at = all.findIndex(({ region }) => region.id === this.selectedId)
    const next = at < 0 ? (step === 1 ? 0 : all.length - 1) : (at + step + all.length) % all.length
    this.choose(all[next]!.region.id)
  }

  begin(at: number): void {
    if (!this.canTake) return
    this.begun = this.axis.snap(at)
    this.select(null, true)
    this.host.notify({ kind: 'begun', at: this.begun })
    this.host.invalidate()
  }

  /** Ends what was begun; where nothing was, the end of the selected stretch. */
  finish(at: number): void {
    if (!this.canTake) return
    if (this.begun !== null) this.add({ start: Math.min(this.begun, at), end: this.#endAt(Math.max(this.begun, at)) })
    else if (this.selectedId !== null && this.canEdit) this.setEdgeHere('end', at)
    else this.host.notify({ kind: 'not_begun' })
  }

  cancel(): boolean {
    if (this.begun === null && this.draft === null) return false
    this.begun = null
    this.draft = null
    this.host.notify({ kind: 'cancelled' })
    this.host.invalidate()
    return true
  }

  add(span: Span, start: Region['value'] = {}): void {
    const { label, host } = this
    this.begun = null
    this.draft = null
    host.invalidate()
    if (host.mode === 'pick') return this.#pickSpan(span)
    if (!this.canEdit) return
    const kind = this.kindOf(label)
    if (!label || !kind) return host.notify({ kind: 'no_label' })
    if (!mayUse(this.stretches, kind, label)) return host.notify({ kind: 'used_up', label })
    const id = host.newId()
    this.store.commit(added(this.store.value, kind, label, id, span, this.axis, start))
    this.select(id, true)
    this.#tell('added')
  }

  /** The end is at the place of listening or looking, which itself still belongs to it. */
  setEdgeHere(edge: Edge, at: number): void {
    this.setEdge(edge, edge === 'end' ? this.#endAt(at) : at)
  }

  #endAt(position: number): number {
    return this.axis.endAt?.(position) ?? position
  }

  setEdge(edge: Edge, position: number, joined = false): void {
    const { selected } = this
    if (selected) this.#setSpan(withEdge(selected, edge, position, this.axis), joined)
  }

  nudge(edge: Edge | 'both', by: number, joined: boolean): void {
    const { selected } = this
    if (!selected) return
    if (edge !== 'both') return this.setEdge(edge, selected[edge] + by, joined)
    const within = Math.min(Math.max(by, this.axis.from - selected.start), this.axis.to - selected.end)
    this.#setSpan(fitted({ start: selected.start + within, end: selected.end + within }, this.axis), joined)
  }

  setLabel(label: LabelSpec): void {
    if (this.host.mode !== 'edit' || this.hidden.has(label.fromName)) return
    const { selected } = this
    const others = this.stretches.filter((stretch) => stretch !== selected && stretch.region !== selected?.region)
    if (selected && !selected.labels.includes(label.value) && !mayUse(others, this.kindOf(label), label)) return this.host.notify({ kind: 'used_up', label })
    this.label = label
    if (selected && selected.kind.type === this.kindOf(label)?.type) {
      this.store.commit(relabelled(this.store.value, selected.region.id, this.host.kinds, label))
      this.#tell('relabelled')
    } else {
      this.select(null, true)
      this.host.notify({ kind: 'label', label })
    }
    this.host.invalidate()
  }

  remove(): void {
    const { selected } = this
    if (!selected || !this.canEdit) return
    const all = this.stretches
    const at = all.findIndex(({ region }) => region === selected.region)
    const next = (all[at + 1] ?? all[at - 1])?.region.id ?? null
    this.store.commit(this.store.value.filter((region) => region !== selected.region))
    this.select(next, true)
    this.host.notify({ kind: 'removed' })
  }

  #pickSpan({ start, end }: Span): void {
    const { perSecond = 1, from, to, least } = this.axis
    const [first, last] = [Math.max(start, from), Math.min(Math.max(end, start + least), to)]
    if (last <= first) return
    this.select(null, true)
    this.host.options.onPick?.({ kind: 'time', object: nameOf(this.host.options.object), start: first / perSecond, end: last / perSecond })
    this.host.notify({ kind: 'picked' })
  }

  #setSpan(span: Span, joined: boolean): void {
    if (!this.canEdit || this.selectedId === null) return
    this.store.commit(withSpan(this.store.value, this.selectedId, this.host.kinds, span, this.axis), joined)
    if (!joined) this.#tell('changed')
  }

  #tell(kind: 'added' | 'changed' | 'relabelled'): void {
    const { selected } = this
    if (selected) this.host.notify({ kind, stretch: selected })
  }
}
