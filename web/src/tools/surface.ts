/** The contract of tools that show an object together with what several controls draw on it. */
import type { Control } from './interface/config'
import type { ConfigNode, Region, ToolOptions } from './types'

/** How a region differs from the answer it is compared with. */
export type Mark = 'added' | 'removed' | 'changed'

/** A picture cut into tiles, of which `source` is a small one that shows all of it. */
export interface Pyramid {
  /** Pixels of the picture itself; what is drawn is measured in them. */
  readonly width: number
  readonly height: number
  /** Pixels of a tile's side, at every level. */
  readonly tileSize: number
  /** Levels that have tiles; coarser than the last is the small picture. */
  readonly levels: number
  /** The address of a tile. Level 0 is the full size, each next one half of that; columns and rows count from the top left. */
  readonly tile: (level: number, column: number, row: number) => string
}

/** `node` is the first control; with only an object to look at it is the object itself, and `controls` is empty. */
export interface SurfaceOptions extends ToolOptions {
  readonly object: ConfigNode
  /** The controls that draw on it, or label what others draw; their regions are the value. */
  readonly controls: readonly Control[]
  /** The address to load, when it is not what the object names (a preview, a signed address). */
  readonly source?: string | undefined
  /** Tiles over `source`, for a picture too large to be sent whole. */
  readonly pyramid?: Pyramid | undefined
  /** Keys in the order of the labels, where several controls share the digits; otherwise 1–9. */
  readonly chords?: readonly (string | null)[] | undefined
  /** Regions of an earlier answer, drawn dashed and not selectable. */
  readonly ghosts?: readonly Region[] | undefined
  /** Region id → how it differs. */
  readonly marks?: Readonly<Record<string, Mark>> | undefined
}

/** What a control with a place of its own is told besides `ToolOptions`. */
export interface ControlOptions extends ToolOptions {
  readonly control: Control
  /** What it is called on the screen. */
  readonly title: string
  readonly chords: readonly (string | null)[]
  /** A person answered (not: a value was set from outside); for one key = answer and next. */
  readonly onAnswer?: (() => void) | undefined
  /** All controls of the interface, to call the regions of others by their names. */
  readonly controls: readonly Control[]
  /** The whole answer as it is now, for a control that speaks about the regions of others. */
  readonly answer: () => readonly Region[]
}
