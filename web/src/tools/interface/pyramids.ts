/** Pictures too large to be sent whole, as the server names them beside the data of a task. */
import type { Pyramid } from '../surface'

/** What the server says of one. */
export interface PyramidSource {
  /** The address of the small picture, as it stands in the data. */
  readonly image: string
  readonly width: number
  readonly height: number
  readonly tile_size: number
  readonly levels: number
  /** The address of a tile, with `{level}`, `{column}` and `{row}`. */
  readonly tiles: string
}

/** The tiles over a picture, if it is one of those. */
export function pyramidOf(pyramids: readonly PyramidSource[] | undefined, source: string): Pyramid | undefined {
  const found = pyramids?.find(({ image }) => image === source)
  if (!found) return undefined
  const { width, height, tile_size: tileSize, levels, tiles } = found
  const tile = (level: number, column: number, row: number) =>
    tiles.replace('{level}', String(level)).replace('{column}', String(column)).replace('{row}', String(row))
  return { width, height, tileSize, levels, tile }
}
