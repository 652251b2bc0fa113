import type { HotkeyRegistry } from '../hotkeys'
import type { Making } from '../making/port'
import type { PyramidSource } from './pyramids'
import type { ConfigNode, Locale, Pin, Place, Problem, Region, TaskData } from '../types'

export interface InterfaceOptions {
  readonly tree: ConfigNode
  readonly data: TaskData
  /** The pictures in the data that are too large to be sent whole. */
  readonly pyramids?: readonly PyramidSource[] | undefined
  readonly value: readonly Region[]
  readonly readonly?: boolean
  readonly locale: Locale
  /** The page's registry, so that the page's own keys and ours share one; `true` makes one for this interface. Default: no keys. */
  readonly hotkeys?: HotkeyRegistry | boolean | undefined
  /** Where an inspector pointed. */
  readonly pins?: readonly Pin[] | undefined
  /** An earlier answer: what changed since is listed, and drawn on the picture. */
  readonly compareWith?: readonly Region[] | undefined
  /**
   * Beside the other answer: only marks what differs, without the list. `before`: this is the earlier one, `compareWith` the later;
   * `after`: the other way round.
   */
  readonly compareSide?: 'before' | 'after' | undefined
  /** An inspector says where by tapping; implies `readonly`. */
  readonly pickRegion?: boolean | undefined
  /** Where one choice is the whole answer, choosing also asks to submit: one key = answer and next. */
  readonly autoSubmit?: boolean | undefined
  readonly onPick?: ((place: Place) => void) | undefined
  readonly onChange?: ((value: Region[]) => void) | undefined
  readonly onSubmitRequest?: (() => void) | undefined
  readonly onSelectRegion?: ((regionId: string | null) => void) | undefined
  /** Sends what a person makes, and knows what was sent; without it nothing can be sent, as in a preview. */
  readonly making?: Making | undefined
  /** Data reference → address to load. */
  readonly resolveMedia?: ((reference: string) => string) | undefined
  readonly newId?: (() => string) | undefined
}

export interface InterfaceHandle {
  /** The answer: without what it hides itself, ready to send. */
  getValue(): Region[]
  setValue(value: readonly Region[]): void
  undo(): void
  redo(): void
  canUndo(): boolean
  canRedo(): boolean
  select(regionId: string | null): void
  /** Brings a place into sight, wherever it is; null: none. */
  point(place: Place | null): void
  setPins(pins: readonly Pin[]): void
  focus(): void
  /** What stands in the way of sending it; empty when nothing does. */
  problems(): Problem[]
  /** The same, also shown beside each control, the focus on the first. */
  reportProblems(): Problem[]
  destroy(): void
}
