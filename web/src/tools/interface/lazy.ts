/** Tools that are fetched when a config first asks for them, behind a handle that works at once. */
import { button, h } from '../dom'
import { stringsOf } from '../strings'
import type { Pin, Place, Problem, Region, ToolHandle, ToolOptions } from '../types'

export interface ToolModule {
  // Each tool takes its own kind of options, all of them at least `ToolOptions`; the registry pairs them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  mount(el: HTMLElement, options: any): ToolHandle
}

export type LazyModule = () => Promise<ToolModule>

const loaded = new Map<LazyModule, ToolModule>()

export async function loadTool(load: LazyModule): Promise<ToolModule> {
  const known = loaded.get(load)
  if (known) return known
  const module = await load()
  loaded.set(load, module)
  return module
}

/** Mounts the tool, or until it is there keeps what it is told and hands it on. */
export function mountLazy(el: HTMLElement, load: LazyModule, options: ToolOptions): ToolHandle {
  return new LazyTool(el, load, options)
}

class LazyTool implements ToolHandle {
  readonly #place = h('div', { class: 'pt-tool-place' })
  readonly #load: LazyModule
  readonly #options: ToolOptions
  #tool: ToolHandle | null = null
  #value: readonly Region[]
  #hidden: ReadonlySet<string> = new Set()
  #selected: string | null = null
  #selectedElsewhere: string | null = null
  #pins: readonly Pin[] | undefined
  #wanted: Place | null = null
  #wantsFocus = false
  #gone = false

  constructor(el: HTMLElement, load: LazyModule, options: ToolOptions) {
    this.#load = load
    this.#options = options
    this.#value = options.value
    el.append(this.#place)
    const known = loaded.get(load)
    if (known) this.#mount(known)
    else this.#fetch()
  }

  #fetch(): void {
    this.#place.replaceChildren(h('div', { class: 'pt-stage', 'aria-busy': 'true' }))
    loadTool(this.#load).then((module) => this.#gone || this.#mount(module), () => this.#fail())
  }

  #mount(module: ToolModule): void {
    this.#place.replaceChildren()
    this.#tool = module.mount(this.#place, { ...this.#options, value: this.#value, ...(this.#pins ? { pins: this.#pins } : {}) })
    this.#tool.hideControls?.(this.#hidden)
    if (this.#selected) this.#tool.select(this.#selected)
    if (this.#selectedElsewhere) this.#tool.regionSelected?.(this.#selectedElsewhere)
    if (this.#wanted) this.#tool.reveal?.(this.#wanted)
    if (this.#wantsFocus) this.#tool.focus()
    this.#options.onReady?.()
  }

  #fail(): void {
    const { tool } = stringsOf(this.#options.locale)
    this.#place.replaceChildren(h('div', { class: 'pt-stage-failure', role: 'alert' }, h('span', {}, tool.failed),
      button(tool.retry, { class: 'pt-small' }, () => this.#fetch())))
  }

  getValue(): Region[] {
    return this.#tool?.getValue() ?? [...this.#value]
  }

  setValue(value: readonly Region[]): void {
    this.#value = value
    this.#tool?.setValue(value)
  }

  focus(): void {
    this.#wantsFocus = true
    this.#tool?.focus()
  }

  destroy(): void {
    this.#gone = true
    this.#tool?.destroy()
    this.#place.remove()
  }

  undo(): void {
    this.#tool?.undo()
  }

  redo(): void {
    this.#tool?.redo()
  }

  canUndo(): boolean {
    return this.#tool?.canUndo() ?? false
  }

  canRedo(): boolean {
    return this.#tool?.canRedo() ?? false
  }

  select(id: string | null): void {
    this.#selected = id
    this.#tool?.select(id)
  }

  setPins(pins: readonly Pin[]): void {
    this.#pins = pins
    this.#tool?.setPins?.(pins)
  }

  reveal(place: Place): void {
    this.#wanted = place
    this.#tool?.reveal?.(place)
  }

  hideControls(names: ReadonlySet<string>): void {
    this.#hidden = names
    this.#tool?.hideControls?.(names)
  }

  problems(): Problem[] {
    return this.#tool?.problems?.() ?? []
  }

  regionSelected(id: string | null): void {
    this.#selectedElsewhere = id
    this.#tool?.regionSelected?.(id)
  }

  answerChanged(): void {
    this.#tool?.answerChanged?.()
  }
}
