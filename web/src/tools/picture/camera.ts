/** The viewport of one stage, moved by wheel, fingers, keys and buttons; always after the picture is there. */
import type { Point, Size } from './geometry'
import { actualSize, fit, panned, revealing, toImage, zoomed, type Viewport } from './viewport'

export class Camera {
  viewport: Viewport = { scale: 1, x: 0, y: 0 }
  /** Follows the stage's size until a person looks closer. */
  #fitted = true
  readonly #image: () => Size | null
  readonly #stage: () => Size
  readonly #moved: () => void

  constructor(image: () => Size | null, stage: () => Size, moved: () => void) {
    this.#image = image
    this.#stage = stage
    this.#moved = moved
  }

  readonly fit = (): void => {
    this.#look((image, stage) => fit(image, stage))
    this.#fitted = true
  }

  readonly actualSize = (): void => this.#look((image, stage) => actualSize(this.viewport, image, stage))

  zoom(factor: number, at: Point = this.#middle()): void {
    this.#look((image, stage) => zoomed(this.viewport, factor, at, image, stage))
  }

  pan(dx: number, dy: number): void {
    this.#look((image, stage) => panned(this.viewport, dx, dy, image, stage))
  }

  reveal(point: Point): void {
    const image = this.#image()
    if (!image || revealing(this.viewport, point, image, this.#stage()) === this.viewport) return
    this.#look((size, stage) => revealing(this.viewport, point, size, stage))
  }

  stageResized(): void {
    if (this.#fitted) this.fit()
    else this.pan(0, 0)
  }

  /** The middle of what is seen, in image pixels. */
  centre(): Point {
    return toImage(this.viewport, this.#middle())
  }

  #middle(): Point {
    const { width, height } = this.#stage()
    return { x: width / 2, y: height / 2 }
  }

  #look(next: (image: Size, stage: Size) => Viewport): void {
    const image = this.#image()
    if (!image) return
    this.#fitted = false
    this.viewport = next(image, this.#stage())
    this.#moved()
  }
}
