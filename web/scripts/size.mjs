// Fails when an entry or a tool has outgrown its budget. Sizes are brotli 11, as they travel.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const dist = resolve(import.meta.dirname, '../dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const kilobytes = (files) => [...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dist, file))).length, 0) / 1024

/** The files a page needs before it can show anything: the entry and all it imports statically. */
function closure(key, found = { js: new Set(), css: new Set() }) {
  const chunk = manifest[key]
  if (!chunk || found.js.has(chunk.file)) return found
  found.js.add(chunk.file)
  for (const css of chunk.css ?? []) found.css.add(css)
  for (const next of chunk.imports ?? []) closure(next, found)
  return found
}

const rows = []
for (const [key, limits] of Object.entries({ 'work.html': { js: 75, css: 6 }, 'studio.html': { js: 190, css: 12 } })) {
  if (!manifest[key]) continue
  const found = closure(key)
  rows.push([`${key} js`, kilobytes(found.js), limits.js], [`${key} css`, kilobytes(found.css), limits.css])
}
/** Limits that are not 8 KB. The library that reads documents is no code of ours; the board of a picture is fetched in parts. */
const limitOf = (key) => (key.includes('pdf/library') ? 100 : key.includes('audio') ? 20 : 8)
const entry = closure('work.html').js
const shared = new Map()
for (const [key, chunk] of Object.entries(manifest)) {
  if (!key.startsWith('src/tools/') || !chunk.isDynamicEntry) continue
  rows.push([key, kilobytes([chunk.file]), limitOf(key)])
  const others = [...closure(key).js].filter((file) => file !== chunk.file && !entry.has(file))
  for (const file of others) shared.set(file, [...(shared.get(file) ?? []), key.split('/')[2]])
}
// What several tools need travels once, whichever of them comes first: counted once, with a limit of its own.
for (const [file, tools] of shared) {
  const size = kilobytes([file])
  if (size >= 0.5) rows.push([`shared ${file.replace(/^assets\/|-.{8}\.js$/g, '')} (${[...new Set(tools)].toSorted().join(', ')})`, size, 12])
}

let failed = false
for (const [name, size, limit] of rows) {
  const over = size > limit
  failed ||= over
  console.log(`${over ? 'TOO BIG' : 'ok     '} ${size.toFixed(1).padStart(7)} KB of ${String(limit).padStart(3)}  ${name}`)
}
process.exit(failed ? 1 : 0)
