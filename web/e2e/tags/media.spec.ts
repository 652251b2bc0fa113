import { expect, type Page } from '@playwright/test'
import { orderInterface, pdf, takeTask, wav, webm, type Order } from '../support/media'
import { expectAccessible, test } from '../support/test'

const sent = async (order: Order) => {
  await expect.poll(async () => (await order.answers()).length).toBeGreaterThan(0)
  return (await order.answers())[0] ?? []
}
const shot = (page: Page, name: string) => page.screenshot({ path: `test-results/media/${name}.png`, fullPage: true })
const submit = (page: Page) => page.getByRole('button', { name: '보내고 다음' }).click()
/** Takes the last answer back: what was meant stands there again. */
const takeBack = (page: Page) => page.getByRole('button', { name: /^(되돌리기|Undo) \(Z\)/ }).click()

const labels = '<Labels name="speech" toName="audio"><Label value="말소리" alias="speech" background="#2f6fde"/><Label value="음악" alias="music"/></Labels>'
const audioXml = `<View><Header value="말소리를 표시하고 받아 적어 주세요"/><Audio name="audio" value="$audio" hotkey="k"/>${labels}
  <TextArea name="text" toName="audio" perRegion="true" required="true" editable="true" maxSubmissions="1"/></View>`
const audioOrder = (url: string, xml = audioXml) => orderInterface(url, xml, async (file) => [{ audio: await file('a.wav', wav(4, [[0.5, 1.2], [2, 3]])) }, { audio: await file('b.wav', wav(2, [[0.5, 1]])) }])

test('a recording is marked and transcribed by keyboard alone', async ({ browser, server }) => {
  const order = await audioOrder(server.url)
  const { page } = await takeTask(browser, server.url, order, 'desktop')
  const track = page.getByRole('application', { name: /시간 띠 audio/ })
  const position = page.getByRole('slider', { name: '위치' })
  await expect(position).toHaveAttribute('max', '4')
  await expect(page.getByRole('textbox')).toHaveCount(0)
  await track.focus()
  await page.keyboard.press('i')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('o')
  await expect(page.getByRole('option', { name: /1\. 말소리/ })).toBeVisible()
  await page.getByRole('textbox').fill('안녕하세요')
  await track.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('2')
  await page.keyboard.press('Escape')
  await page.keyboard.press('2')
  await page.keyboard.press('i')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('o')
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+Shift+ArrowLeft')
  await page.keyboard.press('[')
  await page.keyboard.press('1')
  await page.keyboard.press(']')
  await page.getByRole('textbox').fill('노래')
  await expectAccessible(page)
  await shot(page, 'audio-desktop')
  // The tag's own key plays and stops; so does the space bar beside the strip.
  await track.focus()
  await page.keyboard.press('k')
  await expect(page.getByRole('button', { name: '멈춤' })).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: '재생', exact: true })).toBeVisible()
  await submit(page)
  const regions = await sent(order)
  expect(regions.filter(({ type }) => type === 'labels')).toMatchObject([
    { from_name: 'speech', to_name: 'audio', original_length: 4, value: { start: 0, end: 1, channel: 0, labels: ['speech'] } },
    { value: { start: 2.05, end: 2.95, channel: 0, labels: ['music'] } },
  ])
  expect(regions.filter(({ type }) => type === 'textarea').map(({ value }) => value['text'])).toEqual([['안녕하세요'], ['노래']])
  expect(new Set(regions.map(({ id }) => id)).size).toBe(2)
  await expect(position).toHaveAttribute('max', '2')
  await takeBack(page)
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['1. 말소리 (0:00.00부터 0:01.00까지)', '2. 음악 (0:02.05부터 0:02.95까지)'])
  await page.getByRole('option', { name: /음악/ }).click()
  await expect(page.getByLabel('시작', { exact: true })).toHaveValue('2.05')
  await expect(page.getByRole('textbox')).toHaveValue('노래')
})

test('a recording is marked by thumb', async ({ browser, server }) => {
  const order = await audioOrder(server.url)
  const { page } = await takeTask(browser, server.url, order, 'phone')
  const track = page.getByRole('application', { name: /시간 띠 audio/ })
  await expect(page.getByRole('slider', { name: '위치' })).toHaveAttribute('max', '4')
  await page.getByRole('radio', { name: '음악' }).tap()
  const { x, y, width } = (await track.boundingBox())!
  await page.touchscreen.tap(x + width / 4, y + 40)
  await page.getByRole('button', { name: '시작 표시' }).tap()
  await page.touchscreen.tap(x + width / 2, y + 40)
  await page.getByRole('button', { name: '끝 표시' }).tap()
  await page.getByLabel('끝', { exact: true }).fill('2.5')
  await page.getByLabel('끝', { exact: true }).blur()
  await page.getByRole('textbox').fill('라라라')
  await expectAccessible(page)
  await shot(page, 'audio-phone')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page)
  await shot(page, 'audio-phone-dark')
  await page.getByRole('button', { name: '보내고 다음' }).tap()
  const [region, text] = await sent(order)
  expect(region?.value).toMatchObject({ end: 2.5, labels: ['music'] })
  expect(Math.abs(Number(region?.value['start']) - 1)).toBeLessThan(0.03)
  expect(text).toMatchObject({ id: region?.id, type: 'textarea', value: { text: ['라라라'] } })
})

test('a recording is drawn on with the mouse, and without labels is only played', async ({ browser, server }) => {
  const order = await audioOrder(server.url)
  const { page } = await takeTask(browser, server.url, order, 'desktop', 'en')
  await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute('max', '4')
  const track = page.getByRole('application')
  const { x, y, width } = (await track.boundingBox())!
  await page.mouse.move(x + width / 8, y + 50)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.2, y + 50, { steps: 4 })
  await page.mouse.move(x + width * 0.3, y + 50, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByRole('option', { name: /1\. 말소리 \(0:00\.(49|5\d) to 0:01\.(19|2\d)\)/ })).toBeVisible()
  await page.mouse.move(x + width * 0.3, y + 50)
  await page.mouse.down()
  await page.mouse.move(x + width * 0.5, y + 50, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByRole('option', { name: /0:0(1\.99|2\.0\d)\)/ })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(page.getByRole('option', { name: /0:01\.(19|2\d)\)/ })).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'audio-desktop-en')

  const plain = await audioOrder(server.url, `<View><Audio name="audio" value="$audio"/><Choices name="kind" toName="audio"><Choice value="말"/><Choice value="소음"/></Choices></View>`)
  const other = await takeTask(browser, server.url, plain, 'phone')
  await expect(other.page.getByRole('slider', { name: '위치' })).toHaveAttribute('max', '4')
  await other.page.getByRole('button', { name: '재생', exact: true }).tap()
  await expect(other.page.getByRole('button', { name: '멈춤' })).toBeVisible()
  await expectAccessible(other.page)
  await shot(other.page, 'audio-player-phone')
  await other.page.getByRole('radio', { name: '말' }).tap()
  expect(await sent(plain)).toMatchObject([{ type: 'choices', value: { choices: ['말'] } }])
})

const videoOrder = (url: string, page: Page, xml: string) => orderInterface(url, xml, async (file) => {
  const video = await file('a.webm', await webm(page, 2))
  return [{ video }, { video, another: true }]
})
const timelineXml = `<View><Video name="video" value="$video"/><TimelineLabels name="moves" toName="video"><Label value="걷기"/><Label value="뛰기"/></TimelineLabels></View>`

test('stretches of a video are marked frame by frame by keyboard', async ({ browser, page: maker, server }) => {
  const order = await videoOrder(server.url, maker, timelineXml)
  const { page } = await takeTask(browser, server.url, order, 'desktop')
  const track = page.getByRole('application', { name: '시간 띠 video' })
  await expect(page.getByText(/프레임 1 \/ 4\d|프레임 1 \/ 5\d/)).toBeVisible()
  await track.focus()
  await page.keyboard.press('.')
  await page.keyboard.press('.')
  await expect(page.getByText(/프레임 3 \//)).toBeVisible()
  await page.keyboard.press('i')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('o')
  await expect(page.getByRole('option', { name: '1. 걷기 (3부터 13까지)' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('2')
  await page.keyboard.press('i')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('o')
  await page.keyboard.press('Alt+ArrowLeft')
  await expectAccessible(page)
  await shot(page, 'video-timeline-desktop')
  await submit(page)
  expect(await sent(order)).toMatchObject([
    { from_name: 'moves', type: 'timelinelabels', value: { ranges: [{ start: 3, end: 13 }], timelinelabels: ['걷기'] } },
    { value: { ranges: [{ start: 12, end: 23 }], timelinelabels: ['뛰기'] } },
  ])
  await expect(page.getByText('아직 표시한 구간이 없어요.', { exact: false })).toBeVisible()
  await takeBack(page)
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['1. 걷기 (3부터 13까지)', '2. 뛰기 (12부터 23까지)'])
})

test('stretches of a video are marked by thumb', async ({ browser, page: maker, server }) => {
  const order = await videoOrder(server.url, maker, timelineXml)
  const { page } = await takeTask(browser, server.url, order, 'phone')
  await expect(page.getByText(/프레임 1 \/ \d\d/)).toBeVisible()
  await page.getByRole('radio', { name: '뛰기' }).tap()
  await page.getByRole('button', { name: '시작 표시' }).tap()
  for (let frame = 2; frame <= 4; frame += 1) {
    await page.getByRole('button', { name: '다음 프레임' }).tap()
    await expect(page.getByText(new RegExp(`프레임 ${frame} /`))).toBeVisible()
  }
  await page.getByRole('button', { name: '끝 표시' }).tap()
  await expectAccessible(page)
  await shot(page, 'video-timeline-phone')
  await page.getByRole('button', { name: '보내고 다음' }).tap()
  expect(await sent(order)).toMatchObject([{ value: { ranges: [{ start: 1, end: 4 }], timelinelabels: ['뛰기'] } }])
})

const boxesXml = `<View><Labels name="things" toName="video"><Label value="차"/><Label value="사람"/></Labels><Video name="video" value="$video" frameRate="10"/><VideoRectangle name="box" toName="video"/></View>`
type Boxes = { framesCount: number; labels: string[]; sequence: { frame: number; enabled: boolean; x: number; y: number; width: number; height: number }[] }

test('a box follows a thing through a video by keyboard', async ({ browser, page: maker, server }) => {
  const order = await videoOrder(server.url, maker, boxesXml)
  const { page } = await takeTask(browser, server.url, order, 'desktop', 'en')
  await expect(page.getByText(/Frame 1 \/ [12]\d/)).toBeVisible()
  await page.keyboard.press('2')
  const stage = page.getByRole('application', { name: 'Video video' })
  await stage.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Alt+ArrowDown')
  for (const frame of [2, 3, 4, 5]) {
    await page.keyboard.press('.')
    await expect(page.getByText(new RegExp(`Frame ${frame} /`))).toBeVisible()
  }
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('h')
  await expect(page.getByRole('option', { name: '1. 사람 (1 to 5)' })).toBeVisible()
  await page.keyboard.press(',')
  await expect(page.getByText(/Frame 4 \//)).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'video-boxes-desktop')
  await page.getByRole('button', { name: 'Send, next' }).click()
  const [region, ...others] = await sent(order)
  expect(others).toEqual([])
  expect(region).toMatchObject({ from_name: 'box', to_name: 'video', type: 'videorectangle' })
  const value = region?.value as unknown as Boxes
  expect(value.labels).toEqual(['사람'])
  expect(value.sequence).toMatchObject([
    { frame: 1, enabled: true, x: 35, y: 40, width: 20, height: 20.5 },
    { frame: 5, enabled: false, x: 45, y: 40, width: 20, height: 20.5 },
  ])
  await expect(page.getByText('Nothing is marked yet.', { exact: false })).toBeVisible()
  await takeBack(page)
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText(['1. 사람 (1 to 5)'])
})

test('a box is drawn on a video by two taps, and its end is set in a field', async ({ browser, page: maker, server }) => {
  const order = await videoOrder(server.url, maker, boxesXml)
  const { page } = await takeTask(browser, server.url, order, 'phone')
  await expect(page.getByText(/프레임 1 \/ [12]\d/)).toBeVisible()
  const stage = page.getByRole('application', { name: '영상 video' })
  await page.getByRole('button', { name: '상자 그리기' }).tap()
  const { x, y, width, height } = (await stage.boundingBox())!
  await page.touchscreen.tap(x + width * 0.1, y + height * 0.3)
  await page.touchscreen.tap(x + width * 0.3, y + height * 0.7)
  await expect(page.getByRole('option', { name: /1\. 차/ })).toBeVisible()
  await page.getByLabel('끝', { exact: true }).fill('7')
  await page.getByLabel('끝', { exact: true }).blur()
  await expectAccessible(page)
  await shot(page, 'video-boxes-phone')
  await page.getByRole('button', { name: '보내고 다음' }).tap()
  const value = (await sent(order))[0]?.value as unknown as Boxes
  expect(value.labels).toEqual(['차'])
  expect(value.sequence.map(({ frame, enabled }) => [frame, enabled])).toEqual([[1, true], [7, false]])
  const [first] = value.sequence
  for (const [found, meant] of [[first?.x, 10], [first?.y, 30], [first?.width, 20], [first?.height, 40]] as const) expect(Math.abs((found ?? 0) - meant)).toBeLessThan(0.6)
})

const seriesXml = (attributes: string) => `<View><TimeSeriesLabels name="moves" toName="ts"><Label value="걷기"/><Label value="뛰기"/></TimeSeriesLabels>
  <TimeSeries name="ts" value="$series" ${attributes}><Channel column="speed" legend="속도" units="m/s" displayFormat=",.1f" strokeColor="#1f77b4"/><Channel column="pulse" legend="맥박" strokeColor="#d62728" height="80"/></TimeSeries></View>`

test('stretches of a series in the task are marked by keyboard and by typing times', async ({ browser, server }) => {
  const count = 5_000
  const series = { time: Array.from({ length: count }, (_, at) => at), speed: Array.from({ length: count }, (_, at) => Math.round(Math.sin(at / 3000) * 50) / 10), pulse: Array.from({ length: count }, (_, at) => 60 + (at % 977) / 50) }
  const order = await orderInterface(server.url, seriesXml('valueType="json" timeColumn="time"'), async () => [{ series }, { series, another: true }])
  const { page } = await takeTask(browser, server.url, order, 'desktop')
  const track = page.getByRole('application', { name: '시간 띠 ts' })
  await expect(page.getByText('맥박 60')).toBeVisible()
  await track.focus()
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('i')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('o')
  await page.getByLabel('시작', { exact: true }).fill('43')
  await page.getByLabel('시작', { exact: true }).press('Enter')
  await track.focus()
  await expectAccessible(page)
  await shot(page, 'series-desktop')
  await submit(page)
  const [region] = await sent(order)
  expect(region).toMatchObject({ from_name: 'moves', to_name: 'ts', type: 'timeserieslabels', value: { start: 43, instant: false, timeserieslabels: ['걷기'] } })
  expect(Math.abs(Number(region?.value['end']) - 500)).toBeLessThanOrEqual(2)
  await expect(page.getByText('아직 표시한 구간이 없어요.', { exact: false })).toBeVisible()
  await takeBack(page)
  await expect(page.getByRole('listbox').getByRole('option')).toHaveText([/^1\. 걷기 \(43부터 \d+까지\)$/])
})

test('stretches of 100,000 measurements in a table are marked by thumb', async ({ browser, server }) => {
  const rows = Array.from({ length: 100_000 }, (_, at) => `${new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString().slice(0, 19).replace('T', ' ')},${Math.sin(at / 4000).toFixed(3)},${60 + (at % 30)}`)
  const csv = Buffer.from(`when,speed,pulse\n${rows.join('\n')}\n`)
  const order = await orderInterface(server.url, seriesXml('timeColumn="when" timeFormat="%Y-%m-%d %H:%M:%S" timeDisplayFormat="%H:%M:%S"'), async (file) => [{ series: await file('a.csv', csv) }])
  const { page } = await takeTask(browser, server.url, order, 'phone')
  const track = page.getByRole('application', { name: '시간 띠 ts' })
  await expect(page.getByText(/맥박 60/)).toBeVisible()
  await page.getByRole('radio', { name: '뛰기' }).tap()
  const { x, y, width } = (await track.boundingBox())!
  await page.touchscreen.tap(x + width * 0.2, y + 60)
  await page.getByRole('button', { name: '시작 표시' }).tap()
  await page.touchscreen.tap(x + width * 0.4, y + 60)
  await page.getByRole('button', { name: '끝 표시' }).tap()
  // As on a screen of 60 pictures a second: zooming and panning through all of it.
  const usual = await page.evaluate(async () => {
    const strip = document.querySelector('.pt-track')
    const times: number[] = []
    for (let step = 0; step < 24; step += 1) {
      const begun = performance.now()
      strip?.dispatchEvent(new WheelEvent('wheel', step < 8 ? { deltaY: -1, ctrlKey: true, clientX: 300, cancelable: true } : { deltaX: 40, cancelable: true }))
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      times.push(performance.now() - begun)
    }
    return times.toSorted((a, b) => a - b)[12] ?? Infinity
  })
  expect(usual).toBeLessThan(60)
  await page.getByLabel('끝', { exact: true }).fill('2026-01-01 12:00:00')
  await page.getByLabel('끝', { exact: true }).blur()
  await expectAccessible(page)
  await shot(page, 'series-phone')
  await page.getByRole('button', { name: '보내고 다음' }).tap()
  const [region] = await sent(order)
  expect(region?.value).toMatchObject({ end: '2026-01-01 12:00:00', instant: false, timeserieslabels: ['뛰기'] })
  const start = (Date.parse(`${String(region?.value['start']).replace(' ', 'T')}Z`) - Date.UTC(2026, 0, 1)) / 1000
  expect(Math.abs(start - 20_000)).toBeLessThan(600)
})

const pdfXml = `<View><Pdf name="pdf" value="$pdf"/><Choices name="kind" toName="pdf"><Choice value="계약서"/><Choice value="영수증"/></Choices></View>`
const pdfOrder = (url: string) => orderInterface(url, pdfXml, async (file) => [{ pdf: await file('a.pdf', pdf(['First page', 'Second page', 'Third page'])) }])
/** Ink on the page that is seen. */
const inked = (page: Page) => page.locator('.pt-sheet canvas').evaluate((canvas: HTMLCanvasElement) => {
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
  return data.some((value, at) => at % 4 === 0 && value < 100)
})

test('a document is read by keyboard, letters and all', async ({ browser, server }) => {
  const order = await pdfOrder(server.url)
  const { page } = await takeTask(browser, server.url, order, 'desktop')
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  const sheet = page.getByRole('region', { name: '문서 pdf' })
  await expect(sheet.getByText('First page')).toBeVisible()
  expect(await inked(page)).toBe(true)
  await sheet.focus()
  await page.keyboard.press('PageDown')
  await page.keyboard.press('ArrowRight')
  await expect(sheet.getByText('Third page')).toBeVisible()
  await expect(page.getByRole('button', { name: '다음 쪽' })).toBeDisabled()
  const { width } = (await page.locator('.pt-sheet').boundingBox())!
  await page.keyboard.press('=')
  await expect.poll(async () => ((await page.locator('.pt-sheet').boundingBox())!.width / width).toFixed(2)).toBe('1.25')
  await page.getByLabel('쪽', { exact: true }).fill('2')
  await page.getByLabel('쪽', { exact: true }).press('Enter')
  await expect(sheet.getByText('Second page')).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'pdf-desktop')
  expect(problems.filter((text) => text.includes('Content Security Policy'))).toEqual([])
  await page.getByRole('radio', { name: '영수증' }).click()
  expect(await sent(order)).toMatchObject([{ type: 'choices', value: { choices: ['영수증'] } }])
})

test('a document is read by thumb', async ({ browser, server }) => {
  const { page } = await takeTask(browser, server.url, await pdfOrder(server.url), 'phone', 'en')
  const sheet = page.getByRole('region', { name: 'Document pdf' })
  await expect(sheet.getByText('First page')).toBeVisible()
  await page.getByRole('button', { name: 'Next page' }).tap()
  await expect(sheet.getByText('Second page')).toBeVisible()
  await page.getByRole('button', { name: 'Zoom in' }).tap()
  await expectAccessible(page)
  await shot(page, 'pdf-phone')
})
