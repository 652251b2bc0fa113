/** Shows masks over the picture, on one canvas that is never larger than a screen needs. */
import { h } from '../../dom'
import type { Area, Form } from '../form'
import type { Size } from '../geometry'
import type { Mask } from './mask'

/** Pixels of the longer side. */
const SIDE_MAX = 2048
const OPACITY = { plain: 115, strong: 165 }

export interface PaintedForm {
  readonly form: Form
  readonly color: string
  /** Selected, or marked. */
  readonly strong: boolean
}

interface Layer {
  readonly mask: Mask
  readonly color: readonly [number, number, number]
  readonly opacity: number
}

export class MaskLayer {
  readonly element = h('canvas', { class: 'pt-picture pt-masks', 'aria-hidden': 'true' })
  #shown: readonly Layer[] = []
  #scale = 1
  readonly #colors = new Map<string, readonly [number, number, number]>()

  paint(forms: readonly PaintedForm[], size: Size): void {
    const layers = forms.flatMap(({ form, color, strong }): Layer[] =>
      form.mask ? [{ mask: form.mask as Mask, color: this.#colorOf(color), opacity: strong ? OPACITY.strong : OPACITY.plain }] : [])
    const area = this.#fitted(size) ? { x: 0, y: 0, ...size } : changedArea(this.#shown, layers, size)
    this.#shown = layers
    for (const { mask } of layers) [mask.dirty, mask.base] = [null, null]
    if (area) this.#repaint(area, layers)
  }

  /** Whether the canvas had to be made anew. */
  #fitted(size: Size): boolean {
    this.#scale = Math.min(SIDE_MAX / Math.max(size.width, size.height), 1)
    const [width, height] = [Math.ceil(size.width * this.#scale), Math.ceil(size.height * this.#scale)]
    if (this.element.width === width && this.element.height === height) return false
    this.element.width = width
    this.element.height = height
    return true
  }

  #repaint(area: Area, layers: readonly Layer[]): void {
    const pen = this.element.getContext('2d')
    const [left, top] = [Math.floor(area.x * this.#scale), Math.floor(area.y * this.#scale)]
    const width = Math.min(Math.ceil((area.x + area.width) * this.#scale), this.element.width) - left
    const height = Math.min(Math.ceil((area.y + area.height) * this.#scale), this.element.height) - top
    if (!pen || width <= 0 || height <= 0) return
    const pixels = pen.createImageData(width, height)
    for (const layer of layers) this.#lay(layer, pixels, left, top)
    pen.putImageData(pixels, left, top)
  }

  #lay({ mask: { bits, size }, color: [red, green, blue], opacity }: Layer, { data, width, height }: ImageData, left: number, top: number): void {
    for (let y = 0; y < height; y++) {
      const row = Math.min(Math.floor((top + y + 0.5) / this.#scale), size.height - 1) * size.width
      for (let x = 0; x < width; x++) {
        if (bits[row + Math.min(Math.floor((left + x + 0.5) / this.#scale), size.width - 1)] !== 1) continue
        const at = (y * width + x) * 4
        data[at] = red
        data[at + 1] = green
        data[at + 2] = blue
        data[at + 3] = opacity
      }
    }
  }

  /** Whatever notation the config used, the canvas knows it. */
  #colorOf(color: string): readonly [number, number, number] {
    const known = this.#colors.get(color)
    if (known) return known
    const pen = h('canvas', { width: 1, height: 1 }).getContext('2d')
    let parts: readonly [number, number, number] = [95, 107, 122]
    if (pen) {
      pen.fillStyle = color
      pen.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data
      parts = [red, green, blue]
    }
    this.#colors.set(color, parts)
    return parts
  }
}

/** What has to be painted again: nothing, what one stroke touched, or everything. */
export function changedArea(shown: readonly Layer[], layers: readonly Layer[], size: Size): Area | null {
  const everything = { x: 0, y: 0, ...size }
  if (layers.length < shown.length || layers.length > shown.length + 1) return everything
  let area: Area | null = null
  for (const [index, layer] of layers.entries()) {
    const before = shown[index]
    const isSame = before?.mask === layer.mask && before.opacity === layer.opacity && before.color === layer.color
    if (isSame && !layer.mask.dirty) continue
    const goesOn = isSame || (before ? before.mask === layer.mask.base && before.opacity === layer.opacity : layer.mask.base === null)
    if (!goesOn || !layer.mask.dirty || area) return everything
    area = layer.mask.dirty
  }
  return area
}
