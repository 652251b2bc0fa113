/** Controls whose answer is one value: one region while something is said, none while nothing is. */
import { changed, historyHandle, makeRegion, Store } from './base'
import { newRegionId } from './dom'
import type { ControlOptions } from './surface'
import type { Region, ToolHandle } from './types'

export interface SingleView {
  render(): void
  focus(): void
  destroy(): void
}

export class Single<T> {
  readonly store: Store<readonly Region[]>
  readonly fixed: boolean
  readonly #options: ControlOptions
  readonly #key: string
  #view: SingleView | null = null

  /** `start`: what the config fills in beforehand. */
  constructor(options: ControlOptions, key: string, start: T | null) {
    this.#options = options
    this.#key = key
    this.fixed = Boolean(options.readonly || options.pickRegion)
    this.store = new Store<readonly Region[]>(this.#startOf(options.value, start), {
      render: () => this.#view?.render(),
      onStep: options.onStep,
      onChange: (value) => options.onChange?.([...value]),
    })
  }

  get value(): T | undefined {
    return this.store.value[0]?.value[this.#key] as T | undefined
  }

  get isHighlighted(): boolean {
    return this.store.value.some((region) => this.#options.highlights?.includes(region.id))
  }

  /** `null` takes the answer back; `joined` belongs to the step before. */
  set(value: T | null, joined = false): void {
    if (this.fixed || (value ?? undefined) === this.value) return
    this.store.commit(this.#with(value), joined)
  }

  handle(view: SingleView): ToolHandle {
    this.#view = view
    view.render()
    return {
      ...historyHandle(this.store),
      setValue: (value) => this.store.replace(value),
      focus: () => view.focus(),
      destroy: () => view.destroy(),
      select() {},
    }
  }

  #with(value: T | null): readonly Region[] {
    const [region, ...rest] = this.store.value
    if (value === null) return rest
    if (region) return [changed(region, { ...region.value, [this.#key]: value }), ...rest]
    const { node, control, newId } = this.#options
    return [makeRegion(node, (newId ?? newRegionId)(), control.kind, { [this.#key]: value })]
  }

  #startOf(value: readonly Region[], start: T | null): readonly Region[] {
    if (value.length > 0 || this.fixed || start === null) return value
    const { node, control, newId } = this.#options
    return [makeRegion(node, (newId ?? newRegionId)(), control.kind, { [this.#key]: start })]
  }
}
