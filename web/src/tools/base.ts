/** What the tools share: a value with undo, told to the page, and regions that stay the same objects while untouched. */
import { amend, historyOf, push, redo, undo, type History } from './history'
import type { ConfigNode, Region, ToolHandle } from './types'
import { nameOf, toNameOf } from './node'

export interface StoreCallbacks<T> {
  readonly render: (value: T, previous: T | null) => void
  readonly onStep?: (() => void) | undefined
  readonly onChange?: ((value: T) => void) | undefined
}

/** A value with a history. Every change is rendered and reported; a restored or replaced value is rendered. */
export class Store<T> {
  #history: History<T>
  readonly #callbacks: StoreCallbacks<T>

  constructor(value: T, callbacks: StoreCallbacks<T>) {
    this.#history = historyOf(value)
    this.#callbacks = callbacks
  }

  get value(): T {
    return this.#history.present
  }

  /** A step of its own, or (`joined`) part of the step before. */
  commit(value: T, joined = false): void {
    if (value === this.value) return
    const before = this.value
    const isStep = !joined || this.#history.past.length === 0
    this.#history = isStep ? push(this.#history, value) : amend(this.#history, value)
    if (isStep) this.#callbacks.onStep?.()
    this.#tell(before)
  }

  replace(value: T): void {
    const before = this.value
    this.#history = historyOf(value)
    this.#callbacks.render(value, before)
  }

  undo(): boolean {
    return this.#travel(undo(this.#history))
  }

  redo(): boolean {
    return this.#travel(redo(this.#history))
  }

  canUndo(): boolean {
    return this.#history.past.length > 0
  }

  canRedo(): boolean {
    return this.#history.future.length > 0
  }

  #travel(history: History<T>): boolean {
    if (history === this.#history) return false
    const before = this.value
    this.#history = history
    this.#tell(before)
    return true
  }

  #tell(before: T): void {
    this.#callbacks.render(this.value, before)
    this.#callbacks.onChange?.(this.value)
  }
}

/** A new region of a control. */
export function makeRegion(node: ConfigNode, id: string, type: string, value: Region['value']): Region {
  return { id, from_name: nameOf(node), to_name: toNameOf(node), type, value, origin: 'manual' }
}

/** The region with another value; what a model proposed and a person changed is no longer purely either's. */
export function changed(region: Region, value: Region['value']): Region {
  const origin = region.origin === 'prediction' ? { origin: 'prediction-changed' } : {}
  return { ...region, value, ...origin }
}

/** The strings of the list at `value[key]`; a single string counts as a list of one. */
export function strings(region: Region, key: string): string[] {
  const list = region.value[key]
  if (typeof list === 'string') return [list]
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : []
}

export function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index])
}

/** The part of a tool's handle that is the same for all: the value of its store, and walking back and forth in it. */
export function historyHandle(store: Store<readonly Region[]>): Pick<ToolHandle, 'getValue' | 'undo' | 'redo' | 'canUndo' | 'canRedo'> {
  return {
    getValue: () => [...store.value],
    undo: () => void store.undo(),
    redo: () => void store.redo(),
    canUndo: () => store.canUndo(),
    canRedo: () => store.canRedo(),
  }
}
