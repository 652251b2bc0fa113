/** `Relations`: select one region, then another, and say how they relate. Works with whatever draws the regions. */
import { Store, historyHandle } from '../base'
import { announcer, button, h, keycap, setAttributes, walkByArrow } from '../dom'
import { chordText, keyTextOf, type Hotkey } from '../hotkeys'
import { icon } from '../icons'
import { attribute } from '../node'
import { relationOf } from '../relation'
import type { ControlOptions } from '../surface'
import type { LabelSpec, Region, ToolHandle } from '../types'
import { joined, nameOfRegion, named, turned } from './model'
import { wordsOf } from './words'
import './style.css'

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  const view = new RelationsView(el, options)
  return {
    ...historyHandle(view.store),
    setValue: (value) => view.store.replace(value),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    select: (id) => view.regionSelected(id),
    regionSelected: (id) => view.regionSelected(id),
    answerChanged: () => view.paint(),
  }
}

class RelationsView {
  readonly store: Store<readonly Region[]>
  readonly #options: ControlOptions
  readonly #words: ReturnType<typeof wordsOf>
  readonly #fixed: boolean
  readonly #multiple: boolean
  readonly #voice = announcer()
  readonly #chips: readonly HTMLButtonElement[]
  readonly #hint = h('p', { class: 'pt-relation-hint' })
  readonly #act: HTMLButtonElement
  readonly #cancel: HTMLButtonElement
  readonly #list: HTMLElement
  readonly #empty: HTMLElement
  readonly #root: HTMLElement
  readonly #release: (() => void) | undefined
  #kinds: readonly string[] = []
  #from: string | null = null
  #selected: string | null = null
  /** The row whose kind the chips change. */
  #row: Region | null = null

  constructor(el: HTMLElement, options: ControlOptions) {
    this.#options = options
    const { locale, control, chords, node, hotkeys } = options
    this.#words = wordsOf(locale)
    this.#fixed = Boolean(options.readonly || options.pickRegion)
    this.#multiple = attribute(node, 'choice') === 'multiple'
    this.store = new Store<readonly Region[]>(options.value, {
      render: () => this.paint(),
      onStep: options.onStep,
      onChange: (value) => options.onChange?.([...value]),
    })
    const first = control.labels.find((label) => label.selected) ?? control.labels[0]
    if (first) this.#kinds = [first.value]
    this.#chips = control.labels.map((label, index) => this.#chipOf(label, chords[index] ?? null))
    this.#act = button('', { class: 'pt-primary' }, () => this.act())
    this.#cancel = button(this.#words.cancel, { class: 'pt-small' }, () => this.cancel())
    this.#list = h('ul', { class: 'pt-relation-list', 'aria-label': this.#words.list })
    this.#empty = h('p', { class: 'pt-empty' }, this.#words.empty)
    this.#root = this.#assemble()
    el.append(this.#root)
    this.#release = this.#fixed ? undefined : hotkeys?.register(this.#hotkeys(chords))
    this.paint()
  }

  focus(): void {
    this.#root.querySelector<HTMLElement>('button:not(:disabled)')?.focus()
  }

  destroy(): void {
    this.#release?.()
    this.#root.remove()
  }

  regionSelected(id: string | null): void {
    this.#selected = id
    this.paint()
  }

  /** From the selected region, and the second time to the selected region. */
  act(): void {
    if (this.#from === null) {
      if (this.#selected === null) return
      this.#from = this.#selected
      this.#row = null
      this.#voice.say(this.#words.hintEnd(this.#name(this.#from)))
      return this.paint()
    }
    if (this.#selected === null || this.#selected === this.#from) return
    const from = this.#from
    const rows = joined(this.store.value, from, this.#selected, this.#kinds)
    this.#from = null
    if (!rows) {
      this.#voice.say(this.#words.repeated)
      return this.paint()
    }
    this.#row = rows.at(-1)!
    this.store.commit(rows)
    this.#voice.say(this.#words.added(this.#say(this.#row)))
  }

  cancel(): void {
    this.#from = null
    this.#row = null
    this.paint()
  }

  paint(): void {
    const { answer } = this.#options
    if (this.#from !== null && !answer().some((region) => region.id === this.#from)) this.#from = null
    if (this.#row && !this.store.value.includes(this.#row)) this.#row = null
    const words = this.#words
    const ready = this.#selected !== null && this.#selected !== this.#from
    this.#hint.textContent = this.#from !== null ? words.hintEnd(this.#name(this.#from)) : this.#selected !== null ? words.hintStart(this.#name(this.#selected)) : words.hintSelect
    this.#act.replaceChildren(this.#from !== null && ready ? words.connect(this.#name(this.#from), this.#name(this.#selected!)) : words.start, keycap(keyTextOf('relations.act', 'KeyC')))
    this.#act.disabled = !ready
    this.#cancel.hidden = this.#from === null && this.#row === null
    const chosen = this.#row ? (relationOf(this.#row)?.labels ?? []) : this.#kinds
    this.#chips.forEach((chip, index) => setAttributes(chip, { 'aria-pressed': String(chosen.includes(this.#options.control.labels[index]!.value)) }))
    const rows = this.store.value.filter((region) => relationOf(region))
    const focused = this.#list.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset['key'] : undefined
    this.#list.replaceChildren(...rows.map((row, index) => this.#rowOf(row, index)))
    if (focused) this.#list.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus()
    this.#list.hidden = rows.length === 0
    this.#empty.hidden = rows.length > 0
  }

  #assemble(): HTMLElement {
    const kinds = h('div', { class: 'pt-labels', role: 'toolbar', 'aria-label': this.#words.kinds }, ...this.#chips)
    kinds.addEventListener('keydown', (event) => void walkByArrow(event, this.#chips))
    return h('section', { class: 'pt-relations', 'aria-label': this.#words.title },
      h('h3', { class: 'pt-relation-title' }, this.#words.title),
      !this.#fixed && this.#chips.length > 0 && kinds,
      !this.#fixed && h('div', { class: 'pt-relation-act' }, this.#hint, this.#act, this.#cancel),
      this.#list, this.#empty, this.#voice.element)
  }

  #chipOf(label: LabelSpec, chord: string | null): HTMLButtonElement {
    const chip = button(h('span', {}, label.title), { class: 'pt-chip', title: label.hint, 'aria-keyshortcuts': chord && chordText(chord) }, () => this.#choose(label))
    if (chord) chip.append(keycap(chordText(chord)))
    return chip
  }

  /** With a relation chosen its kind changes; otherwise that of the next one. */
  #choose({ value }: LabelSpec): void {
    if (this.#row) {
      const at = this.store.value.indexOf(this.#row)
      const rows = named(this.store.value, this.#row, value, this.#multiple)
      this.#row = rows[at] ?? null
      this.store.commit(rows)
      if (this.#row) this.#voice.say(this.#words.changed(this.#say(this.#row)))
    } else {
      const has = this.#kinds.includes(value)
      this.#kinds = has ? this.#kinds.filter((kind) => kind !== value) : this.#multiple ? [...this.#kinds, value] : [value]
    }
    this.paint()
  }

  #rowOf(row: Region, index: number): HTMLElement {
    const text = this.#say(row)
    if (this.#fixed) return h('li', { class: 'pt-relation-row' }, h('span', {}, text))
    const choose = button(text, { class: 'pt-relation-name', 'aria-pressed': String(row === this.#row), 'data-key': `name${index}` }, () => {
      this.#row = this.#row === row ? null : row
      this.#from = null
      this.paint()
    })
    const turn = button('⇄', { class: 'pt-tool', 'aria-label': `${this.#words.turn}: ${text}`, title: this.#words.turn, 'data-key': `turn${index}` }, () => {
      const rows = turned(this.store.value, row)
      this.store.commit(rows)
      const now = rows[this.store.value.indexOf(rows[index]!)]
      if (now) this.#voice.say(this.#words.changed(this.#say(now)))
    })
    const remove = button(icon('remove'), { class: 'pt-tool', 'aria-label': `${this.#words.remove}: ${text}`, title: this.#words.remove, 'data-key': `remove${index}` }, () => {
      this.store.commit(this.store.value.filter((other) => other !== row))
      this.#voice.say(this.#words.removed(text))
    })
    return h('li', { class: 'pt-relation-row' }, choose, turn, remove)
  }

  #say(row: Region): string {
    const relation = relationOf(row)
    if (!relation) return ''
    const titles = (relation.labels ?? []).map((value) => this.#options.control.labels.find((label) => label.value === value)?.title ?? value)
    const ends = this.#words[relation.direction ?? 'right'](this.#name(relation.from_id), this.#name(relation.to_id))
    return titles.length > 0 ? `${ends} · ${titles.join(', ')}` : ends
  }

  #name(id: string): string {
    const { answer, controls } = this.#options
    return nameOfRegion(answer().find((region) => region.id === id), controls, this.#words)
  }

  #hotkeys(chords: readonly (string | null)[]): Hotkey[] {
    const common = { group: this.#words.title, when: () => this.#root.isConnected && this.#root.closest('[hidden]') === null }
    const kinds = this.#options.control.labels.flatMap((label, index): Hotkey[] => {
      const chord = chords[index]
      return chord ? [{ ...common, fixed: 'interface', id: `relations.kind.${index + 1}`, chord, label: label.title, run: () => this.#choose(label) }] : []
    })
    return [...kinds, { ...common, id: 'relations.act', chord: 'KeyC', label: this.#words.start, run: () => this.act() }]
  }
}
