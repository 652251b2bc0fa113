import type { Locator, Page } from '@playwright/test'
import type { Region } from '../../src/api/types'
import { decodeMask } from '../../src/tools/picture/mask/rle'
import { orderInterface, takeTask, type Order } from '../support/media'
import { png } from '../support/png'
import { type Pixel, Stage } from '../support/stage'
import { expect, expectAccessible, test } from '../support/test'

// Boxes, polygons, ellipses, points and masks on a picture: drawn by keyboard alone, by mouse and by touch, read back through the API
// as they were meant, and shown again.

type Size = readonly [width: number, height: number]
const sides: Size = [200, 150]
const labels = '<Label value="차" alias="car"/>'
const everyKind = `<View><Header value="모두 그려 주세요"/><Image name="photo" value="$photo"/>
  <RectangleLabels name="box" toName="photo">${labels}</RectangleLabels>
  <PolygonLabels name="line" toName="photo"><Label value="호수" alias="lake"/></PolygonLabels>
  <EllipseLabels name="round" toName="photo"><Label value="세포" alias="cell"/></EllipseLabels>
  <KeyPointLabels name="dot" toName="photo"><Label value="눈" alias="eye"/></KeyPointLabels>
  <BrushLabels name="paint" toName="photo"><Label value="하늘" alias="sky"/></BrushLabels></View>`
const splitForm = `<View><Image name="photo" value="$photo"/>
  <Rectangle name="box" toName="photo"/><Polygon name="line" toName="photo"/><Ellipse name="round" toName="photo"/>
  <KeyPoint name="dot" toName="photo"/><Brush name="paint" toName="photo"/>
  <Labels name="name" toName="photo" required="true"><Label value="차" alias="car"/><Label value="개" alias="dog"/></Labels></View>`

const order = (url: string, xml: string, [width, height]: Size = sides) =>
  orderInterface(url, xml, async (file) => [{ photo: await file('a.png', png(width, height)) }, { photo: await file('b.png', png(width, height + 1)) }])

async function sent(placed: Order): Promise<Region[]> {
  await expect.poll(async () => (await placed.answers()).length).toBeGreaterThan(0)
  return (await placed.answers())[0] ?? []
}

const submit = (page: Page) => page.getByRole('button', { name: '보내고 다음' }).click()
const label = (page: Page, name: RegExp) => page.getByRole('radio', { name })
/** A finger on a button; on a busy machine a tap may last so long that it counts as a long press, which chooses nothing. */
async function press(button: Locator, state: 'aria-checked' | 'aria-pressed', wanted: 'true' | 'false' = 'true'): Promise<void> {
  await expect(async () => {
    if ((await button.getAttribute(state)) !== wanted) await button.tap()
    await expect(button).toHaveAttribute(state, wanted, { timeout: 1000 })
  }).toPass()
}
const listed = (list: Locator) => list.getByRole('option').allTextContents()

async function keys(page: Page, ...pressed: string[]): Promise<void> {
  for (const text of pressed) {
    const [key = '', count = '1'] = text.split(' ×')
    for (let times = 0; times < Number(count); times += 1) await page.keyboard.press(key)
  }
}

/** A region's numbers in pixels. */
function pixels(region: Region | undefined, [width, height] = sides): number[] {
  const value = (region?.value ?? {}) as Record<string, unknown>
  const down = new Set(['y', 'height', 'radiusY'])
  if (Array.isArray(value['points'])) return (value['points'] as number[][]).flatMap(([x = 0, y = 0]) => [(x * width) / 100, (y * height) / 100])
  return ['x', 'y', 'width', 'height', 'radiusX', 'radiusY']
    .filter((key) => typeof value[key] === 'number')
    .map((key) => (Number(value[key]) * (down.has(key) ? height : width)) / 100)
}

function expectNear(found: readonly number[], wanted: readonly number[], apart: number): void {
  expect(found).toHaveLength(wanted.length)
  for (const [index, number] of wanted.entries()) expect(Math.abs(found[index]! - number), `${found.join()} for ${wanted.join()}`).toBeLessThanOrEqual(apart)
}

function painted(region: Region | undefined): (x: number, y: number) => boolean {
  const mask = decodeMask((region?.value['rle'] ?? []) as number[], sides[0] * sides[1])
  return (x, y) => mask[y * sides[0] + x] === 1
}

/** Takes the last answer back: what was meant stands there again. */
async function expectKept(page: Page, stage: Stage, list: Locator, before: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: /^되돌리기 \(Z\)/ }).click()
  await stage.ready()
  await expect.poll(() => listed(list)).toEqual(before)
}

test('every kind is drawn by keyboard alone', async ({ browser, server }) => {
  const placed = await order(server.url, everyKind)
  const { page } = await takeTask(browser, server.url, placed, 'desktop')
  const stage = new Stage(page)
  await stage.ready()
  const list = page.getByRole('listbox', { name: '도형 목록' })
  await stage.element.focus()
  // A box from the middle, 100 | 75.
  await keys(page, 'Digit1', 'Enter', 'Shift+ArrowRight ×3', 'Shift+ArrowDown ×2', 'Enter', 'Escape')
  await expect(list.getByRole('option')).toHaveText(/왼쪽 100, 위 75, 너비 30, 높이 20/)
  // A polygon whose first corner is then moved one down.
  await keys(page, 'Digit2', 'Shift+ArrowLeft ×8', 'Enter', 'Shift+ArrowUp ×5', 'Enter', 'Shift+ArrowLeft ×3', 'Enter', 'Enter', 'Period', 'ArrowDown', 'Escape')
  await keys(page, 'Digit3', 'Enter', 'Shift+ArrowRight ×4', 'Shift+ArrowDown ×2', 'Enter', 'KeyR', 'Escape')
  await keys(page, 'Digit4', 'ArrowRight', 'Enter', 'Escape')
  await keys(page, 'Digit5', 'Enter', 'Shift+ArrowRight ×3', 'Enter', 'Escape')
  await expect(list.getByRole('option')).toHaveCount(5)
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/picture/desktop-ko.png', fullPage: true })
  const before = await listed(list)
  await keys(page, 'Control+Enter')

  const [box, line, round, dot, paint, ...rest] = await sent(placed)
  expect(rest).toEqual([])
  expectNear(pixels(box), [100, 75, 30, 20], 1e-6)
  expect(box).toMatchObject({ type: 'rectanglelabels', value: { rectanglelabels: ['car'], rotation: 0 }, original_width: 200, original_height: 150 })
  expectNear(pixels(line), [50, 96, 50, 45, 20, 45], 1e-6)
  expect(line).toMatchObject({ type: 'polygonlabels', value: { polygonlabels: ['lake'], closed: true } })
  expectNear(pixels(round), [40, 55, 20, 10], 1e-6)
  expect(round).toMatchObject({ type: 'ellipselabels', value: { rotation: 15, ellipselabels: ['cell'] } })
  expectNear(pixels(dot).slice(0, 2), [61, 65], 1e-6)
  expect(dot).toMatchObject({ type: 'keypointlabels', value: { keypointlabels: ['eye'] } })
  expect(paint).toMatchObject({ type: 'brushlabels', value: { format: 'rle', brushlabels: ['sky'] } })
  const isPainted = painted(paint)
  expect([isPainted(61, 65), isPainted(75, 65), isPainted(90, 65), isPainted(75, 72), isPainted(100, 65)]).toEqual([true, true, true, false, false])
  await expectKept(page, stage, list, before)
})

test('every kind is drawn by taps on a phone, mended by finger, erased and undone', async ({ browser, server }) => {
  const placed = await order(server.url, everyKind)
  const { page } = await takeTask(browser, server.url, placed, 'phone')
  const stage = new Stage(page)
  await stage.ready()
  const list = page.getByRole('listbox', { name: '도형 목록' })
  await stage.tap([20, 20], [80, 60])
  await expect(list.getByRole('option')).toHaveText(/차/)
  // The corner is pulled further with a finger.
  await stage.rub([80, 60], [85, 65], [90, 70])
  await press(label(page, /호수/), 'aria-checked')
  await stage.tap([120, 20], [180, 20], [180, 60])
  await page.getByRole('button', { name: '마치기' }).tap()
  await expect(list.getByRole('option')).toHaveCount(2)
  await press(label(page, /세포/), 'aria-checked')
  await stage.tap([110, 80], [150, 120])
  await press(label(page, /눈/), 'aria-checked')
  await stage.tap([60, 100])
  await press(label(page, /하늘/), 'aria-checked')
  await stage.rub([20, 130], [40, 130], [60, 130])
  await stage.rub([100, 135], [120, 135])
  await expect(list.getByRole('option')).toHaveCount(5)
  await press(page.getByRole('button', { name: '지우개' }), 'aria-pressed')
  await stage.rub([100, 135], [120, 135])
  await press(page.getByRole('button', { name: '지우개' }), 'aria-pressed', 'false')
  await stage.tap([180, 100])
  await page.getByRole('button', { name: '되돌리기', exact: true }).tap()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/picture/phone-ko.png', fullPage: true })
  const before = await listed(list)
  await submit(page)

  const [box, line, round, dot, paint] = await sent(placed)
  expectNear(pixels(box), [20, 20, 70, 50], 1)
  expectNear(pixels(line), [120, 20, 180, 20, 180, 60], 1)
  expectNear(pixels(round), [130, 100, 20, 20], 1)
  expectNear(pixels(dot).slice(0, 2), [60, 100], 1)
  const isPainted = painted(paint)
  expect([isPainted(20, 130), isPainted(50, 130), isPainted(110, 135), isPainted(180, 100)]).toEqual([true, true, false, false])
  await expectKept(page, stage, list, before)
})

test('shapes and the labels beside them share an id, by keyboard', async ({ browser, server }) => {
  const placed = await order(server.url, splitForm)
  const { page } = await takeTask(browser, server.url, placed, 'desktop')
  const stage = new Stage(page)
  await stage.ready()
  await stage.element.focus()
  await keys(page, 'Enter', 'Shift+ArrowRight ×3', 'Shift+ArrowDown ×2', 'Enter', 'Escape')
  await keys(page, 'Alt+Digit2', 'Digit2', 'Enter', 'Shift+ArrowUp ×5', 'Enter', 'Shift+ArrowLeft ×3', 'Enter', 'Enter', 'Escape')
  await keys(page, 'Alt+Digit3', 'Digit1', 'Enter', 'Shift+ArrowLeft ×4', 'Shift+ArrowDown ×2', 'Enter', 'Escape')
  await keys(page, 'Alt+Digit4', 'Enter', 'Escape', 'Alt+Digit5', 'Shift+ArrowLeft ×2', 'Enter', 'Enter', 'Escape')
  await expect(page.getByRole('listbox', { name: '도형 목록' }).getByRole('option')).toHaveCount(5)
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/picture/split-desktop.png', fullPage: true })
  await keys(page, 'Control+Enter')

  const rows = await sent(placed)
  expect(rows.map(({ from_name, type }) => `${from_name} ${type}`)).toEqual(
    ['box rectangle', 'line polygon', 'round ellipse', 'dot keypoint', 'paint brush'].flatMap((drawn) => [drawn, 'name labels']))
  for (let index = 0; index < rows.length; index += 2) {
    expect(rows[index + 1]!.id).toBe(rows[index]!.id)
    const { labels: named, ...place } = rows[index + 1]!.value as Record<string, unknown>
    expect(place).toEqual(rows[index]!.value)
    expect(named).toEqual([index === 2 ? 'dog' : 'car'])
  }
  expectNear(pixels(rows[0]), [100, 75, 30, 20], 1e-6)
})

test('shapes and the labels beside them, by touch', async ({ browser, server }) => {
  const placed = await order(server.url, splitForm)
  const { page } = await takeTask(browser, server.url, placed, 'phone')
  const stage = new Stage(page)
  await stage.ready()
  await stage.rub([20, 20], [50, 40], [80, 60])
  for (const [kind, ...at] of [[/^다각형/, [120, 20], [180, 20], [180, 60], [120, 20]], [/^타원/, [110, 80], [150, 120]], [/^점/, [60, 100]], [/^칠하기/, [30, 130]]] as [RegExp, ...Pixel[]][]) {
    await press(label(page, kind), 'aria-checked')
    await stage.tap(...at)
  }
  // The last one is another thing after all.
  await press(label(page, /^개/), 'aria-checked')
  await page.screenshot({ path: 'test-results/picture/split-phone.png', fullPage: true })
  await expectAccessible(page)
  await submit(page)
  const rows = await sent(placed)
  expect(rows.filter(({ type }) => type === 'labels').map(({ value }) => (value as { labels: string[] }).labels)).toEqual([['car'], ['car'], ['car'], ['car'], ['dog']])
  expectNear(pixels(rows[0]), [20, 20, 60, 40], 1)
  expectNear(pixels(rows[2]), [120, 20, 180, 20, 180, 60], 1)
})

test('a box is turned by its handle and by keys, and not where it may not', async ({ browser, server }) => {
  const xml = (extra: string) => `<View><Image name="photo" value="$photo"/><RectangleLabels name="box" toName="photo" ${extra}>${labels}</RectangleLabels></View>`
  const placed = await order(server.url, xml(''))
  const { page } = await takeTask(browser, server.url, placed, 'desktop')
  const stage = new Stage(page)
  await stage.ready()
  await stage.drag([80, 60], [120, 80])
  const scale = await stage.scale()
  await stage.drag([100, 60 - 34 / scale], [160, 70])
  await keys(page, 'Shift+KeyR', 'Alt+KeyR ×2')
  await submit(page)
  const [box] = await sent(placed)
  expect(box?.value).toMatchObject({ rotation: 77 })

  const upright = await takeTask(browser, server.url, await order(server.url, xml('canRotate="false"')), 'desktop')
  const other = new Stage(upright.page)
  await other.ready()
  await other.drag([80, 60], [120, 80])
  await expect(upright.page.locator('.pt-handle-turn')).toHaveCount(0)
  await expect(upright.page.getByRole('button', { name: '15도 돌리기' })).toHaveCount(0)
})

const large: Size = [800, 600]
const precise = `<View><Image name="photo" value="$photo"/><RectangleLabels name="box" toName="photo">${labels}</RectangleLabels>
  <PolygonLabels name="line" toName="photo"><Label value="호수" alias="lake"/></PolygonLabels></View>`

for (const [hand, screen] of [['mouse', 'desktop'], ['touch', 'phone']] as const) {
  test(`boxes and polygons by ${hand} lie within one pixel of what was meant, at zoom 1 and 4`, async ({ browser, server }) => {
    const placed = await order(server.url, precise, large)
    const { page } = await takeTask(browser, server.url, placed, screen)
    const stage = new Stage(page)
    await stage.ready()
    const wanted: number[][] = []
    for (const [zoom, x, y] of [[1, 380, 280], [4, 600, 420]] as const) {
      await page.getByRole('button', { name: '화면에 맞추기' }).click()
      if (hand === 'mouse') await stage.zoomTo(zoom, [x, y])
      else await stage.pinchTo(zoom, [x, y])
      const span = 56 / zoom
      await label(page, /차/).click()
      if (hand === 'mouse') await stage.drag([x, y], [x + span, y + span])
      else await stage.rub([x, y], [x + span / 2, y + span], [x + span, y + span])
      wanted.push([x, y, span, span])
      await label(page, /호수/).click()
      const corners: Pixel[] = [[x - span, y - span], [x + span, y - span], [x, y - span / 2]]
      if (hand === 'mouse') await stage.click(...corners, corners[0]!)
      else await stage.tap(...corners, corners[0]!)
      wanted.push(corners.flat())
    }
    await submit(page)
    const regions = await sent(placed)
    expect(regions).toHaveLength(4)
    for (const [index, region] of regions.entries()) expectNear(pixels(region, large), wanted[index]!, 1)
  })
}

test('on an English phone it speaks English', async ({ browser, server }) => {
  const placed = await order(server.url, everyKind)
  const { page } = await takeTask(browser, server.url, placed, 'phone', 'en')
  const stage = new Stage(page)
  await stage.ready()
  await stage.tap([20, 20], [80, 60])
  await expect(page.getByRole('listbox', { name: 'Shapes' }).getByRole('option')).toHaveText(/left 20, top 20/)
  await press(label(page, /호수/), 'aria-checked')
  await stage.tap([120, 20], [180, 20], [180, 60])
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/picture/phone-en.png', fullPage: true })
})
