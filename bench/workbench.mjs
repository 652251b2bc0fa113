// How long the workbench lets a worker wait: the next task after an answer, the first task after opening, and what travels.
//
//   node bench/workbench.mjs [--tasks 500] [--think-ms 600] [--only local,link,phone,sizes] [--json file]
//
// Needs a built server (PUMASI_BINARY, or target/release or target/debug), a built front end and Chromium (PUMASI_CHROMIUM).
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { slowLink } from './workbench/link.mjs'
import { drawPictures, watchPage } from './workbench/page.mjs'
import { demoDrawings, newPerson, openProject, startServer } from './workbench/server.mjs'
import { measureSizes } from './workbench/sizes.mjs'

const root = resolve(import.meta.dirname, '..')
const { chromium, devices } = createRequire(join(root, 'web/package.json'))('@playwright/test')
const { values: options } = parseArgs({
  options: {
    tasks: { type: 'string', default: '500' },
    'think-ms': { type: 'string', default: '600' },
    only: { type: 'string', default: 'sizes,local,link,phone' },
    json: { type: 'string' },
  },
})
const only = options.only.split(',')
const taskCount = Number(options.tasks)
const phoneTasks = 40

const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)]
const lines = []
const failures = []
/** One figure beside its limit; a limit of null only tells. */
function say(what, value, unit, limit = null) {
  const shown = `${value.toFixed(unit === 'frames' ? 0 : 1)} ${unit}`
  const beside = limit === null ? '' : ` of ${limit} ${unit}${limit > 0 ? ` (${(value / limit).toFixed(2)})` : ''}`
  const over = limit !== null && value > limit
  if (over) failures.push(what)
  lines.push({ what, value, unit, limit })
  console.log(`${over ? 'OVER' : 'ok  '}  ${what.padEnd(52)} ${shown}${beside}`)
}

const phone = (() => {
  const { defaultBrowserType: _, ...rest } = devices['Pixel 7']
  return rest
})()
const desktop = { viewport: { width: 1280, height: 900 } }

/** A signed-up worker's cookies and storage, as the browser of yesterday left them. */
async function signUp(browser, url) {
  const context = await browser.newContext({ baseURL: url, locale: 'ko-KR' })
  const page = await context.newPage()
  const person = newPerson()
  await page.goto('/work/sign-up')
  await page.getByLabel('이름').fill(person.display_name)
  await page.getByLabel('이메일').fill(person.email)
  await page.getByLabel('비밀번호').fill(person.password)
  await page.getByRole('button', { name: '가입하기' }).click()
  await page.getByRole('heading', { name: `${person.display_name}님, 반가워요` }).waitFor()
  const state = await context.storageState()
  await context.close()
  return state
}

async function openPlayer(browser, url, state, screen, projectId, prepare) {
  const context = await browser.newContext({ ...screen, baseURL: url, locale: 'ko-KR', storageState: moved(state, url) })
  await context.addInitScript(watchPage)
  const page = await context.newPage()
  await prepare?.(page)
  await page.goto(`/work/projects/${projectId}/work`, { waitUntil: 'commit' })
  await page.waitForFunction(() => globalThis.bench?.first !== null, null, { timeout: 60_000 })
  return { context, page, first: await page.evaluate(() => globalThis.bench.first) }
}

/** What is stored belongs to an address, and the slow line has another port. */
const moved = (state, url) => ({ ...state, origins: state.origins.map((one) => ({ ...one, origin: url })) })

/** Answers task after task, as fast as the next one stands there plus the time to think. */
async function answer(page, count, thinkMs) {
  for (let done = 0; done < count; done += 1) {
    await page.waitForTimeout(thinkMs)
    await page.keyboard.press('1')
    await page.waitForFunction((wanted) => globalThis.bench.samples.length === wanted, done + 1, { timeout: 60_000, polling: 25 })
  }
  return page.evaluate(() => globalThis.bench)
}

function report(name, { samples, longest }, limits) {
  const of = (key) => samples.map((sample) => sample[key])
  say(`${name}: answer to next task, p50`, percentile(of('paintedMs'), 0.5), 'ms')
  say(`${name}: answer to next task, p99`, percentile(of('paintedMs'), 0.99), 'ms', limits.nextMs)
  say(`${name}: frames to next task, p50`, percentile(of('frames'), 0.5), 'frames', 1)
  say(`${name}: frames to next task, p99`, percentile(of('frames'), 0.99), 'frames')
  say(`${name}: frames with nothing to do, p95`, percentile(of('emptyFrames'), 0.95), 'frames', 0)
  say(`${name}: frames with nothing to do, p99`, percentile(of('emptyFrames'), 0.99), 'frames')
  say(`${name}: picture decoded after it stood there, p99`, percentile(of('decodeMs'), 0.99), 'ms')
  if (longest.length > 0) say(`${name}: key to glass as the browser measures, p99`, percentile([...Array(Math.max(0, samples.length - longest.length)).fill(16), ...longest], 0.99), 'ms')
}

async function throttle(page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 1_600_000 / 8 })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

async function measurePhone(browser, server, projectId) {
  const state = await signUp(browser, server.url)
  // The first visit takes tasks; the ones after it find them in the person's hands, as most visits do.
  const firsts = []
  for (let visit = 0; visit < 6; visit += 1) {
    const { context, first } = await openPlayer(browser, server.url, state, phone, projectId, throttle)
    firsts.push(first)
    await context.close()
  }
  const fresh = []
  for (let visit = 0; visit < 3; visit += 1) {
    const { context, first } = await openPlayer(browser, server.url, await signUp(browser, server.url), phone, projectId, throttle)
    fresh.push(first)
    await context.close()
  }
  say('phone: first task, tasks in hand (median of 5)', percentile(firsts.slice(1), 0.5), 'ms', 2000)
  say('phone: first task, none in hand yet (median of 3)', percentile(fresh, 0.5), 'ms', 2000)
  const { context, page } = await openPlayer(browser, server.url, await signUp(browser, server.url), phone, projectId, throttle)
  const found = await answer(page, phoneTasks, 1000)
  await context.close()
  report('phone', found, { nextMs: 100 })
}

async function makePictures(browser, count) {
  const page = await (await browser.newContext()).newPage()
  const pictures = []
  const drawings = demoDrawings()
  for (let from = 0; from < count; from += 50) pictures.push(...(await page.evaluate(drawPictures, [drawings, from, Math.min(50, count - from)])))
  await page.context().close()
  return pictures.map((text) => Buffer.from(text, 'base64'))
}

const server = await startServer()
const browser = await chromium.launch({
  executablePath: process.env.PUMASI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
try {
  if (only.includes('sizes')) for (const { name, kilobytes, limit } of measureSizes(join(root, 'web/dist'))) say(name, kilobytes, 'kB', limit)
  if (only.some((one) => one !== 'sizes')) {
    const pictures = await makePictures(browser, taskCount + 20)
    const { projectId, answers } = await openProject(server.url, pictures)
    console.log(`      server ${server.path}; ${pictures.length} pictures of 1024 x 768, ${(pictures.reduce((sum, one) => sum + one.length, 0) / pictures.length / 1000).toFixed(0)} kB each`)
    let sent = 0
    const run = async (name, url, thinkMs, nextMs) => {
      const { context, page } = await openPlayer(browser, url, await signUp(browser, server.url), desktop, projectId)
      report(name, await answer(page, taskCount, thinkMs), { nextMs })
      await page.goto('/work')
      sent += taskCount
      for (let tries = 0; tries < 100 && (await answers()) < sent; tries += 1) await new Promise((done) => setTimeout(done, 200))
      say(`${name}: answers lost or doubled`, Math.abs((await answers()) - sent), 'answers', 0)
      await context.close()
    }
    if (only.includes('local')) await run('localhost', server.url, 150, null)
    if (only.includes('link')) {
      const link = await slowLink(server.port, 100, 1_500_000)
      await run('100 ms, 1.5 Mbit/s', link.url, Number(options['think-ms']), null)
      link.close()
    }
    if (only.includes('phone')) await measurePhone(browser, server, projectId)
  }
} finally {
  await browser.close()
  await server.stop()
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(lines, null, 2)}\n`)
console.log(failures.length === 0 ? 'every limit kept' : `over the limit: ${failures.join('; ')}`)
process.exitCode = failures.length === 0 ? 0 : 1
