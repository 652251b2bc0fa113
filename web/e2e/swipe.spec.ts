import type { CDPSession, Page } from '@playwright/test'
import { orderInterface, takeTask, type Order } from './support/media'
import { png } from './support/png'
import { expect, expectAccessible, test } from './support/test'

// Two answers on a phone: swiped to the left or the right, with the buttons as before, and nothing else that fingers do is a swipe.

const xml = `<View><Header value="고양이인가요?"/><Image name="photo" value="$photo"/>
  <Choices name="is_cat" toName="photo" choice="single"><Choice value="아니에요" alias="no"/><Choice value="고양이예요" alias="yes"/></Choices></View>`

const order = (url: string) =>
  orderInterface(url, xml, async (file) => Promise.all([1, 2, 3].map(async (number) => ({ photo: await file(`${number}.png`, png(240, 180 + number)) }))))

const said = async (placed: Order) => (await placed.answers()).map((regions) => (regions[0]?.value['choices'] as string[] | undefined)?.[0])

type Finger = { x: number; y: number; id?: number }
class Hand {
  constructor(private readonly session: CDPSession) {}

  press(type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Finger[]) {
    return this.session.send('Input.dispatchTouchEvent', { type, touchPoints })
  }

  async drag(from: Finger, to: Finger, lift = true): Promise<void> {
    await this.press('touchStart', from)
    for (const part of [0.15, 0.3, 0.5, 0.75, 1]) await this.press('touchMove', { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part })
    if (lift) await this.press('touchEnd')
  }
}

async function open(page: Page): Promise<{ hand: Hand; middle: Finger }> {
  await expect(page.locator('.pt-swipes')).toBeVisible()
  const picture = (await page.locator('.pt-image-picture').boundingBox())!
  return { hand: new Hand(await page.context().newCDPSession(page)), middle: { x: picture.x + picture.width / 2, y: picture.y + picture.height / 2 } }
}

const source = (page: Page) => page.locator('.pt-image-picture').getAttribute('src')

test('a swipe answers, sends, and can be taken back', async ({ browser, server }) => {
  const placed = await order(server.url)
  const { page } = await takeTask(browser, server.url, placed, 'phone')
  const { hand, middle } = await open(page)
  const left = { x: middle.x - 150, y: middle.y + 12 }
  const right = { x: middle.x + 150, y: middle.y - 8 }
  await page.screenshot({ path: 'test-results/swipe-rest.png' })
  const first = await source(page)

  await hand.drag(middle, right, false)
  await expect(page.locator('.pt-swipe-right')).toHaveClass(/pt-sure/)
  await expect(page.locator('.pt-swipe-left')).not.toBeVisible()
  await page.screenshot({ path: 'test-results/swipe-right.png' })
  await expectAccessible(page)
  await hand.press('touchEnd')
  await expect.poll(() => source(page)).not.toBe(first)
  await expect.poll(() => said(placed)).toEqual(['yes'])

  await page.getByRole('button', { name: /^되돌리기/ }).tap()
  await expect.poll(() => source(page)).toBe(first)
  await open(page)
  await hand.drag(middle, left)
  await expect.poll(() => source(page)).not.toBe(first)
  await expect.poll(() => said(placed)).toEqual(['no'])

  // The buttons are as good as before.
  const second = await source(page)
  await page.getByRole('radio', { name: '고양이예요' }).tap()
  await expect.poll(() => source(page)).not.toBe(second)
  await expect.poll(async () => (await said(placed)).toSorted()).toEqual(['no', 'yes'])
})

test('short ways, scrolling, two fingers and going back are no swipes; without motion nothing moves', async ({ browser, server }) => {
  const placed = await order(server.url)
  const { page } = await takeTask(browser, server.url, placed, 'phone')
  const { hand, middle } = await open(page)
  const first = await source(page)
  const expectNothingSaid = async (what: string) => {
    await expect(page.locator('.pt-swiping'), what).toHaveCount(0)
    await page.waitForTimeout(100)
    expect(await page.locator('.pt-image-picture').all(), what).toHaveLength(1)
    expect(await source(page), what).toBe(first)
  }
  await hand.drag(middle, { x: middle.x + 70, y: middle.y }, false)
  // Wait, or it is quick enough to be a flick.
  await page.waitForTimeout(400)
  await hand.press('touchMove', { x: middle.x + 72, y: middle.y })
  await hand.press('touchEnd')
  await expectNothingSaid('a short way')
  await hand.drag(middle, { x: middle.x + 40, y: middle.y - 150 })
  await expectNothingSaid('scrolling')
  await hand.drag({ x: 18, y: middle.y }, { x: 300, y: middle.y })
  await expectNothingSaid('going back')
  await hand.press('touchStart', { ...middle, id: 1 }, { x: middle.x + 60, y: middle.y, id: 2 })
  for (const way of [20, 60, 100]) await hand.press('touchMove', { x: middle.x - way, y: middle.y, id: 1 }, { x: middle.x + 60 + way, y: middle.y, id: 2 })
  await hand.press('touchEnd')
  await expectNothingSaid('two fingers')

  await page.emulateMedia({ reducedMotion: 'reduce' })
  const place = () => page.locator('.pt-swipes').evaluate((element) => element.getBoundingClientRect().x)
  const before = await place()
  await hand.drag(middle, { x: middle.x - 150, y: middle.y }, false)
  await expect(page.locator('.pt-swipe-left')).toHaveClass(/pt-sure/)
  expect(await place()).toBe(before)
  await hand.press('touchEnd')
  await expect.poll(() => said(placed)).toEqual(['no'])
})

test('with a mouse there is nothing to swipe', async ({ browser, server }) => {
  const placed = await order(server.url)
  const { page } = await takeTask(browser, server.url, placed, 'desktop')
  await expect(page.getByRole('radio', { name: '고양이예요' })).toBeVisible()
  await expect(page.locator('.pt-swipes, .pt-choice-way')).toHaveCount(0)
})
