import { expect, type CDPSession, type Locator, type Page } from '@playwright/test'

export type Pixel = readonly [x: number, y: number]

/** The picture of a task, handled by mouse or finger at pixels of its own. */
export class Stage {
  readonly element: Locator
  #touch: CDPSession | null = null

  /** `width`: pixels of the picture itself, where a small one stands for it. */
  constructor(private readonly page: Page, private readonly width?: number) {
    this.element = page.getByRole('application', { name: /^(사진|Picture) / })
  }

  async ready(): Promise<void> {
    await expect(this.element.locator('img').first()).toBeVisible()
    await this.page.evaluate(() => document.fonts.ready)
    await this.element.scrollIntoViewIfNeeded()
    // One frame, so that the shapes lie where the picture lies.
    await this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  }

  /** CSS pixels for each pixel of the picture. */
  async scale(): Promise<number> {
    const { width } = (await this.element.locator('img').first().boundingBox())!
    return width / (this.width ?? (await this.element.locator('img').first().evaluate((image: HTMLImageElement) => image.naturalWidth)))
  }

  async at([x, y]: Pixel): Promise<{ x: number; y: number }> {
    const frame = (await this.element.locator('img').first().boundingBox())!
    const scale = await this.scale()
    return { x: frame.x + x * scale, y: frame.y + y * scale }
  }

  /** Looks at so many CSS pixels for each pixel, about a pixel of the picture. */
  async zoomTo(scale: number, about: Pixel): Promise<void> {
    const { x, y } = await this.at(about)
    await this.page.mouse.move(x, y)
    await this.page.mouse.wheel(0, -Math.log(scale / (await this.scale())) / 0.0015)
    await expect.poll(() => this.scale()).toBeCloseTo(scale, 2)
  }

  async drag(from: Pixel, to: Pixel): Promise<void> {
    const [start, end] = [await this.at(from), await this.at(to)]
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2)
    await this.page.mouse.move(end.x, end.y)
    await this.page.mouse.up()
  }

  async click(...pixels: Pixel[]): Promise<void> {
    for (const pixel of pixels) {
      const { x, y } = await this.at(pixel)
      await this.page.mouse.click(x, y)
    }
  }

  async tap(...pixels: Pixel[]): Promise<void> {
    for (const pixel of pixels) {
      const { x, y } = await this.at(pixel)
      await this.page.touchscreen.tap(x, y)
    }
  }

  async rub(...pixels: Pixel[]): Promise<void> {
    const places = await Promise.all(pixels.map((pixel) => this.at(pixel)))
    await this.#press('touchStart', [places[0]!])
    for (const place of places.slice(1)) await this.#press('touchMove', [place])
    await this.#press('touchEnd', [])
  }

  /** Two fingers that go apart until the picture is so large. */
  async pinchTo(scale: number, about: Pixel): Promise<void> {
    const middle = await this.at(about)
    const factor = scale / (await this.scale())
    const fingers = (half: number) => [{ x: middle.x - half, y: middle.y, id: 1 }, { x: middle.x + half, y: middle.y, id: 2 }]
    const [from, to] = factor > 1 ? [100 / factor, 100] : [100, 100 * factor]
    await this.#press('touchStart', fingers(from))
    for (const part of [0.25, 0.5, 0.75, 1]) await this.#press('touchMove', fingers(from + (to - from) * part))
    await this.#press('touchEnd', [])
    await expect.poll(() => this.scale()).toBeCloseTo(scale, 1)
  }

  async #press(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number; id?: number }[]): Promise<void> {
    this.#touch ??= await this.page.context().newCDPSession(this.page)
    await this.#touch.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
}
