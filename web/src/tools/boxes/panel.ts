/** Beside the picture: labels, tools, and the list of shapes by which a screen reader or a keyboard reaches each of them. */
import { button, domId, h, keycap, setAttributes, walkByArrow } from '../dom'
import { chordText } from '../hotkeys'
import { icon, type IconName } from '../icons'
import type { Strings } from '../strings'
import type { LabelSpec } from '../types'
import type { Camera } from './camera'
import type { Editor } from './editor'
import { colorOf, mayUse, type Shape } from './model'

export interface PanelActions {
  readonly camera: Camera
  /** Chosen in the list: bring it into view; `enter` also puts the keyboard on the stage. */
  chosen(id: string, enter: boolean): void
}

export class LabelBar {
  readonly element: HTMLElement
  readonly #chips: HTMLButtonElement[]
  readonly #editor: Editor

  constructor(editor: Editor, text: Strings, labels: readonly LabelSpec[], chords: readonly (string | null)[]) {
    this.#editor = editor
    this.#chips = labels.map((label, index) => {
      const chord = chords[index]
      const chip = button(h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), {
        class: 'pt-chip', role: 'radio', title: label.hint, 'aria-keyshortcuts': chord ? chordText(chord) : null,
      }, () => editor.setLabel(label))
      chip.append(h('span', {}, label.title))
      if (chord) chip.append(keycap(chordText(chord)))
      chip.style.setProperty('--shape', colorOf(labels, label.value))
      return chip
    })
    this.element = h('div', { class: 'pt-labels', role: 'radiogroup', 'aria-label': text.boxes.labels }, ...this.#chips)
    this.element.addEventListener('keydown', (event) => void walkByArrow(event, this.#chips))
  }

  paint(): void {
    const { regions, options, label, hidden } = this.#editor
    this.#chips.forEach((chip, index) => {
      const spec = options.labels[index]!
      setAttributes(chip, {
        'aria-checked': String(spec === label),
        'aria-disabled': mayUse(regions, spec) ? null : 'true',
        hidden: hidden.has(spec.fromName),
        tabindex: spec === label || (!label && index === 0) ? 0 : -1,
      })
    })
    this.element.hidden = this.#chips.every((chip) => chip.hidden)
  }
}

const tool = (name: IconName, label: string, run: () => void) =>
  button(icon(name), { class: 'pt-tool', 'aria-label': label, title: label }, run)

export class ToolBar {
  readonly element: HTMLElement
  readonly #editor: Editor
  readonly #draw: HTMLButtonElement
  readonly #select: HTMLButtonElement
  readonly #undo: HTMLButtonElement
  readonly #redo: HTMLButtonElement
  readonly #remove: HTMLButtonElement

  constructor(editor: Editor, text: Strings, actions: PanelActions) {
    const { boxes } = text
    this.#editor = editor
    this.#draw = tool('draw', boxes.draw, () => editor.setTool('draw'))
    this.#select = tool('select', boxes.select, () => editor.setTool('select'))
    this.#undo = tool('undo', boxes.undo, () => editor.store.undo())
    this.#redo = tool('redo', boxes.redo, () => editor.store.redo())
    this.#remove = tool('remove', boxes.remove, () => editor.remove())
    const { mode, labels } = editor.options
    const canDraw = mode === 'pick' || (mode === 'edit' && labels.length > 0)
    const editing = mode === 'edit' && labels.length > 0
    this.element = h('div', { class: 'pt-tools', role: 'toolbar', 'aria-label': boxes.tools },
      canDraw && this.#draw, canDraw && this.#select,
      editing && this.#undo, editing && this.#redo, editing && this.#remove,
      h('span', { class: 'pt-gap' }),
      tool('zoomOut', boxes.zoomOut, () => actions.camera.zoom(1 / 1.5)),
      tool('zoomIn', boxes.zoomIn, () => actions.camera.zoom(1.5)),
      tool('fit', boxes.fit, actions.camera.fit),
      button('1:1', { class: 'pt-tool pt-tool-wide', 'aria-label': `1:1 ${boxes.actualSize}`, title: boxes.actualSize }, actions.camera.actualSize),
    )
  }

  paint(): void {
    const { tool, store, selectedId } = this.#editor
    setAttributes(this.#draw, { 'aria-pressed': String(tool === 'draw') })
    setAttributes(this.#select, { 'aria-pressed': String(tool === 'select') })
    this.#undo.disabled = !store.canUndo()
    this.#redo.disabled = !store.canRedo()
    this.#remove.disabled = selectedId === null
  }
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
  readonly #editor: Editor
  readonly #describe: (shape: Shape, index: number) => string
  #order: readonly string[] = []

  constructor(editor: Editor, text: Strings, actions: PanelActions, describe: (shape: Shape, index: number) => string) {
    this.#editor = editor
    this.#describe = describe
    this.#list = h('ul', { class: 'pt-shapes', role: 'listbox', tabindex: 0, 'aria-label': text.boxes.list })
    this.#empty = h('p', { class: 'pt-empty' }, editor.options.mode === 'edit' ? text.boxes.emptyEdit : text.boxes.empty)
    this.element = h('div', { class: 'pt-shape-panel' }, this.#list, this.#empty)
    this.#list.addEventListener('click', (event) => {
      const id = (event.target as Element).closest<HTMLElement>('[data-region]')?.dataset['region']
      if (id) this.#choose(id, false, actions)
    })
    this.#list.addEventListener('keydown', (event) => this.#onKey(event, actions))
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
    const selected = this.#editor.selectedId ? this.#rows.get(this.#editor.selectedId) : undefined
    setAttributes(this.#list, { 'aria-activedescendant': selected?.element.id })
    if (selected) scrollInto(this.#list, selected.element)
  }

  #paintRow(shape: Shape, index: number): void {
    const { id } = shape.region
    const text = this.#describe(shape, index)
    let row = this.#rows.get(id)
    if (!row) {
      row = { text: '', element: h('li', { id: domId('shape'), role: 'option', class: 'pt-shape-row', 'data-region': id }) }
      this.#rows.set(id, row)
    }
    if (row.text !== text) {
      const { options } = this.#editor
      row.text = text
      row.element.replaceChildren(h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), h('span', {}, text))
      row.element.style.setProperty('--shape', colorOf(options.labels, shape.labels[0]))
    }
    const selected = String(id === this.#editor.selectedId)
    if (row.element.getAttribute('aria-selected') !== selected) setAttributes(row.element, { 'aria-selected': selected })
  }

  #onKey(event: KeyboardEvent, actions: PanelActions): void {
    const { selectedId } = this.#editor
    const ids = this.#order
    const at = selectedId ? ids.indexOf(selectedId) : -1
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.code]
    if (target !== undefined && !event.altKey) {
      const id = ids[Math.min(Math.max(target, 0), ids.length - 1)]
      if (id) this.#choose(id, false, actions)
    } else if (event.code === 'Enter' && selectedId) this.#choose(selectedId, true, actions)
    else if (event.code === 'Delete' || event.code === 'Backspace') this.#editor.remove()
    else return
    event.preventDefault()
  }

  #choose(id: string, enter: boolean, actions: PanelActions): void {
    if (this.#editor.options.mode === 'pick') this.#editor.pickRegion(id)
    else this.#editor.select(id)
    actions.chosen(id, enter)
  }
}
