/** The sound drawn behind its stretches: one column a pixel, for the part in view only, however long the recording is. */
import { h } from '../dom'
import type { Backdrop } from '../stretches/track'
import type { Window } from '../stretches/model'
import { columnOf, loudest, type Peaks } from './peaks'

export class Wave implements Backdrop {
  readonly element = h('canvas', { class: 'pt-wave', 'aria-hidden': 'true' })
  #peaks: Peaks | null = null
  #scale = 1
  #drawn = ''

  show(peaks: Peaks): void {
    this.#peaks = peaks
    this.#scale = 1 / loudest(peaks)
    this.#drawn = ''
  }

  draw(window: Window, width: number): void {
    const { element } = this
    const density = Math.min(devicePixelRatio || 1, 2)
    const color = getComputedStyle(element).color
    const height = element.clientHeight || 104
    const key = [window.from, window.to, width, height, density, color].join()
    if (key === this.#drawn) return
    this.#drawn = key
    element.width = Math.round(width * density)
    element.height = Math.round(height * density)
    const pen = element.getContext('2d')
    if (!pen) return
    pen.fillStyle = color
    const middle = element.height / 2
    if (!this.#peaks) return pen.fillRect(0, middle, element.width, 1)
    const step = (window.to - window.from) / element.width
    for (let x = 0; x < element.width; x++) {
      const [low, high] = columnOf(this.#peaks, window.from + x * step, window.from + (x + 1) * step)
      const top = middle - high * this.#scale * middle
      pen.fillRect(x, top, 1, Math.max((high - low) * this.#scale * middle, 1))
    }
  }
}
