/** Beside the strip: labels, what can be done, the list of stretches, and the one in hand with its ends in fields. */
import { button, domId, h, keycap, setAttributes, walkByArrow } from '../dom'
import { chordText, keyTextOf } from '../hotkeys'
import { icon, type IconName } from '../icons'
import type { LabelSpec } from '../types'
import type { StretchEditor } from './editor'
import { mayUse, type Edge, type Stretch } from './model'
import type { Words } from './words'

export interface PanelHost {
  readonly editor: StretchEditor
  readonly words: Words
  readonly color: (value: string | undefined) => string
  readonly describe: (stretch: Stretch, index: number) => string
  position(): number
  play?: ((stretch: Stretch) => void) | undefined
  /** Chosen in the list: bring it into view. */
  reveal(stretch: Stretch): void
}

export class LabelBar {
  readonly element: HTMLElement
  readonly #chips: HTMLButtonElement[]
  readonly #editor: StretchEditor

  constructor({ editor, words, color }: PanelHost, chords: readonly (string | null)[], keyed: boolean) {
    this.#editor = editor
    this.#chips = editor.host.labels.map((label, index) => {
      const chord = keyed ? chords[index] : null
      const chip = button(h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), {
        class: 'pt-chip', role: 'radio', title: label.hint, 'aria-keyshortcuts': chord ? chordText(chord) : null,
      }, () => editor.setLabel(label))
      chip.append(h('span', {}, label.title))
      if (chord) chip.append(keycap(chordText(chord)))
      chip.style.setProperty('--shape', color(label.value))
      return chip
    })
    this.element = h('div', { class: 'pt-labels', role: 'radiogroup', 'aria-label': words.labels }, ...this.#chips)
    this.element.addEventListener('keydown', (event) => void walkByArrow(event, this.#chips))
  }

  paint(): void {
    const { label: next, selected, hidden, stretches, host } = this.#editor
    const kindOf = (label: LabelSpec) => this.#editor.kindOf(label)
    this.#chips.forEach((chip, index) => {
      const label: LabelSpec = host.labels[index]!
      const checked = selected ? selected.labels.includes(label.value) && selected.kind === kindOf(label) : label === next
      setAttributes(chip, {
        'aria-checked': String(checked),
        'aria-disabled': mayUse(stretches, kindOf(label), label) || checked ? null : 'true',
        hidden: hidden.has(label.fromName),
        tabindex: label === next || (!next && index === 0) ? 0 : -1,
      })
    })
    this.element.hidden = this.#chips.every((chip) => chip.hidden)
  }
}

export const tool = (name: IconName, label: string, run: () => void): HTMLButtonElement =>
  button(icon(name), { class: 'pt-tool', 'aria-label': label, title: label }, run)

/** A button with its key on it: the person's own for this id, or the usual one. */
export function keyed(label: string, [id, usual]: readonly [id: string, usual: string], classes: string, run: () => void): HTMLButtonElement {
  const key = keyTextOf(id, usual)
  const element = button(h('span', {}, label), { class: classes, 'aria-keyshortcuts': key }, run)
  element.append(keycap(key))
  return element
}

export class StretchList {
  readonly element: HTMLElement
  readonly #list: HTMLElement
  readonly #empty: HTMLElement
  readonly #host: PanelHost
  #ids: readonly string[] = []

  constructor(host: PanelHost) {
    const { words, editor } = host
    this.#host = host
    this.#list = h('ul', { class: 'pt-shapes', role: 'listbox', tabindex: 0, 'aria-label': words.list })
    this.#empty = h('p', { class: 'pt-empty' }, editor.host.mode === 'edit' ? words.emptyEdit : words.empty)
    this.element = h('div', { class: 'pt-stretch-list' }, this.#list, this.#empty)
    this.#list.addEventListener('click', (event) => {
      const id = (event.target as Element).closest<HTMLElement>('[data-region]')?.dataset['region']
      if (id) this.#choose(id)
    })
    this.#list.addEventListener('keydown', (event) => this.#onKey(event))
  }

  paint(): void {
    const { editor, describe, color } = this.#host
    const stretches = editor.stretches
    const rows = new Map([...this.#list.children].map((row) => [(row as HTMLElement).dataset['region'], row as HTMLElement]))
    this.#ids = stretches.map(({ region }) => region.id)
    const wanted = stretches.map((stretch, index) => {
      const { id } = stretch.region
      const row = rows.get(id) ?? h('li', { id: domId('stretch'), role: 'option', class: 'pt-shape-row', 'data-region': id })
      const text = describe(stretch, index)
      if (row.textContent !== text) row.replaceChildren(h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), h('span', {}, text))
      row.style.setProperty('--shape', color(stretch.labels[0]))
      setAttributes(row, { 'aria-selected': String(id === editor.selectedId) })
      return row
    })
    if (wanted.some((row, index) => row !== this.#list.children[index]) || wanted.length !== this.#list.children.length) this.#list.replaceChildren(...wanted)
    this.#list.hidden = wanted.length === 0
    this.#empty.hidden = wanted.length > 0
    const selected = wanted.find((row) => row.dataset['region'] === editor.selectedId)
    setAttributes(this.#list, { 'aria-activedescendant': selected?.id })
  }

  #onKey(event: KeyboardEvent): void {
    const { editor } = this.#host
    const at = editor.selectedId ? this.#ids.indexOf(editor.selectedId) : -1
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#ids.length - 1 }[event.code]
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.code]
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (target !== undefined) {
      const id = this.#ids[Math.min(Math.max(target, 0), this.#ids.length - 1)]
      if (id) this.#choose(id)
    } else if (by !== undefined) editor.nudge(event.shiftKey ? 'end' : 'start', by * editor.axis.nudge, event.repeat)
    else if (event.code === 'Delete' || event.code === 'Backspace') editor.remove()
    else return
    event.preventDefault()
  }

  #choose(id: string): void {
    const { editor } = this.#host
    editor.choose(id)
    if (editor.selected) this.#host.reveal(editor.selected)
  }
}

export class Details {
  readonly element: HTMLElement
  readonly #host: PanelHost
  readonly #fields: Readonly<Record<Edge, HTMLInputElement>>

  constructor(host: PanelHost) {
    this.#host = host
    const { words, editor } = host
    this.#fields = { start: this.#field('start', words.start), end: this.#field('end', words.end) }
    const fixed = editor.host.mode !== 'edit'
    this.element = h('fieldset', { class: 'pt-stretch-details', 'aria-label': words.details },
      this.#row('start', words.start, words.startHere, ['stretches.start_here', 'Shift+KeyI']), this.#row('end', words.end, words.endHere, ['stretches.end_here', 'Shift+KeyO']),
      h('div', { class: 'pt-tools' },
        host.play ? keyed(words.playStretch, ['stretches.play', 'KeyP'], 'pt-small', () => editor.selected && host.play?.(editor.selected)) : null,
        fixed ? null : keyed(words.remove, ['stretches.remove', 'Delete'], 'pt-small', () => editor.remove())))
  }

  paint(): void {
    const { selected, axis } = this.#host.editor
    this.element.hidden = !selected
    if (!selected) return
    for (const edge of ['start', 'end'] as const) {
      const field = this.#fields[edge]
      // What is being typed is not pulled from under the hand.
      if (document.activeElement !== field || axis.fromField(field.value, edge) !== selected[edge]) field.value = axis.toField(selected[edge], edge)
    }
  }

  #field(edge: Edge, name: string): HTMLInputElement {
    const { editor } = this.#host
    const { fieldStep } = editor.axis
    const field = h('input', {
      class: 'pt-field pt-stretch-field', type: fieldStep === null ? 'text' : 'number', step: fieldStep ?? null,
      inputmode: fieldStep === null ? null : 'decimal', 'aria-label': name, readonly: editor.host.mode !== 'edit',
    })
    // One step for a whole series of presses of an arrow key in the field.
    let joined = false
    field.addEventListener('focus', () => (joined = false))
    field.addEventListener('change', () => {
      const position = editor.axis.fromField(field.value, edge)
      if (position !== null) editor.setEdge(edge, position, joined)
      joined = true
      if (editor.selected) field.value = editor.axis.toField(editor.selected[edge], edge)
    })
    return field
  }

  #row(edge: Edge, name: string, here: string, key: readonly [id: string, usual: string]): HTMLElement {
    const { editor } = this.#host
    const fixed = editor.host.mode !== 'edit'
    return h('div', { class: 'pt-stretch-row' }, h('span', { 'aria-hidden': 'true' }, name), this.#fields[edge],
      fixed ? null : keyed(here, key, 'pt-small', () => editor.setEdgeHere(edge, this.#host.position())))
  }
}
