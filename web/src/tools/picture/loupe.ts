/** A round magnifier above the finger, because the finger hides the very corner it sets. */
import { h, setAttributes, svg } from '../dom'
import type { Form } from './form'
import type { Point, Size } from './geometry'
import type { TileLayer } from './tiles'
import { toImage, type Viewport } from './viewport'

/** Diameter in CSS pixels; the style sheet agrees. */
const DIAMETER = 116
const ABOVE = 92

export class Loupe {
  readonly element = h('div', { class: 'pt-loupe', 'aria-hidden': 'true' })
  readonly #picture = h('img', { class: 'pt-picture', alt: '' })
  readonly #path = svg('path', { class: 'pt-loupe-shape' })

  #tiles: TileLayer | null = null

  constructor() {
    this.element.append(this.#picture, svg('svg', { class: 'pt-overlay' }, this.#path), h('div', { class: 'pt-loupe-cross' }))
    this.hide()
  }

  show(at: Point, source: string, viewport: Viewport, size: Size, stage: Size, form: Form | null): void {
    if (this.#picture.src !== source) this.#picture.src = source
    const scale = Math.min(Math.max(viewport.scale * 2.5, 0.5), 16)
    const point = toImage(viewport, at)
    const offset = { x: DIAMETER / 2 - point.x * scale, y: DIAMETER / 2 - point.y * scale }
    for (const element of this.#tiles ? [this.#picture, this.#tiles.element] : [this.#picture]) {
      element.style.width = `${size.width}px`
      element.style.height = `${size.height}px`
      element.style.transform = `translate(${offset.x}px, ${offset.y}px) scale(${scale})`
    }
    this.#tiles?.paint({ scale, ...offset }, { width: DIAMETER, height: DIAMETER })
    setAttributes(this.#path, { d: form?.path ?? '', transform: `translate(${offset.x} ${offset.y}) scale(${scale})` })
    const left = Math.min(Math.max(at.x - DIAMETER / 2, 4), stage.width - DIAMETER - 4)
    const fitsAbove = at.y - ABOVE - DIAMETER / 2 > 0
    const top = fitsAbove ? at.y - ABOVE - DIAMETER / 2 : at.y + ABOVE - DIAMETER / 2
    this.element.style.transform = `translate(${left}px, ${top}px)`
    this.element.hidden = false
  }

  /** Of a large picture the small one alone would be a blur. */
  layTiles(tiles: TileLayer): void {
    this.#tiles = tiles
    this.#picture.after(tiles.element)
  }

  hide(): void {
    this.element.hidden = true
  }
}
