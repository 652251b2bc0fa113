// Takes the pictures of the README from a demo that it starts: `npm run screenshots`. With `-- all` every scene in both
// languages, with `-- home chat` those scenes; PUMASI_SCREENSHOTS names another folder for them.
// Needs the program at ../target/{quick,release,debug}/pumasi or in PUMASI_BINARY, and a Chromium in PUMASI_CHROMIUM or /usr/bin.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium, devices } from '@playwright/test'
import { scenes } from './screenshot-scenes.mjs'

const web = resolve(import.meta.dirname, '..')
const folder = resolve(web, process.env.PUMASI_SCREENSHOTS ?? '../docs/screenshots')
const largest = 150 * 1024

const binary = [process.env.PUMASI_BINARY, ...['quick', 'release', 'debug'].map((profile) => resolve(web, `../target/${profile}/pumasi`))].find((path) => path && existsSync(path))
if (!binary) throw new Error('no server: build it (cargo build --release -p pumasi) or set PUMASI_BINARY')

const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })

/** Starts the demo on a database of its own and waits until the crowd has worked in it. */
async function startDemo() {
  const dataDir = mkdtempSync(join(tmpdir(), 'pumasi-screenshots-'))
  const url = `http://127.0.0.1:${await freePort()}`
  const env = { ...process.env, PUMASI_DATA_DIR: dataDir, PUMASI_LISTEN: url.slice('http://'.length), PUMASI_LOG: 'warn' }
  delete env.DATABASE_URL
  const child = spawn(binary, ['demo'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the demo stopped with ${child.exitCode}`)
    if ((await fetch(`${url}/healthz`).catch(() => null))?.ok) {
      const stop = () => new Promise((done) => child.once('exit', done) && child.kill('SIGTERM')).then(() => rmSync(dataDir, { recursive: true, force: true }))
      return { url, stop }
    }
    await new Promise((done) => setTimeout(done, 200))
  }
  child.kill('SIGKILL')
  throw new Error('the demo was not ready within two minutes')
}

const { defaultBrowserType: _, ...pixel } = devices['Pixel 7']
const frames = {
  phone: { ...pixel, viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 },
}

/** The page as WebP, as small as it must be to load fast in a README. */
async function capture(page) {
  const session = await page.context().newCDPSession(page)
  for (const quality of [90, 80, 65, 50]) {
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality })
    const picture = Buffer.from(data, 'base64')
    if (picture.length <= largest) return picture
  }
  throw new Error(`the picture of ${page.url()} stays larger than ${largest} bytes`)
}

async function take(browser, url, scene, locale) {
  const context = await browser.newContext({ ...frames[scene.frame], baseURL: url, locale: locale === 'ko' ? 'ko-KR' : 'en-US', timezoneId: 'Asia/Seoul', reducedMotion: 'reduce' })
  // As on a second visit: the font is asked for at once.
  await context.addInitScript(() => localStorage.setItem('pumasi.font', '1'))
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  try {
    await scene.show(page, locale)
    await page.evaluate(() => document.fonts.ready)
    await page.waitForLoadState('networkidle')
    // Nothing that is only for a moment: no message that fades, no blinking caret.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
    await page.waitForTimeout(scene.settle ?? 300)
    const path = join(folder, `${scene.name}-${locale}.webp`)
    writeFileSync(path, await capture(page))
    console.log(`${path}  ${Math.round(statSync(path).size / 1024)} KiB`)
  } finally {
    await context.close()
  }
}

const wanted = process.argv.slice(2)
function shots() {
  if (wanted.length === 0) return scenes.filter((scene) => scene.readme).map((scene) => [scene, scene.readme])
  const chosen = scenes.filter((scene) => wanted.includes('all') || wanted.includes(scene.name))
  return chosen.flatMap((scene) => [[scene, 'ko'], [scene, 'en']])
}

mkdirSync(folder, { recursive: true })
const demo = await startDemo()
const browser = await chromium.launch({
  executablePath: process.env.PUMASI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
})
const failures = []
try {
  for (const [scene, locale] of shots()) {
    await take(browser, demo.url, scene, locale).catch((error) => failures.push(`${scene.name}-${locale}: ${error.message}`))
  }
} finally {
  await browser.close()
  await demo.stop()
}
if (failures.length > 0) throw new Error(`not taken:\n${failures.join('\n')}`)
