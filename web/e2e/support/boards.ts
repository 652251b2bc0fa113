import { expect, type CDPSession, type Locator, type Page } from '@playwright/test'
import { type Box, type Picture, pictures } from './pictures'

type Point = { x: number; y: number }

/** The drawing board of a task, handled by finger or mouse at known pixels of its picture. */
export class Board {
  readonly stage: Locator
  readonly list: Locator
  #touch: CDPSession | null = null

  constructor(private readonly page: Page) {
    this.stage = page.getByRole('application')
    this.list = page.getByRole('listbox', { name: '상자 목록' })
  }

  /** The picture that is there now; undefined while there is none. */
  async picture(): Promise<Picture | undefined> {
    const image = this.stage.locator('img').first()
    if (!(await image.isVisible().catch(() => false))) return undefined
    const [width, height] = await image.evaluate((element: HTMLImageElement) => [element.naturalWidth, element.naturalHeight])
    return pictures.find((one) => one.width === width && one.height === height)
  }

  /** Waits for a picture that was not there before. */
  async nextPicture(seen: readonly Picture[]): Promise<Picture> {
    let found: Picture | undefined
    await expect
      .poll(async () => {
        found = await this.picture()
        return found !== undefined && !seen.includes(found)
      })
      .toBe(true)
    if (!found) throw new Error('there is no picture')
    return found
  }

  /** Two taps on opposite corners. The lower one goes first: then a hint lies over the foot of the picture. */
  async drawByTaps(box: Box): Promise<void> {
    const onScreen = await this.#settled()
    for (const corner of [endOf(box), box]) {
      const { x, y } = onScreen(corner)
      await this.page.touchscreen.tap(x, y)
    }
  }

  drawByFinger = (box: Box): Promise<void> => this.dragByFinger(box, endOf(box))

  /** A finger put down at one pixel and lifted at another. */
  async dragByFinger(from: Point, to: Point): Promise<void> {
    this.#touch ??= await this.page.context().newCDPSession(this.page)
    const onScreen = await this.#settled()
    const [start, end] = [onScreen(from), onScreen(to)]
    const press = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point) => this.#touch?.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
    await press('touchStart', start)
    for (const part of [0.3, 0.7, 1]) await press('touchMove', { x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part })
    await press('touchEnd')
  }

  /** Where a pixel of the picture lies on the screen, once the picture has come to rest there. */
  async #settled(): Promise<(pixel: Point) => Point> {
    await this.page.evaluate(() => document.fonts.ready)
    await this.stage.scrollIntoViewIfNeeded()
    const image = this.stage.locator('img').first()
    let before = ''
    await expect
      .poll(async () => {
        const now = JSON.stringify(await image.boundingBox())
        const rests = now === before
        before = now
        return rests
      })
      .toBe(true)
    const frame = JSON.parse(before) as Box
    const scale = frame.width / (await image.evaluate((element: HTMLImageElement) => element.naturalWidth))
    if (!(scale >= 1)) throw new Error(`the picture is shown at ${scale}: its pixels cannot be hit one by one`)
    return ({ x, y }) => ({ x: frame.x + x * scale, y: frame.y + y * scale })
  }
}

const endOf = ({ x, y, width, height }: Box): Point => ({ x: x + width, y: y + height })

/** A box as the list of boxes says it. */
export const described = ({ x, y, width, height }: Box): string => `왼쪽 ${x}, 위 ${y}, 너비 ${width}, 높이 ${height}`
