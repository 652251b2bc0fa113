/** What is marked, what is about to be marked, and every way to change it. Knows nothing of the page. */
import { Store, changed, makeRegion, strings } from '../base'
import type { Control } from '../interface/config'
import type { LabelSpec, Place, Region } from '../types'
import type { Passage } from './passage'
import { overlaps, textOf, union, unitIndexAt, unitsOf, withEndMoved, type Range, type Unit } from './text'

export interface Span {
  readonly region: Region
  readonly labels: readonly string[]
  /** Null when the region points to nothing in this text; it is kept all the same. */
  readonly range: Range | null
}

export type Notice =
  | { readonly kind: 'added' | 'removed' | 'changed' | 'selected'; readonly span: Span }
  | { readonly kind: 'begun' | 'ranged' | 'caret' | 'picked'; readonly text: string }
  | { readonly kind: 'used_up'; readonly label: LabelSpec }
  | { readonly kind: 'armed'; readonly label: LabelSpec | null }

export interface EditorOptions {
  readonly passage: Passage
  readonly controls: readonly Control[]
  readonly labels: readonly LabelSpec[]
  readonly mode: 'edit' | 'view' | 'pick'
  readonly unit: Unit
  readonly locale: string
  readonly newId: () => string
  readonly paint: () => void
  readonly notify: (notice: Notice) => void
  readonly onStep?: (() => void) | undefined
  readonly onChange?: ((value: Region[]) => void) | undefined
  readonly onSelect?: ((id: string | null) => void) | undefined
  readonly onPick?: ((place: Place) => void) | undefined
  /** The name of what the text is. */
  readonly object: string
}

export class SpanEditor {
  readonly options: EditorOptions
  readonly store: Store<readonly Region[]>
  /** What is about to be marked; `open` while its other end is still to be pointed at. */
  selection: Range | null = null
  open = false
  selectedId: string | null = null
  /** The label that what is marked next gets at once. */
  armed: LabelSpec | null = null
  hidden: ReadonlySet<string> = new Set()
  /** Where the keyboard is; shown once keys are used. */
  caret: Range | null = null
  #anchor: Range | null = null
  #letters = false
  /** The selected span came from the armed label, so another label means the next span and not this one. */
  #fresh = false
  #spans: { readonly of: readonly Region[]; readonly spans: readonly Span[] } | null = null
  readonly #units = new Map<Unit, readonly Range[]>()

  constructor(value: readonly Region[], options: EditorOptions) {
    this.options = options
    this.store = new Store<readonly Region[]>(value, {
      render: () => this.#settle(),
      onStep: options.onStep,
      onChange: (regions) => options.onChange?.([...regions]),
    })
  }

  get canEdit(): boolean {
    return this.options.mode === 'edit' && this.labels.length > 0
  }

  /** A stretch may be taken: to mark it, or to say that it is meant. */
  get canTake(): boolean {
    return this.canEdit || this.options.mode === 'pick'
  }

  /** The labels of the controls that the answer does not hide. */
  get labels(): readonly LabelSpec[] {
    return this.options.labels.filter((label) => !this.hidden.has(label.fromName))
  }

  get letters(): boolean {
    return this.#letters
  }

  get units(): readonly Range[] {
    return this.#unitsOf(this.#letters ? 'letter' : this.options.unit)
  }

  get spans(): readonly Span[] {
    if (this.#spans?.of !== this.store.value) this.#spans = { of: this.store.value, spans: this.store.value.map((region) => this.#spanOf(region)) }
    return this.#spans.spans.filter((span) => !this.hidden.has(span.region.from_name))
  }

  /** In the order of the text. */
  get ordered(): readonly Span[] {
    const at = (span: Span) => span.range?.from ?? Number.MAX_SAFE_INTEGER
    return this.spans.toSorted((a, b) => at(a) - at(b) || (b.range?.to ?? 0) - (a.range?.to ?? 0))
  }

  get selected(): Span | null {
    return this.spans.find((span) => span.region.id === this.selectedId) ?? null
  }

  replace(value: readonly Region[]): void {
    this.store.replace(value)
  }

  setLetters(letters: boolean): void {
    this.#letters = letters
    if (this.caret) this.caret = this.units[unitIndexAt(this.units, this.caret.from)] ?? null
    this.options.paint()
  }

  /** A tap, a click or Enter on a unit of the text. */
  tap(unit: Range): void {
    const there = this.ordered.filter((span) => span.range && overlaps(span.range, unit))
    if (this.canTake && this.open) return this.#close(unit)
    if (this.options.mode === 'pick' && there[0]) return this.pick(there[0].region.id)
    // Each tap on marked text goes one span deeper; after the last it begins a new one within.
    const next = there[there.findIndex((span) => span.region.id === this.selectedId) + 1]
    if (next) this.select(next.region.id)
    else if (this.canTake) this.begin(unit)
    else this.select(null)
  }

  begin(unit: Range): void {
    this.select(null)
    this.#anchor = unit
    this.selection = unit
    this.caret = unit
    this.open = true
    this.options.notify({ kind: 'begun', text: this.textOf(unit) })
    this.options.paint()
  }

  /** From where it was begun to here, while the pointer or the keyboard is still on its way. */
  stretch(unit: Range): void {
    if (!this.canTake) return
    this.#anchor ??= unit
    this.selection = union(this.#anchor, unit)
    this.caret = unit
    this.options.paint()
  }

  /** The stretch is whole; with a label at hand it is marked at once. */
  finish(): void {
    if (!this.selection) return
    this.open = false
    if (this.options.mode === 'pick') return this.#pickRange(this.selection)
    if (this.armed) return this.#create(this.selection, this.armed, true)
    this.options.notify({ kind: 'ranged', text: this.textOf(this.selection) })
    this.options.paint()
  }

  /** Gives up what is about to be marked, the selected span, the label at hand: one at a time. */
  cancel(): boolean {
    if (this.selection) this.#forget()
    else if (this.selectedId !== null) this.select(null)
    else if (this.armed) this.#arm(null)
    else return false
    this.options.paint()
    return true
  }

  select(id: string | null, silently = false): void {
    if (id !== null && !this.spans.some((span) => span.region.id === id)) return
    this.#forget()
    this.#fresh = false
    if (id === this.selectedId) return this.options.paint()
    this.selectedId = id
    const span = this.selected
    if (span?.range) this.caret = this.units[unitIndexAt(this.units, span.range.from)] ?? null
    if (span && !silently) this.options.notify({ kind: 'selected', span })
    this.options.onSelect?.(id)
    this.options.paint()
  }

  cycle(step: 1 | -1): void {
    const all = this.ordered
    if (all.length === 0) return
    const at = all.findIndex((span) => span.region.id === this.selectedId)
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : (at + step + all.length) % all.length
    this.select(all[next]!.region.id)
  }

  /** `here`: with nothing else to label, the word under the keyboard is meant. */
  setLabel(label: LabelSpec, here = false): void {
    if (!this.canEdit || this.hidden.has(label.fromName)) return
    const span = this.selected
    if (this.selection) this.#create(this.selection, label, false)
    else if (span && !this.#fresh) this.#relabel(span, label)
    else if (here && this.caret) this.#create(this.caret, label, false)
    else this.#arm(this.armed === label ? null : label)
  }

  moveCaret(step: number, extend: boolean, letters: boolean): void {
    const units = letters ? this.#unitsOf('letter') : this.units
    if (units.length === 0) return
    const from = this.caret ?? this.selection
    const at = from ? unitIndexAt(units, step > 0 ? Math.max(from.to - 1, 0) : from.from) : -1
    const unit = units[Math.min(Math.max(from ? at + step : 0, 0), units.length - 1)]!
    if (extend && this.canTake) {
      // What the caret stands on is the first thing taken: the word, or letter by letter its first letter.
      if (letters && !this.selection && this.caret) return this.stretch(units[unitIndexAt(units, this.caret.from)]!)
      this.#anchor ??= this.selection ?? this.caret ?? unit
      return this.stretch(unit)
    }
    if (!this.open) this.select(null)
    this.caret = unit
    if (this.open) this.stretch(unit)
    this.options.notify({ kind: 'caret', text: this.textOf(unit) })
    this.options.paint()
  }

  adjust(side: 'start' | 'end', step: 1 | -1, letters: boolean, joined = false): void {
    const span = this.selected
    if (!this.canEdit || !span?.range) return
    const range = withEndMoved(span.range, side, step, letters ? this.#unitsOf('letter') : this.units)
    if (range === span.range) return
    const { region } = span
    this.#replaceRegion(changed(region, { ...region.value, ...this.options.passage.valueOf(range) }), joined)
  }

  remove(id = this.selectedId): void {
    const span = this.spans.find((candidate) => candidate.region.id === id)
    if (!span || this.options.mode !== 'edit') return
    this.store.commit(this.store.value.filter((region) => region !== span.region))
    this.options.notify({ kind: 'removed', span })
  }

  mayUse(label: LabelSpec): boolean {
    const { maxUsages } = label
    if (maxUsages === undefined) return true
    const uses = this.store.value.filter((region) => region.from_name === label.fromName && this.#labelsOf(region).includes(label.value))
    return uses.length < maxUsages
  }

  textOf(range: Range): string {
    return textOf(this.options.passage.chars, range)
  }

  /** What an inspector means is a span that is marked. */
  pick(id: string): void {
    this.select(id, true)
    const span = this.selected
    if (span) this.options.notify({ kind: 'picked', text: span.range ? this.textOf(span.range) : '' })
    this.options.onPick?.({ kind: 'region', region_id: id })
  }

  /** Or any stretch of the text. */
  #pickRange(range: Range): void {
    this.#forget()
    this.options.notify({ kind: 'picked', text: this.textOf(range) })
    this.options.onPick?.({ kind: 'text', object: this.options.object, start: range.from, end: range.to })
    this.options.paint()
  }

  #close(unit: Range): void {
    this.stretch(unit)
    this.finish()
  }

  #forget(): void {
    this.selection = null
    this.#anchor = null
    this.open = false
  }

  #arm(label: LabelSpec | null): void {
    this.armed = label
    this.options.notify({ kind: 'armed', label })
    this.options.paint()
  }

  #create(range: Range, label: LabelSpec, armed: boolean): void {
    const control = this.#controlOf(label.fromName)
    if (!control) return
    const twin = this.spans.find((span) => span.region.from_name === label.fromName && span.range?.from === range.from && span.range.to === range.to)
    this.#forget()
    if (twin) {
      // The same stretch twice by one control would say nothing more than one with both labels.
      this.select(twin.region.id, true)
      if (!twin.labels.includes(label.value)) this.#relabel(twin, label)
      return
    }
    if (!this.mayUse(label)) return this.#refuse(label)
    const value = { ...this.options.passage.valueOf(range), [control.tool.labelKey!]: [label.value] }
    const region = makeRegion(control.node, this.options.newId(), control.kind, value)
    this.store.commit([...this.store.value, region])
    this.select(region.id, true)
    this.#fresh = armed
    this.options.notify({ kind: 'added', span: this.#spanOf(region) })
  }

  #relabel(span: Span, label: LabelSpec): void {
    const control = this.#controlOf(span.region.from_name)
    if (!control || label.fromName !== span.region.from_name) return
    const multiple = control.node.attributes['choice'] === 'multiple'
    const has = span.labels.includes(label.value)
    if (!has && !this.mayUse(label)) return this.#refuse(label)
    const labels = !multiple ? [label.value] : has ? span.labels.filter((value) => value !== label.value) : [...span.labels, label.value]
    if (labels.length === 0 || (has && !multiple)) return
    this.#replaceRegion(changed(span.region, { ...span.region.value, [control.tool.labelKey!]: labels }))
  }

  #refuse(label: LabelSpec): void {
    this.options.notify({ kind: 'used_up', label })
    this.options.paint()
  }

  #replaceRegion(region: Region, joined = false): void {
    this.store.commit(this.store.value.map((old) => (old.id === region.id && old.from_name === region.from_name ? region : old)), joined)
    this.options.notify({ kind: 'changed', span: this.#spanOf(region) })
  }

  #settle(): void {
    const gone = this.selectedId !== null && !this.store.value.some((region) => region.id === this.selectedId)
    if (gone) this.select(null)
    else this.options.paint()
  }

  #controlOf(name: string): Control | undefined {
    return this.options.controls.find((control) => control.name === name)
  }

  #labelsOf(region: Region): string[] {
    return strings(region, this.#controlOf(region.from_name)?.tool.labelKey ?? 'labels')
  }

  #spanOf(region: Region): Span {
    return { region, labels: this.#labelsOf(region), range: this.options.passage.rangeOf(region.value) }
  }

  #unitsOf(unit: Unit): readonly Range[] {
    const { passage, locale } = this.options
    let units = this.#units.get(unit)
    if (!units) {
      units = passage.blocks.flatMap((block) => unitsOf(passage.chars, block, unit, locale))
      this.#units.set(unit, units)
    }
    return units
  }
}
