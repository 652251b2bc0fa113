/** A picture too large to be sent whole: in the data stands the address of a small one. */
export type Pyramid = {
  media_id: string
  image: string
  original: string
  width: number
  height: number
  tile_size: number
  levels: number
  /** With `{level}`, `{column}` and `{row}`. */
  tiles: string
}
