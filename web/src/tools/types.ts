/** The contract every annotation tool is written to. Nothing here knows of React, the server or the page around it. */
import type { HotkeyRegistry } from './hotkeys'
import type { Making } from './making/port'

export type Locale = 'ko' | 'en'

/** One element of a label config, as the server sends it: parsed and checked there, never XML in the browser. */
export interface ConfigNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly ConfigNode[]
}

/** The data of one task; media references are addresses already. */
export type TaskData = Readonly<Record<string, unknown>>

/** One Label Studio region. Fields we do not know survive a round trip untouched. */
export interface Region {
  readonly id: string
  readonly from_name: string
  readonly to_name: string
  readonly type: string
  readonly value: Readonly<Record<string, unknown>>
  readonly origin?: string
  readonly original_width?: number
  readonly original_height?: number
  readonly image_rotation?: number
  /** Seconds of the recording that it is a stretch of. */
  readonly original_length?: number
}

/** One thing that can be picked: a `Choice` of `Choices`, a `Label` of `RectangleLabels`. */
export interface LabelSpec {
  /** What is stored in the answer (`alias` where the config gives one). */
  readonly value: string
  /** What is shown. */
  readonly title: string
  readonly fromName: string
  readonly hotkey?: string
  readonly color?: string
  readonly hint?: string
  readonly selected?: boolean
  /** How many regions may carry it. */
  readonly maxUsages?: number
}

/** A rectangle in percent of the image, as Label Studio stores it. */
export interface PercentArea {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where an inspector pointed. `object`: the name of what the place is in. */
export type Place =
  | { readonly kind: 'region'; readonly region_id: string }
  | ({ readonly kind: 'area'; readonly object: string } & PercentArea)
  /** Code points of what is shown. */
  | { readonly kind: 'text'; readonly object: string; readonly start: number; readonly end: number }
  /** Seconds; of a series its own unit. */
  | { readonly kind: 'time'; readonly object: string; readonly start: number; readonly end: number }

/** A remark at its place, known by its number. */
export interface Pin {
  readonly number: number
  readonly place: Place
}

export interface ToolOptions {
  readonly node: ConfigNode
  readonly task: TaskData
  readonly value: readonly Region[]
  /** Resolved labels or choices; read from `node` when left out. */
  readonly labels?: readonly LabelSpec[]
  readonly readonly?: boolean
  readonly locale: Locale
  /** Keys work only when a registry is given. */
  readonly hotkeys?: HotkeyRegistry
  /** Ids of the regions that an inspector pointed at from the start. */
  readonly highlights?: readonly string[]
  /** Where an inspector pointed; tools that show places draw them, and follow `setPins`. */
  readonly pins?: readonly Pin[]
  /** An inspector taps a region, or draws over an area or a stretch, to say where. Implies `readonly`. */
  readonly pickRegion?: boolean
  readonly onPick?: (place: Place) => void
  readonly onChange?: (value: Region[]) => void
  /** A new step can be undone; called once a step, before `onChange`. */
  readonly onStep?: () => void
  readonly onSubmitRequest?: () => void
  readonly onSelectRegion?: (regionId: string | null) => void
  /** Sends what a person makes, and knows what was sent. */
  readonly making?: Making | undefined
  /** Data reference → address to load. */
  readonly resolveMedia?: ((reference: string) => string) | undefined
  /** A tool that had to be fetched first is there now. */
  readonly onReady?: () => void
  /** Where new region ids come from; a test may count. */
  readonly newId?: () => string
}

export interface ToolHandle {
  getValue(): Region[]
  /** Replaces the answer and forgets the history. */
  setValue(value: readonly Region[]): void
  focus(): void
  destroy(): void
  undo(): void
  redo(): void
  canUndo(): boolean
  canRedo(): boolean
  select(regionId: string | null): void
  /** Other pins than at the start. */
  setPins?(pins: readonly Pin[]): void
  /** Brings a place that is no region into sight, or into ear. */
  reveal?(place: Place): void
  /** Takes the regions and labels of these controls away from sight, as the answer hides them. */
  hideControls?(names: ReadonlySet<string>): void
  /** What only the tool knows to stand in the way of sending, such as a message that was begun and not added. */
  problems?(): Problem[]
  /** A region was selected in this tool or another; for tools that speak about the regions of others. */
  regionSelected?(regionId: string | null): void
  /** The answer of another control has changed; for tools that speak about the regions of others. */
  answerChanged?(): void
}

/** What stands in the way of sending the answer, in words for the person who wrote it. */
export interface Problem {
  readonly from_name: string
  readonly code: 'required' | 'too_short' | 'too_long' | 'too_few' | 'too_many' | 'repeated' | 'unsent' | 'invalid'
  readonly message: string
}
