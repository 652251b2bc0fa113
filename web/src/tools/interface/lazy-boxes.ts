/** The drawing board is the largest tool and most tasks do without it: it is fetched when a picture first asks for it. */
import type { BoxesHandle, BoxesOptions } from '../boxes'
import { button, h } from '../dom'
import { stringsOf } from '../strings'
import type { Region } from '../types'

type Module = typeof import('../boxes')

let loaded: Module | null = null

export async function loadBoxes(): Promise<Module> {
  loaded ??= await import('../boxes')
  return loaded
}

/** A handle that works at once. Until the board is there it keeps what it is told, and hands it on. */
export function mountBoxes(el: HTMLElement, options: BoxesOptions): BoxesHandle {
  return new LazyBoxes(el, options)
}

class LazyBoxes implements BoxesHandle {
  readonly #place = h('div', { class: 'pt-boxes-place' })
  readonly #options: BoxesOptions
  #board: BoxesHandle | null = null
  #value: readonly Region[]
  #hidden: ReadonlySet<string> = new Set()
  #selected: string | null = null
  #wantsFocus = false
  #gone = false

  constructor(el: HTMLElement, options: BoxesOptions) {
    this.#options = options
    this.#value = options.value
    el.append(this.#place)
    if (loaded) this.#mount(loaded)
    else this.#load()
  }

  #load(): void {
    this.#place.replaceChildren(h('div', { class: 'pt-stage', 'aria-busy': 'true' }))
    loadBoxes().then((module) => this.#gone || this.#mount(module), () => this.#fail())
  }

  #mount(module: Module): void {
    this.#place.replaceChildren()
    this.#board = module.mount(this.#place, { ...this.#options, value: this.#value })
    this.#board.hideControls(this.#hidden)
    if (this.#selected) this.#board.select(this.#selected)
    if (this.#wantsFocus) this.#board.focus()
  }

  #fail(): void {
    const { boxes } = stringsOf(this.#options.locale)
    this.#place.replaceChildren(h('div', { class: 'pt-stage-failure', role: 'alert' }, h('span', {}, boxes.toolFailed),
      button(boxes.retry, { class: 'pt-small' }, () => this.#load())))
  }

  getValue(): Region[] {
    return this.#board?.getValue() ?? [...this.#value]
  }

  setValue(value: readonly Region[]): void {
    this.#value = value
    this.#board?.setValue(value)
  }

  focus(): void {
    this.#wantsFocus = true
    this.#board?.focus()
  }

  destroy(): void {
    this.#gone = true
    this.#board?.destroy()
    this.#place.remove()
  }

  undo(): void {
    this.#board?.undo()
  }

  redo(): void {
    this.#board?.redo()
  }

  canUndo(): boolean {
    return this.#board?.canUndo() ?? false
  }

  canRedo(): boolean {
    return this.#board?.canRedo() ?? false
  }

  select(id: string | null): void {
    this.#selected = id
    this.#board?.select(id)
  }

  hideControls(names: ReadonlySet<string>): void {
    this.#hidden = names
    this.#board?.hideControls(names)
  }
}
