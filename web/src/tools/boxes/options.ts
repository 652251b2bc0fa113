import type { ConfigNode, PercentArea, Region, ToolHandle, ToolOptions } from '../types'

/** How a shape differs from the answer it is compared with. */
export type Mark = 'added' | 'removed' | 'changed'

/** `node` is the `RectangleLabels`; with only an image to look at it is the `Image` itself and `labels` is empty. */
export interface BoxesOptions extends ToolOptions {
  readonly image: ConfigNode
  /** The address to load, when it is not what the `Image` names (a preview, a signed address). */
  readonly source?: string | undefined
  /** Keys in the order of the labels, where several controls share the digits; otherwise 1–9. */
  readonly chords?: readonly (string | null)[] | undefined
  /** Shapes of another answer, drawn dashed and not selectable. */
  readonly ghosts?: readonly Region[] | undefined
  /** Region id → how it differs. */
  readonly marks?: Readonly<Record<string, Mark>> | undefined
  /** A free rectangle an inspector pointed at. */
  readonly highlightArea?: PercentArea | undefined
}

export interface BoxesHandle extends ToolHandle {
  /** Takes the shapes and labels of these controls away from sight, as the answer hides them. */
  hideControls(names: ReadonlySet<string>): void
}
