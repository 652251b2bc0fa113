/** The fields of a `TextArea`. A field is written to only when its text differs: writing into one breaks a syllable that is being composed. */
import { sameList, Store } from '../base'
import { contentCount } from '../characters'
import { button, domId, h, newRegionId, setAttributes } from '../dom'
import { icon } from '../icons'
import { attribute, count, flag, interpolate, nameOf } from '../node'
import { stringsOf, type Strings } from '../strings'
import type { Region } from '../types'
import type { TextAreaOptions } from './index'
import { limitsOf, missing, regionsOf, stored, textsOf, type Limits } from './model'

/** A pause this long ends a step of undo. */
const PAUSE_MS = 900

interface Row {
  readonly element: HTMLElement
  readonly field: HTMLTextAreaElement
  readonly counter: HTMLElement
  readonly remove: HTMLButtonElement
}

export class TextAreaView {
  readonly root: HTMLElement
  readonly store: Store<readonly Region[]>
  readonly #options: TextAreaOptions
  readonly #text: Strings
  readonly #limits: Limits
  readonly #several: boolean
  readonly #fixed: boolean
  readonly #title: string
  readonly #newId: () => string
  readonly #list = h('div', { class: 'pt-text-rows' })
  readonly #add: HTMLButtonElement
  readonly #rows: Row[] = []
  #lastInputAt = -Infinity

  constructor(el: HTMLElement, options: TextAreaOptions) {
    const { node } = options
    this.#options = options
    this.#text = stringsOf(options.locale)
    this.#limits = limitsOf(node)
    this.#several = this.#limits.submissions > 1
    this.#fixed = Boolean(options.readonly || options.pickRegion)
    this.#title = options.title ?? attribute(node, 'title') ?? nameOf(node)
    this.#newId = options.newId ?? newRegionId
    this.store = new Store<readonly Region[]>(this.#startOf(options.value), {
      render: () => this.#paint(),
      onStep: options.onStep,
      onChange: (value) => options.onChange?.([...value]),
    })
    this.#add = button(this.#text.textArea.add, { class: 'pt-small' }, () => this.#addRow())
    this.root = h('div', {
      class: 'pt-text-area', role: this.#several ? 'group' : null, 'aria-label': this.#several ? this.#title : null,
    }, this.#list, this.#several && !this.#fixed && this.#add)
    el.append(this.root)
    this.#paint()
  }

  setValue(value: readonly Region[]): void {
    this.#lastInputAt = -Infinity
    this.store.replace(this.#startOf(value))
  }

  focus(): void {
    this.#rows[0]?.field.focus()
  }

  /** The config may start the text (`value`). */
  #startOf(value: readonly Region[]): readonly Region[] {
    const { node, task } = this.#options
    const prefilled = interpolate(attribute(node, 'value') ?? '', task)
    return value.length > 0 || this.#fixed || prefilled === '' ? value : regionsOf(node, [prefilled], [], this.#newId)
  }

  #rowOf(value: string): Row {
    const { node, task } = this.#options
    const counterId = domId('count')
    const field = h('textarea', {
      class: 'pt-field',
      rows: count(node, 'rows') ?? (this.#several ? 1 : 3),
      placeholder: interpolate(attribute(node, 'placeholder') ?? '', task) || null,
      readonly: this.#fixed,
      'aria-describedby': counterId,
      'aria-required': flag(node, 'required') || null,
    })
    field.value = value
    field.addEventListener('input', (event) => this.#onInput(event))
    field.addEventListener('blur', () => (this.#lastInputAt = -Infinity))
    const counter = h('p', { class: 'pt-counter', id: counterId })
    const remove = button(icon('remove'), { class: 'pt-tool' }, () => this.#removeRow(row))
    const row: Row = { element: h('div', { class: 'pt-text-row' }, field, this.#several && !this.#fixed && remove, counter), field, counter, remove }
    return row
  }

  #addRow(): void {
    this.#rows.push(this.#rowOf(''))
    this.#paintRows()
    this.#rows.at(-1)?.field.focus()
  }

  #removeRow(row: Row): void {
    const at = this.#rows.indexOf(row)
    this.#rows.splice(at, 1)
    if (this.#rows.length === 0) this.#rows.push(this.#rowOf(''))
    this.#read(false)
    this.#paintRows()
    this.#rows[Math.min(at, this.#rows.length - 1)]?.field.focus()
  }

  #onInput(event: Event): void {
    const joined = event.timeStamp - this.#lastInputAt < PAUSE_MS
    this.#lastInputAt = event.timeStamp
    this.#read(joined)
    this.#paintRows()
  }

  #read(joined: boolean): void {
    const texts = this.#rows.map((row) => row.field.value)
    const next = regionsOf(this.#options.node, texts, this.store.value, this.#newId)
    if (!sameList(next, this.store.value)) this.store.commit(next, joined)
  }

  #paint(): void {
    const texts = textsOf(this.store.value)
    if (!sameList(this.#filledTexts(), texts)) {
      const wanted = texts.length > 0 ? texts : ['']
      this.#rows.length = Math.min(this.#rows.length, wanted.length)
      wanted.forEach((text, index) => {
        const row = (this.#rows[index] ??= this.#rowOf(text))
        if (stored(row.field.value) !== text) row.field.value = text
      })
    }
    if (this.#rows.length === 0) this.#rows.push(this.#rowOf(''))
    this.root.classList.toggle('pt-highlight', this.store.value.some((region) => this.#options.highlights?.includes(region.id)))
    this.#paintRows()
  }

  #filledTexts(): string[] {
    return this.#rows.map((row) => stored(row.field.value)).filter((text) => text.trim() !== '')
  }

  #paintRows(): void {
    const elements = this.#rows.map((row) => row.element)
    if (!sameList([...this.#list.children], elements)) this.#list.replaceChildren(...elements)
    const { textArea } = this.#text
    this.#rows.forEach(({ field, counter, remove }, index) => {
      const by = missing(field.value, this.#limits)
      counter.textContent = textArea.counter(contentCount(field.value), this.#limits.minimum, this.#limits.maximum)
      counter.classList.toggle('pt-over', by < 0)
      counter.classList.toggle('pt-met', by === 0 && this.#limits.minimum > 0)
      setAttributes(field, { 'aria-label': this.#several ? textArea.item(this.#title, index + 1) : this.#title, 'aria-invalid': by < 0 ? 'true' : null })
      setAttributes(remove, { 'aria-label': textArea.remove(index + 1) })
    })
    this.#add.hidden = this.#rows.length >= this.#limits.submissions
  }
}
