// How smoothly a 12-megapixel picture is panned and zoomed by fingers on a slow phone.
//
//   node bench/pan-zoom.mjs [--shapes 40] [--rounds 3] [--cpu 4] [--json file]
//
// A phone's screen in headless Chromium, the processor four times slower, fingers sent by the DevTools protocol sixty times a
// second. Prints the time between frames as requestAnimationFrame tells it (p50, p95, worst) beside the 16.7 ms of sixty frames
// a second. Headless Chromium without a graphics card paints on the processor, which a real phone does not: what is measured here
// is an upper bound. Run it on a quiet machine, or with a raised priority (chrt -f 20).
//
// Needs a built server (PUMASI_BINARY, or target/release or target/debug), a built front end and Chromium (PUMASI_CHROMIUM).
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { newPerson, openProject, startServer } from './workbench/server.mjs'

const root = resolve(import.meta.dirname, '..')
const { chromium, devices } = createRequire(join(root, 'web/package.json'))('@playwright/test')
const { values: options } = parseArgs({
  options: { shapes: { type: 'string', default: '40' }, rounds: { type: 'string', default: '3' }, cpu: { type: 'string', default: '4' }, json: { type: 'string' } },
})
const frameMs = 1000 / 60
const { defaultBrowserType: _, ...phone } = devices['Pixel 7']

const xml = `<View><Image name="image" value="$image"/>
  <RectangleLabels name="box" toName="image"><Label value="차"/><Label value="사람"/></RectangleLabels></View>`

/** A photo-like picture of 4000 × 3000 pixels, as a JPEG. Runs in the page. */
async function drawPicture() {
  const canvas = new OffscreenCanvas(4000, 3000)
  const pen = canvas.getContext('2d')
  let state = 7
  const next = (below) => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) % below
  pen.fillStyle = '#8fb0c9'
  pen.fillRect(0, 0, 4000, 3000)
  for (let index = 0; index < 9000; index += 1) {
    pen.fillStyle = `hsl(${next(360)} ${20 + next(60)}% ${20 + next(60)}% / .7)`
    pen.beginPath()
    pen.ellipse(next(4000), next(3000), 4 + next(90), 4 + next(60), next(6), 0, 7)
    pen.fill()
  }
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768))
  return btoa(text)
}

/** Boxes spread over the picture, as a prediction would bring them. */
const boxes = (count) =>
  Array.from({ length: count }, (_, index) => ({
    id: `b${index}`, from_name: 'box', to_name: 'image', type: 'rectanglelabels', original_width: 4000, original_height: 3000, image_rotation: 0,
    value: { x: (index * 37) % 90, y: (index * 53) % 90, width: 6, height: 5, rotation: 0, rectanglelabels: [index % 2 ? '차' : '사람'] },
  }))

/** Begins to note every frame. Runs in the page. */
function watchFrames() {
  const times = []
  globalThis.frames = times
  const tick = (time) => {
    times.push(time)
    if (globalThis.frames === times) requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
}

async function openBoard(browser, server, projectId) {
  const context = await browser.newContext({ ...phone, baseURL: server.url, locale: 'ko-KR' })
  const page = await context.newPage()
  const person = newPerson()
  await page.goto('/work/sign-up')
  await page.getByLabel('이름').fill(person.display_name)
  await page.getByLabel('이메일').fill(person.email)
  await page.getByLabel('비밀번호').fill(person.password)
  await page.getByRole('button', { name: '가입하기' }).click()
  await page.getByRole('heading', { name: `${person.display_name}님, 반가워요` }).waitFor()
  await page.goto(`/work/projects/${projectId}/work`)
  await page.locator('.pt-stage.pt-loaded').waitFor()
  await page.waitForTimeout(1500)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(options.cpu) })
  const place = await page.locator('.pt-stage').boundingBox()
  return { page, session, context, middle: { x: place.x + place.width / 2, y: place.y + place.height / 2 } }
}

/** Moves fingers for so long, one event a frame; `fingersAt` tells where they are at a part of the way. The times between frames. */
async function gesture({ page, session }, milliseconds, fingersAt) {
  const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints })
  await touch('touchStart', fingersAt(0))
  await page.evaluate(watchFrames)
  const begun = performance.now()
  for (let at = 0; at < 1; ) {
    const sent = performance.now()
    at = Math.min((sent - begun) / milliseconds, 1)
    await touch('touchMove', fingersAt(at))
    await new Promise((done) => setTimeout(done, Math.max(0, frameMs - (performance.now() - sent))))
  }
  const times = await page.evaluate(() => {
    const found = globalThis.frames
    globalThis.frames = null
    return found
  })
  await touch('touchEnd', [])
  await page.waitForTimeout(400)
  return times.slice(1).map((time, index) => time - times[index])
}

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)]
const lines = []
function say(what, intervals) {
  const [p50, p95, worst] = [percentile(intervals, 0.5), percentile(intervals, 0.95), Math.max(...intervals)]
  const late = intervals.filter((one) => one > frameMs * 1.5).length / intervals.length
  lines.push({ what, frames: intervals.length, p50, p95, worst, late })
  const ratio = (value) => `${value.toFixed(1)} ms (${(value / frameMs).toFixed(2)})`
  console.log(`${what.padEnd(28)} ${String(intervals.length).padStart(4)} frames   p50 ${ratio(p50)}   p95 ${ratio(p95)}   worst ${worst.toFixed(0)} ms   late ${(late * 100).toFixed(1)} %`)
}

const server = await startServer()
const browser = await chromium.launch({
  executablePath: process.env.PUMASI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
try {
  const artist = await (await browser.newContext()).newPage()
  const picture = Buffer.from(await artist.evaluate(drawPicture), 'base64')
  await artist.context().close()
  const { projectId } = await openProject(server.url, [picture], { draft: { interface_xml: xml }, predictions: boxes(Number(options.shapes)) })
  const board = await openBoard(browser, server, projectId)
  const { x, y } = board.middle
  console.log(`server ${server.path}; 4000 x 3000 pixels, ${(picture.length / 1e6).toFixed(1)} MB, ${options.shapes} boxes; ${phone.viewport.width} x ${phone.viewport.height} at ${phone.deviceScaleFactor}, processor ${options.cpu} times slower`)
  const idle = []
  const found = { 'zoom in (pinch)': [], 'pan close up (two fingers)': [], 'zoom out (pinch)': [], 'pan and zoom far out': [] }
  for (let round = 0; round < Number(options.rounds); round += 1) {
    await board.page.evaluate(watchFrames)
    await board.page.waitForTimeout(1000)
    const times = await board.page.evaluate(() => globalThis.frames.splice(0))
    await board.page.evaluate(() => (globalThis.frames = null))
    idle.push(...times.slice(1).map((time, index) => time - times[index]))
    const pair = (half, dx = 0, dy = 0) => [{ x: x - half + dx, y: y + dy, id: 1 }, { x: x + half + dx, y: y + dy, id: 2 }]
    found['zoom in (pinch)'].push(...(await gesture(board, 1500, (at) => pair(14 + 110 * at))))
    found['pan close up (two fingers)'].push(...(await gesture(board, 1500, (at) => pair(30, Math.sin(at * 9) * 90, Math.cos(at * 7) * 60))))
    found['zoom out (pinch)'].push(...(await gesture(board, 1500, (at) => pair(124 - 110 * at))))
    found['pan and zoom far out'].push(...(await gesture(board, 1500, (at) => pair(40 + Math.sin(at * 12) * 20, Math.sin(at * 9) * 60, 0))))
  }
  say('at rest', idle)
  for (const [what, intervals] of Object.entries(found)) say(what, intervals)
} finally {
  await browser.close()
  await server.stop()
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(lines, null, 2)}\n`)
