/** `List`, alone to be read, or with a `Ranker` to be put in order or sorted into buckets: by buttons, by keys, never only by dragging. */
import { Store, historyHandle } from '../base'
import { announcer, button, h, newRegionId } from '../dom'
import { attribute, nameOf } from '../node'
import type { SurfaceOptions } from '../surface'
import type { Region, ToolHandle } from '../types'
import { columnsOf, itemsOf, moved, regionOf, shifted, type Column, type Item } from './model'
import { wordsOf } from './words'
import './style.css'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, locale, controls } = options
  const words = wordsOf(locale)
  const items = new Map(itemsOf(object, task).map((item) => [item.id, item]))
  const ranker = controls[0]?.node
  const fixed = Boolean(options.readonly || options.pickRegion)
  const voice = announcer()
  const store = new Store<readonly Region[]>(options.value, {
    render: () => paint(),
    onStep: options.onStep,
    onChange: (value) => options.onChange?.([...value]),
  })
  const root = h('div', { class: 'pt-ranker' })
  el.append(root, voice.element)
  paint()

  function columns(): readonly Column[] {
    if (ranker) return columnsOf(ranker, object, [...items.values()], store.value[0])
    return [{ name: nameOf(object), title: attribute(object, 'title') ?? '', ids: [...items.keys()] }]
  }

  function commit(next: readonly Column[], id: string): void {
    if (!ranker || fixed) return
    store.commit([regionOf(ranker, next, store.value[0], options.newId ?? newRegionId)])
    const column = next.find((candidate) => candidate.ids.includes(id))
    const item = items.get(id)
    if (column && item) voice.say(words.placed(nameOfItem(item), column.title, column.ids.indexOf(id) + 1))
    root.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`)?.focus()
  }

  function paint(): void {
    const all = columns()
    const rank = ranker !== undefined && all.length === 1
    root.classList.toggle('pt-highlight', store.value.some((region) => options.highlights?.includes(region.id)))
    root.replaceChildren(...all.map((column) => columnOf(column, all)),
      ...(rank && !fixed && store.value.length === 0 ? [button(words.keep, { class: 'pt-small' }, () => commit(all, all[0]!.ids[0] ?? ''))] : []))
  }

  function columnOf(column: Column, all: readonly Column[]): HTMLElement {
    const ordered = ranker !== undefined
    const rows = column.ids.flatMap((id, index) => {
      const item = items.get(id)
      return item ? [itemRow(item, column, index, all)] : []
    })
    return h('section', { class: 'pt-ranker-column', 'aria-label': column.title || words.list },
      column.title !== '' && h('h3', { class: 'pt-ranker-title' }, column.title, all.length > 1 && h('span', { class: 'pt-ranker-count' }, String(column.ids.length))),
      rows.length > 0 ? h(ordered ? 'ol' : 'ul', { class: 'pt-ranker-list' }, ...rows) : h('p', { class: 'pt-empty' }, words.empty))
  }

  function itemRow(item: Item, column: Column, index: number, all: readonly Column[]): HTMLElement {
    const ordered = ranker !== undefined
    const row = h('li', { class: 'pt-ranker-item', 'data-item': item.id, tabindex: ordered && !fixed ? 0 : null, 'aria-label': ordered ? `${index + 1}. ${nameOfItem(item)}` : null },
      ordered && h('span', { class: 'pt-ranker-place', 'aria-hidden': 'true' }, String(index + 1)),
      h('div', { class: 'pt-ranker-text' }, item.title !== '' && h('strong', {}, item.title), item.body !== '' && h('p', {}, item.body)))
    if (!ordered || fixed) return row
    const name = nameOfItem(item)
    const buttons = [
      button('↑', { class: 'pt-tool', 'aria-label': words.up(name), disabled: index === 0 }, () => commit(shifted(columns(), item.id, -1), item.id)),
      button('↓', { class: 'pt-tool', 'aria-label': words.down(name), disabled: index === column.ids.length - 1 }, () => commit(shifted(columns(), item.id, 1), item.id)),
      ...all.filter((other) => other.name !== column.name).map((other) =>
        button(`→ ${other.title || words.list}`, { class: 'pt-small', 'aria-label': words.to(name, other.title || words.list) }, () => commit(moved(columns(), item.id, other.name), item.id))),
    ]
    row.append(h('div', { class: 'pt-ranker-buttons' }, ...buttons))
    row.addEventListener('keydown', (event) => onKey(event, item.id, column, all))
    return row
  }

  /** On the item itself: arrows walk, Alt and arrows move it, a digit sends it to that column. */
  function onKey(event: KeyboardEvent, id: string, column: Column, all: readonly Column[]): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return
    const step = event.code === 'ArrowUp' ? -1 : event.code === 'ArrowDown' ? 1 : 0
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)
    const target = digit && all.length > 1 ? all[Number(digit[1]) - 1] : undefined
    if (step !== 0 && event.altKey) commit(shifted(columns(), id, step), id)
    else if (step !== 0) {
      const rows = [...root.querySelectorAll<HTMLElement>('[data-item]')]
      rows[rows.findIndex((row) => row.dataset['item'] === id) + step]?.focus()
    } else if (target && target.name !== column.name) commit(moved(columns(), id, target.name), id)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return {
    ...historyHandle(store),
    setValue: (value) => store.replace(value),
    focus: () => root.querySelector<HTMLElement>('[data-item]')?.focus(),
    destroy() {
      root.remove()
      voice.element.remove()
    },
    select() {},
  }
}

function nameOfItem(item: Item): string {
  return item.title || item.body.slice(0, 40) || item.id
}
