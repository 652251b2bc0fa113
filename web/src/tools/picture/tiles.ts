/** Very large pictures: over the small one that shows all of it, tiles of what is looked at closely. Fetched only for these. */
import { h } from '../dom'
import type { Pyramid } from '../surface'
import type { Size } from './geometry'
import type { Viewport } from './viewport'

export interface Tile {
  /** 0 is the full size; each next level has half as many pixels to a side. */
  readonly level: number
  readonly column: number
  readonly row: number
}

/** Tiles at once; a screen of 4K needs about fifty of 512 pixels. */
const TILES_MAX = 200

/** The tiles that cover what is seen, at the level with at least one pixel for each of the screen's; none where the small picture has as many. */
export function visibleTiles({ width, height, tileSize, levels }: Pyramid, viewport: Viewport, stage: Size, pixelRatio: number): Tile[] {
  const level = Math.max(Math.floor(-Math.log2(viewport.scale * pixelRatio)), 0)
  if (level >= levels) return []
  const side = tileSize * 2 ** level
  const range = (offset: number, seen: number, length: number): [number, number] => [
    Math.max(Math.floor(-offset / viewport.scale / side), 0),
    Math.min(Math.ceil((seen - offset) / viewport.scale / side), Math.ceil(length / side)),
  ]
  const [left, right] = range(viewport.x, stage.width, width)
  const [top, bottom] = range(viewport.y, stage.height, height)
  const tiles: Tile[] = []
  for (let row = top; row < bottom; row++) for (let column = left; column < right; column++) tiles.push({ level, column, row })
  return tiles.slice(0, TILES_MAX)
}

/** Lies over the picture and moves with it; tiles come as they load, and coarser ones stay until then. */
export class TileLayer {
  readonly element = h('div', { class: 'pt-picture pt-tiles', 'aria-hidden': 'true' })
  readonly #pyramid: Pyramid
  readonly #shown = new Map<string, HTMLImageElement>()

  constructor(pyramid: Pyramid) {
    this.#pyramid = pyramid
  }

  paint(viewport: Viewport, stage: Size): void {
    const tiles = visibleTiles(this.#pyramid, viewport, stage, window.devicePixelRatio)
    const wanted = new Map(tiles.map((tile) => [`${tile.level}/${tile.column}/${tile.row}`, tile]))
    for (const [key, tile] of wanted) if (!this.#shown.has(key)) this.#add(key, tile)
    const complete = [...wanted.keys()].every((key) => this.#shown.get(key)?.complete)
    if (complete || this.#shown.size > TILES_MAX * 2) this.#drop(wanted)
  }

  #add(key: string, { level, column, row }: Tile): void {
    const { width, height, tileSize, tile } = this.#pyramid
    const side = tileSize * 2 ** level
    const [left, top] = [column * side, row * side]
    const image = h('img', { class: 'pt-tile', alt: '', draggable: 'false', decoding: 'async', src: tile(level, column, row) })
    Object.assign(image.style, { left: `${left}px`, top: `${top}px`, width: `${Math.min(side, width - left)}px`, height: `${Math.min(side, height - top)}px` })
    // Without a tile the small picture below is still there.
    image.addEventListener('error', () => image.remove())
    this.#shown.set(key, image)
    this.element.append(image)
  }

  #drop(wanted: ReadonlyMap<string, Tile>): void {
    for (const [key, image] of this.#shown) {
      if (wanted.has(key)) continue
      image.remove()
      this.#shown.delete(key)
    }
  }
}
