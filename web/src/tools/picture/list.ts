/** The list of shapes by which a screen reader or a keyboard reaches each of them. */
import { domId, h, setAttributes } from '../dom'
import type { Board } from './board'
import type { Shape } from './model'
import type { Texts } from './words'

export interface ListActions {
  describe(shape: Shape, index: number): string
  color(shape: Shape): string
  remove(): void
  /** Chosen in the list: bring it into view; `enter` also puts the keyboard on the stage. */
  chosen(id: string, enter: boolean): void
}

/** Only the list scrolls, never the page: the eyes are on the picture. */
function scrollInto(list: HTMLElement, row: HTMLElement): void {
  const [frame, place] = [list.getBoundingClientRect(), row.getBoundingClientRect()]
  if (place.top < frame.top) list.scrollTop -= frame.top - place.top
  else if (place.bottom > frame.bottom) list.scrollTop += place.bottom - frame.bottom
}

export class ShapeList {
  readonly element: HTMLElement
  readonly #list: HTMLElement
  readonly #empty: HTMLElement
  readonly #rows = new Map<string, { text: string; element: HTMLElement }>()
  readonly #board: Board
  readonly #actions: ListActions
  #order: readonly string[] = []

  constructor(board: Board, text: Texts, actions: ListActions) {
    this.#board = board
    this.#actions = actions
    this.#list = h('ul', { class: 'pt-shapes', role: 'listbox', tabindex: 0, 'aria-label': text.list })
    this.#empty = h('p', { class: 'pt-empty' }, board.options.mode === 'edit' ? text.emptyEdit : text.empty)
    this.element = h('div', { class: 'pt-shape-panel' }, this.#list, this.#empty)
    this.#list.addEventListener('click', (event) => {
      const id = (event.target as Element).closest<HTMLElement>('[data-region]')?.dataset['region']
      if (id) this.#choose(id, false)
    })
    this.#list.addEventListener('keydown', (event) => this.#onKey(event))
  }

  paint(shapes: readonly Shape[]): void {
    const ids = shapes.map((shape) => shape.region.id)
    for (const [id, row] of this.#rows) {
      if (ids.includes(id)) continue
      row.element.remove()
      this.#rows.delete(id)
    }
    shapes.forEach((shape, index) => this.#paintRow(shape, index))
    if (ids.join() !== this.#order.join()) this.#list.append(...ids.map((id) => this.#rows.get(id)!.element))
    this.#order = ids
    this.#list.hidden = ids.length === 0
    this.#empty.hidden = ids.length > 0
    const selected = this.#board.selectedId ? this.#rows.get(this.#board.selectedId) : undefined
    setAttributes(this.#list, { 'aria-activedescendant': selected?.element.id })
    if (selected) scrollInto(this.#list, selected.element)
  }

  #paintRow(shape: Shape, index: number): void {
    const { id } = shape.region
    const text = this.#actions.describe(shape, index)
    let row = this.#rows.get(id)
    if (!row) {
      row = { text: '', element: h('li', { id: domId('shape'), role: 'option', class: 'pt-shape-row', 'data-region': id }) }
      this.#rows.set(id, row)
    }
    if (row.text !== text) {
      row.text = text
      row.element.replaceChildren(h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), h('span', {}, text))
      row.element.style.setProperty('--shape', this.#actions.color(shape))
    }
    const selected = String(id === this.#board.selectedId)
    if (row.element.getAttribute('aria-selected') !== selected) setAttributes(row.element, { 'aria-selected': selected })
  }

  #onKey(event: KeyboardEvent): void {
    const { selectedId } = this.#board
    const ids = this.#order
    const at = selectedId ? ids.indexOf(selectedId) : -1
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.code]
    if (target !== undefined && !event.altKey) {
      const id = ids[Math.min(Math.max(target, 0), ids.length - 1)]
      if (id) this.#choose(id, false)
    } else if (event.code === 'Enter' && selectedId) this.#choose(selectedId, true)
    else if (event.code === 'Delete' || event.code === 'Backspace') this.#actions.remove()
    else return
    event.preventDefault()
  }

  #choose(id: string, enter: boolean): void {
    if (this.#board.options.mode === 'pick') this.#board.pickRegion(id)
    else this.#board.select(id)
    this.#actions.chosen(id, enter)
  }
}
