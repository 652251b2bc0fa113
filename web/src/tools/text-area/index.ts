/** `TextArea`: free writing, one text or several, with an honest counter. */
import { Store } from '../base'
import { contentCount } from '../characters'
import { button, domId, h, newRegionId, setAttributes } from '../dom'
import { icon } from '../icons'
import { attribute, count, interpolate, nameOf } from '../node'
import { stringsOf } from '../strings'
import type { Region, ToolHandle, ToolOptions } from '../types'
import { limitsOf, missing, regionsOf, stored, textsOf } from './model'

export interface TextAreaOptions extends ToolOptions {
  /** What the field is called; the config's own words where it has none. */
  readonly title?: string | undefined
}

/** A pause this long ends a step of undo. */
const PAUSE_MS = 900

export function mount(el: HTMLElement, options: TextAreaOptions): ToolHandle {
  const { node } = options
  const text = stringsOf(options.locale)
  const limits = limitsOf(node)
  const several = limits.submissions > 1
  const fixed = Boolean(options.readonly || options.pickRegion)
  const title = options.title ?? attribute(node, 'title') ?? nameOf(node)
  const newId = options.newId ?? newRegionId
  const rows: Row[] = []
  let lastInputAt = -Infinity

  const store = new Store<readonly Region[]>(startOf(options.value), {
    render: paint,
    onStep: options.onStep,
    onChange: (value) => options.onChange?.([...value]),
  })
  const list = h('div', { class: 'pt-text-rows' })
  const add = button(text.textArea.add, { class: 'pt-small' }, () => {
    rows.push(rowOf(''))
    paintRows()
    rows.at(-1)?.field.focus()
  })
  const root = h('div', { class: 'pt-text-area', role: several ? 'group' : null, 'aria-label': several ? title : null }, list, several && !fixed && add)
  el.append(root)
  paint(store.value)

  interface Row {
    readonly element: HTMLElement
    readonly field: HTMLTextAreaElement
    readonly counter: HTMLElement
    readonly remove: HTMLButtonElement
  }

  function startOf(value: readonly Region[]): readonly Region[] {
    const prefilled = interpolate(attribute(node, 'value') ?? '', options.task)
    return value.length > 0 || fixed || prefilled === '' ? value : regionsOf(node, [prefilled], [], newId)
  }

  function rowOf(value: string): Row {
    const counterId = domId('count')
    const field = h('textarea', {
      class: 'pt-field',
      rows: count(node, 'rows') ?? (several ? 1 : 3),
      placeholder: interpolate(attribute(node, 'placeholder') ?? '', options.task) || null,
      readonly: fixed,
      'aria-describedby': counterId,
      'aria-required': attribute(node, 'required') === 'true' || null,
    })
    field.value = value
    field.addEventListener('input', (event) => onInput(event))
    field.addEventListener('blur', () => (lastInputAt = -Infinity))
    const counter = h('p', { class: 'pt-counter', id: counterId })
    const remove = button(icon('remove'), { class: 'pt-tool' }, () => removeRow(row))
    const row = { element: h('div', { class: 'pt-text-row' }, field, several && !fixed && remove, counter), field, counter, remove }
    return row
  }

  function onInput(event: Event): void {
    const joined = event.timeStamp - lastInputAt < PAUSE_MS
    lastInputAt = event.timeStamp
    read(joined)
    paintRows()
  }

  function removeRow(row: Row): void {
    const at = rows.indexOf(row)
    rows.splice(at, 1)
    if (rows.length === 0) rows.push(rowOf(''))
    read(false)
    paintRows()
    rows[Math.min(at, rows.length - 1)]?.field.focus()
  }

  function read(joined: boolean): void {
    store.commit(sameOr(regionsOf(node, rows.map((row) => row.field.value), store.value, newId)), joined)
  }

  /** `regionsOf` answers with a new list; an unchanged answer must stay the same object. */
  function sameOr(next: Region[]): readonly Region[] {
    const now = store.value
    return next.length === now.length && next.every((region, index) => region === now[index]) ? now : next
  }

  /** Only touches a field whose text differs: writing into a field breaks a syllable that is being composed. */
  function paint(value: readonly Region[]): void {
    const texts = textsOf(value)
    if (!sameTexts(texts)) {
      const wanted = texts.length > 0 ? texts : ['']
      rows.length = Math.min(rows.length, wanted.length)
      wanted.forEach((item, index) => {
        const row = (rows[index] ??= rowOf(item))
        if (stored(row.field.value) !== item) row.field.value = item
      })
    }
    if (rows.length === 0) rows.push(rowOf(''))
    root.classList.toggle('pt-highlight', value.some((region) => options.highlights?.includes(region.id)))
    paintRows()
  }

  function sameTexts(texts: readonly string[]): boolean {
    const filled = rows.map((row) => stored(row.field.value)).filter((item) => item.trim() !== '')
    return filled.length === texts.length && filled.every((item, index) => item === texts[index])
  }

  function paintRows(): void {
    if (list.childElementCount !== rows.length || rows.some((row, index) => list.children[index] !== row.element)) {
      list.replaceChildren(...rows.map((row) => row.element))
    }
    rows.forEach((row, index) => {
      const { value } = row.field
      const short = missing(value, limits)
      row.counter.textContent = text.textArea.counter(contentCount(value), limits.minimum, limits.maximum)
      row.counter.classList.toggle('pt-over', short < 0)
      row.counter.classList.toggle('pt-met', short === 0 && value !== '')
      setAttributes(row.field, { 'aria-label': several ? text.textArea.item(title, index + 1) : title, 'aria-invalid': short < 0 ? 'true' : null })
      setAttributes(row.remove, { 'aria-label': text.textArea.remove(index + 1) })
    })
    add.hidden = rows.length >= limits.submissions
  }

  return {
    getValue: () => [...store.value],
    setValue(value) {
      lastInputAt = -Infinity
      store.replace(startOf(value))
    },
    focus: () => rows[0]?.field.focus(),
    destroy: () => root.remove(),
    undo: () => void store.undo(),
    redo: () => void store.redo(),
    canUndo: () => store.canUndo(),
    canRedo: () => store.canRedo(),
    select() {},
  }
}
