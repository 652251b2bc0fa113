/** Around the text: label chips, tools, what to do next, and the list by which each mark is reached without the text. */
import { button, domId, h, keycap, setAttributes, walkByArrow } from '../dom'
import { chordText, keyTextOf } from '../hotkeys'
import { icon, type IconName } from '../icons'
import { colorOf } from './colors'
import type { Span, SpanEditor } from './editor'
import type { Words } from './words'

export class LabelBar {
  readonly element: HTMLElement
  readonly #chips: readonly HTMLButtonElement[]
  readonly #editor: SpanEditor

  constructor(editor: SpanEditor, words: Words, chords: readonly (string | null)[]) {
    const { labels } = editor.options
    this.#editor = editor
    this.#chips = labels.map((label, index) => {
      const chord = chords[index]
      const chip = button(h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), {
        class: 'pt-chip', title: label.hint, 'aria-keyshortcuts': chord ? chordText(chord) : null,
      }, () => editor.setLabel(label))
      chip.append(h('span', {}, label.title))
      if (chord) chip.append(keycap(chordText(chord)))
      chip.style.setProperty('--shape', colorOf(labels, label.value))
      return chip
    })
    this.element = h('div', { class: 'pt-labels', role: 'toolbar', 'aria-label': words.labels }, ...this.#chips)
    this.element.addEventListener('keydown', (event) => void walkByArrow(event, this.#chips))
  }

  paint(): void {
    const { options, armed, selected, hidden, selection } = this.#editor
    this.#chips.forEach((chip, index) => {
      const label = options.labels[index]!
      const on = selection ? armed === label : selected ? selected.region.from_name === label.fromName && selected.labels.includes(label.value) : armed === label
      setAttributes(chip, {
        'aria-pressed': String(on),
        'aria-disabled': this.#editor.mayUse(label) || on ? null : 'true',
        hidden: hidden.has(label.fromName),
        tabindex: index === 0 ? 0 : -1,
      })
    })
    this.element.hidden = this.#chips.every((chip) => chip.hidden)
  }
}

export class ToolRow {
  readonly element: HTMLElement
  readonly #editor: SpanEditor
  readonly #words: Words
  readonly #letters: HTMLButtonElement
  readonly #history: readonly HTMLButtonElement[]
  readonly #ofSelected: readonly HTMLButtonElement[]
  readonly #hint = h('p', { class: 'pt-span-hint' })
  readonly #openButtons: HTMLElement

  constructor(editor: SpanEditor, words: Words) {
    this.#editor = editor
    this.#words = words
    const tool = (label: string, name: IconName, key: string, run: () => void) =>
      button(icon(name), { class: 'pt-tool', 'aria-label': label, title: `${label} (${key})`, 'aria-keyshortcuts': key }, run)
    const lettersKey = keyTextOf('spans.letters', 'KeyL')
    this.#letters = button(words.letters, { class: 'pt-tool pt-span-letters', 'aria-keyshortcuts': lettersKey }, () => editor.setLetters(!editor.letters))
    this.#letters.append(keycap(lettersKey))
    this.#history = [tool(words.undo, 'undo', keyTextOf('undo', 'Mod+KeyZ'), () => editor.store.undo()), tool(words.redo, 'redo', keyTextOf('redo', 'Mod+Shift+KeyZ'), () => editor.store.redo())]
    const ends = [this.#end('start', words.start, words.startBack, words.startOn, 'Mod'), this.#end('end', words.end, words.endBack, words.endOn, 'Shift')]
    const remove = tool(words.remove, 'remove', keyTextOf('spans.delete', 'Delete'), () => editor.remove())
    this.#ofSelected = [...ends.flatMap((end) => [...end.querySelectorAll('button')]), remove]
    this.#openButtons = h('span', { class: 'pt-span-open', hidden: true },
      button(words.finishHere, { class: 'pt-primary' }, () => editor.finish()), button(words.cancel, { class: 'pt-small' }, () => void editor.cancel()))
    this.element = h('div', { class: 'pt-span-tools' },
      h('div', { class: 'pt-tools', role: 'toolbar', 'aria-label': words.tools }, this.#letters, ...this.#history, remove, h('span', { class: 'pt-span-ends' }, ...ends)),
      h('div', { class: 'pt-span-line' }, this.#hint, this.#openButtons))
  }

  paint(): void {
    const { store, selected, open, letters } = this.#editor
    setAttributes(this.#letters, { 'aria-pressed': String(letters) })
    this.#history[0]!.disabled = !store.canUndo()
    this.#history[1]!.disabled = !store.canRedo()
    for (const element of this.#ofSelected) element.disabled = selected === null
    this.#openButtons.hidden = !open
    const hint = this.#hintNow()
    if (this.#hint.textContent !== hint) this.#hint.textContent = hint
  }

  #hintNow(): string {
    const { open, selection, selected, armed } = this.#editor
    const words = this.#words
    if (open) return words.hintOpen
    if (selection) return words.hintLabel
    if (selected) return words.hintSelected
    return armed ? words.hintArmed(armed.title) : words.hintStart
  }

  #end(side: 'start' | 'end', name: string, back: string, on: string, modifier: string): HTMLElement {
    const arrow = (step: 1 | -1, label: string) => {
      const way = step < 0 ? 'Left' : 'Right'
      const key = keyTextOf(`spans.${side === 'start' ? 'start' : 'extend'}${way}`, `${modifier}+Arrow${way}`)
      return button(step < 0 ? '◀' : '▶', {
        class: 'pt-tool', 'aria-label': label, title: `${label} (${key})`, 'aria-keyshortcuts': key,
      }, () => this.#editor.adjust(side, step, false))
    }
    return h('span', { class: 'pt-span-end' }, arrow(-1, back), h('span', { 'aria-hidden': 'true' }, name), arrow(1, on))
  }
}

export class SpanList {
  readonly element: HTMLElement
  readonly #list: HTMLElement
  readonly #empty: HTMLElement
  readonly #editor: SpanEditor
  readonly #describe: (span: Span) => string
  readonly #ids = new Map<string, string>()
  readonly #chosen: (id: string, enter: boolean) => void

  constructor(editor: SpanEditor, words: Words, describe: (span: Span) => string, chosen: (id: string, enter: boolean) => void) {
    this.#editor = editor
    this.#describe = describe
    this.#chosen = chosen
    this.#list = h('ul', { class: 'pt-shapes', role: 'listbox', tabindex: 0, 'aria-label': words.list })
    this.#empty = h('p', { class: 'pt-empty' }, words.empty)
    this.element = h('div', { class: 'pt-shape-panel' }, this.#list, this.#empty)
    this.#list.addEventListener('click', (event) => {
      const id = (event.target as Element).closest<HTMLElement>('[data-region]')?.dataset['region']
      if (id) this.#chosen(id, false)
    })
    this.#list.addEventListener('keydown', (event) => this.#onKey(event))
  }

  paint(): void {
    const { ordered, selectedId, options } = this.#editor
    this.#list.replaceChildren(...ordered.map((span) => {
      const row = h('li', {
        id: this.#rowId(span.region.id), role: 'option', class: 'pt-shape-row', 'data-region': span.region.id,
        'aria-selected': String(span.region.id === selectedId),
      }, h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), h('span', {}, this.#describe(span)))
      row.style.setProperty('--shape', colorOf(options.labels, span.labels[0]))
      return row
    }))
    this.#list.hidden = ordered.length === 0
    this.#empty.hidden = ordered.length > 0
    setAttributes(this.#list, { 'aria-activedescendant': this.#editor.selected ? this.#rowId(selectedId!) : null })
  }

  #rowId(region: string): string {
    const id = this.#ids.get(region) ?? domId('span')
    this.#ids.set(region, id)
    return id
  }

  #onKey(event: KeyboardEvent): void {
    const { ordered, selectedId } = this.#editor
    const at = ordered.findIndex((span) => span.region.id === selectedId)
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ordered.length - 1 }[event.code]
    const plain = !event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey
    if (target !== undefined && plain) {
      const span = ordered[Math.min(Math.max(target, 0), ordered.length - 1)]
      if (span) this.#chosen(span.region.id, false)
    } else if (event.code === 'Enter' && selectedId) this.#chosen(selectedId, true)
    else if (event.code === 'Delete' || event.code === 'Backspace') this.#editor.remove()
    else return
    event.preventDefault()
  }
}
