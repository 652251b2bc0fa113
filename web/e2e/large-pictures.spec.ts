import type { Browser, Page } from '@playwright/test'
import type { Region } from '../src/api/types'
import { orderInterface, takeTask, type Order } from './support/media'
import { hugePng } from './support/png'
import { type Pixel, Stage } from './support/stage'
import { expect, expectAccessible, test } from './support/test'

// A picture of 240 megapixels comes as a small picture and tiles; what is drawn on it is measured in its own pixels.

const size = { width: 20_000, height: 12_000 }
/** A dark field on a light ground, somewhere in the far half. */
const field = { left: 15_001, top: 9_003, width: 1_603, height: 1_201 }
const xml = `<View><Image name="map" value="$map"/>
  <RectangleLabels name="box" toName="map"><Label value="밭" alias="field"/></RectangleLabels></View>`

/** Ground with a grid, a gradient that says where one is, and the field. */
function shade(row: Uint8Array, y: number): void {
  const inField = y >= field.top && y < field.top + field.height
  if (y % 500 < 12) row.fill(120)
  else for (let x = 0; x < row.length; x += 1) row[x] = x % 500 < 12 ? 120 : 170 + ((x >> 8) % 8) * 8
  if (inField) row.fill(20, field.left, field.left + field.width)
}

let picture: Promise<Uint8Array> | null = null
const order = (url: string): Promise<Order> =>
  orderInterface(url, xml, async (file) => {
    const bytes = await (picture ??= hugePng(size.width, size.height, shade))
    return [{ map: await file('map.png', bytes) }]
  })

async function drawn(placed: Order): Promise<number[]> {
  await expect.poll(async () => (await placed.answers()).length).toBeGreaterThan(0)
  const region = (await placed.answers())[0]?.[0] as Region
  expect([region.original_width, region.original_height]).toEqual([size.width, size.height])
  const value = region.value as Record<'x' | 'y' | 'width' | 'height', number>
  return [(value.x * size.width) / 100, (value.y * size.height) / 100, (value.width * size.width) / 100, (value.height * size.height) / 100]
}

function expectWithinOnePixel(found: readonly number[], wanted: readonly number[]): void {
  for (const [index, number] of wanted.entries()) expect(Math.abs(found[index]! - number), `${found.join()} for ${wanted.join()}`).toBeLessThanOrEqual(1)
}

async function open(browser: Browser, url: string, placed: Order, screen: 'phone' | 'desktop'): Promise<{ page: Page; stage: Stage; fetched: string[] }> {
  const { page } = await takeTask(browser, url, placed, screen)
  const stage = new Stage(page, size.width)
  const fetched: string[] = []
  page.on('request', (request) => request.url().includes('/media/') && fetched.push(new URL(request.url()).pathname))
  // Cutting 240 megapixels takes a moment, of which the worker is told.
  await expect(page.locator('.pt-stage.pt-loaded')).toBeVisible({ timeout: 120_000 })
  await stage.ready()
  return { page, stage, fetched }
}

/** How light the screen is at pixels of the picture. */
async function lightness(page: Page, stage: Stage, pixels: readonly Pixel[]): Promise<number[]> {
  const places = await Promise.all(pixels.map((pixel) => stage.at(pixel)))
  const shot = (await page.screenshot({ scale: 'css' })).toString('base64')
  const judge = await page.context().newPage()
  const found = await judge.evaluate(
    async ([encoded, wanted]) => {
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!
      pen.drawImage(bitmap, 0, 0)
      return wanted.map(({ x, y }) => pen.getImageData(Math.floor(x), Math.floor(y), 1, 1).data[0]!)
    },
    [shot, places] as const,
  )
  await judge.close()
  return found
}

const tilesLoaded = (page: Page) =>
  expect.poll(() => page.locator('.pt-stage > .pt-tiles img').evaluateAll((tiles) => tiles.length > 0 && tiles.every((tile) => (tile as HTMLImageElement).complete && (tile as HTMLImageElement).naturalWidth > 0)), { timeout: 30_000 }).toBe(true)

const submit = (page: Page) => page.getByRole('button', { name: '보내고 다음' }).click()

test('a box is drawn with the mouse, at its own size and close up', async ({ browser, server }) => {
  test.setTimeout(240_000)
  const placed = await order(server.url)
  const { page, stage, fetched } = await open(browser, server.url, placed, 'desktop')
  await expect(stage.element.locator('img').first()).toHaveJSProperty('naturalWidth', 2_500)
  await page.screenshot({ path: 'test-results/large-whole.png' })
  await stage.zoomTo(1, [field.left, field.top])
  await tilesLoaded(page)
  // One pixel inside the field and one outside, at its corner: the tiles lie where the picture lies.
  const near: readonly Pixel[] = [[field.left + 3, field.top + 3], [field.left - 4, field.top + 3], [field.left + 3, field.top - 4]]
  const [inside = 0, ...outside] = await lightness(page, stage, near)
  expect(inside).toBeLessThan(60)
  for (const light of outside) expect(light).toBeGreaterThan(100)
  await page.screenshot({ path: 'test-results/large-own-size.png' })
  // A part of it, at one pixel of the screen for each of the picture.
  await stage.drag([field.left, field.top], [field.left + 400, field.top + 300])
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
  const levels = new Set(fetched.filter((path) => path.includes('/tiles/')).map((path) => path.split('/')[4]))
  expect([...levels]).toContain('0')
  expect(fetched.filter((path) => /^\/media\/[^/]+$/.test(path)), 'the file itself is never fetched').toEqual([])
  await expectAccessible(page)
  await submit(page)
  expectWithinOnePixel(await drawn(placed), [field.left, field.top, 400, 300])
})

test('close up, every pixel of the picture can be hit', async ({ browser, server }) => {
  test.setTimeout(240_000)
  const placed = await order(server.url)
  const { page, stage } = await open(browser, server.url, placed, 'desktop')
  const corner: Pixel = [field.left + field.width, field.top + field.height]
  // Step by step: a mouse points at whole pixels of the screen, and at first one of them is thirty of the picture.
  for (const scale of [0.3, 2, 16]) await stage.zoomTo(scale, corner)
  await tilesLoaded(page)
  const [inside = 0, outside = 0] = await lightness(page, stage, [[corner[0] - 1.5, corner[1] - 1.5], [corner[0] + 1.5, corner[1] + 1.5]])
  expect(inside).toBeLessThan(60)
  expect(outside).toBeGreaterThan(100)
  await page.screenshot({ path: 'test-results/large-close.png' })
  await stage.drag([corner[0] - 12, corner[1] - 7], [corner[0] + 3, corner[1] + 5])
  await submit(page)
  expectWithinOnePixel(await drawn(placed), [corner[0] - 12, corner[1] - 7, 15, 12])
})

test('a thumb draws it on a phone: close up at one corner, away, and close up at the other', async ({ browser, server }) => {
  test.setTimeout(240_000)
  const placed = await order(server.url)
  const { page, stage, fetched } = await open(browser, server.url, placed, 'phone')
  const [from, to]: [Pixel, Pixel] = [[field.left, field.top], [field.left + field.width, field.top + field.height]]
  for (const scale of [0.2, 1]) await stage.pinchTo(scale, from)
  await tilesLoaded(page)
  await page.screenshot({ path: 'test-results/large-phone.png' })
  await stage.tap(from)
  await expect(page.locator('.pt-stage-hint')).toBeVisible()
  // Two fingers while a box is begun: it stays begun.
  await stage.pinchTo(0.04, from)
  for (const scale of [0.2, 1]) await stage.pinchTo(scale, to)
  await stage.tap(to)
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(1)
  await page.screenshot({ path: 'test-results/large-phone-drawn.png' })
  expect(fetched.filter((path) => /^\/media\/[^/]+$/.test(path))).toEqual([])
  await submit(page)
  expectWithinOnePixel(await drawn(placed), [field.left, field.top, field.width, field.height])
})
