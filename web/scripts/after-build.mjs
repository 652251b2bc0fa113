// What Vite does not do: the font, the demo data, the service worker's list of files, and compressed copies.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const web = resolve(import.meta.dirname, '..')
const dist = join(web, 'dist')

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

/** Pretendard cut into 92 pieces by unicode range: a browser loads the few that a page needs. Loaded by src/lib/font.ts. */
function copyFont() {
  const source = join(web, 'node_modules/pretendard/dist/web/variable')
  mkdirSync(join(dist, 'fonts'), { recursive: true })
  cpSync(join(source, 'woff2-dynamic-subset'), join(dist, 'fonts'), { recursive: true })
  const css = readFileSync(join(source, 'pretendardvariable-dynamic-subset.css'), 'utf8')
  const local = css
    .replaceAll(/url\([^)]*\/([^/)]+\.woff2)\)/g, "url('/fonts/$1')")
    .replaceAll(/src:\s*url/g, "src: local('Pretendard Variable'), url")
  if (!local.includes("local('Pretendard Variable'), url('/fonts/")) throw new Error('pretendard changed the shape of its style sheet: see copyFont')
  writeFileSync(join(dist, 'fonts/pretendard.css'), local)
}

function makeDemoData() {
  const script = join(web, 'scripts/demo-data.mjs')
  if (!existsSync(script)) return
  const { status } = spawnSync(process.execPath, [script], { cwd: web, stdio: 'inherit' })
  if (status !== 0) throw new Error('scripts/demo-data.mjs failed')
}

const readManifest = () => JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

/** What a chunk and all it imports statically are made of. */
function closure(manifest, key, found = new Set()) {
  const chunk = manifest[key]
  if (!chunk || found.has(`/${chunk.file}`)) return found
  found.add(`/${chunk.file}`)
  for (const css of chunk.css ?? []) found.add(`/${css}`)
  for (const next of chunk.imports ?? []) closure(manifest, next, found)
  return found
}

/**
 * Names the files of each screen in the page, for the server (crates/http/src/boot.rs): it knows from the address which screen
 * comes, and lets the browser fetch its files together with the entry instead of after it.
 */
function writeScreens() {
  const manifest = readManifest()
  const screens = { player: 'work-player/Player.tsx', review: 'work-review/Review.tsx', home: 'work-home/Home.tsx', account: 'work-account/SignForm.tsx' }
  const entry = closure(manifest, 'work.html')
  const own = (...keys) => {
    const files = new Set()
    for (const key of keys) {
      if (!manifest[key]) throw new Error(`${key} is no chunk of its own any more: see writeScreens`)
      for (const file of closure(manifest, key)) if (!entry.has(file)) files.add(file)
    }
    return [...files]
  }
  const block = Object.fromEntries(Object.entries(screens).map(([name, path]) => [name, own(`src/features/${path}`)]))
  block.home.push(...own('src/work/WithTabs.tsx').filter((file) => !block.home.includes(file)))
  for (const locale of ['ko', 'en']) block[locale] = own(`src/work/i18n/${locale}.ts`, `src/api/errors-${locale}.ts`)
  const page = join(dist, 'work.html')
  const html = readFileSync(page, 'utf8')
  writeFileSync(page, html.replace('</head>', `  <script type="application/json" id="screens">${JSON.stringify(block)}</script>\n  </head>`))
}

/** Too large to fetch for those who will never open a document; kept once it was asked for. */
const ON_DEMAND = ['src/tools/pdf/library.ts']

/** Everything the worker's page may ask for, so that it opens without a connection. */
function workerFiles() {
  const manifest = readManifest()
  const wanted = new Set()
  const visit = (key) => {
    const chunk = manifest[key]
    if (!chunk || ON_DEMAND.includes(key) || wanted.has(`/${chunk.file}`)) return
    wanted.add(`/${chunk.file}`)
    for (const css of chunk.css ?? []) wanted.add(`/${css}`)
    for (const next of [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])]) visit(next)
  }
  visit('work.html')
  return [...wanted].toSorted()
}

function writeServiceWorker() {
  const assets = workerFiles()
  const version = createHash('sha256')
    .update(assets.join('\n'))
    .update(readFileSync(join(dist, 'work.html')))
    .digest('hex')
    .slice(0, 12)
  const source = readFileSync(join(web, 'src/work/service-worker.js'), 'utf8')
  const filled = source.replace("'__VERSION__'", JSON.stringify(version)).replace("'__ASSETS__'", JSON.stringify(assets))
  if (filled.includes('__VERSION__') || filled.includes('__ASSETS__')) throw new Error('service-worker.js lost its placeholders')
  writeFileSync(join(dist, 'sw.js'), filled)
}

/** .br and .gz beside every text file, for a server that only picks. The demo's files are read by the server alone. */
function compress() {
  const text = /\.(?:m?js|css|html|svg|json|webmanifest|txt)$/
  for (const file of files(dist)) {
    if (!text.test(file) || relative(dist, file).startsWith('demo')) continue
    if (statSync(file).size < 256) continue
    const bytes = readFileSync(file)
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

copyFont()
makeDemoData()
writeScreens()
writeServiceWorker()
compress()
