// What travels before anything shows, and each tool that is fetched when a task asks for it. Brotli 11, thousands of bytes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const entryMost = 75
const toolMost = 8
const audioMost = 20

export function measureSizes(dist) {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  const kilobytes = (files) => [...files].reduce((sum, file) => sum + brotliCompressSync(readFileSync(join(dist, file))).length, 0) / 1000
  const closure = (key, found = new Set()) => {
    const chunk = manifest[key]
    if (!chunk || found.has(chunk.file)) return found
    found.add(chunk.file)
    for (const next of chunk.imports ?? []) closure(next, found)
    return found
  }
  const entry = closure('work.html')
  const player = new Set([...closure('src/features/work-player/Player.tsx')].filter((file) => !entry.has(file)))
  const isTool = (key) => key.startsWith('src/tools/')
  /** All that comes for one tool alone: its file, what it imports, and the libraries it fetches in turn. */
  const toolFiles = (key) => {
    const files = closure(key)
    for (const later of manifest[key].dynamicImports ?? []) if (!isTool(later)) for (const file of closure(later)) files.add(file)
    return [...files].filter((file) => !entry.has(file) && !player.has(file))
  }
  const tools = Object.entries(manifest)
    .filter(([key, chunk]) => isTool(key) && chunk.isDynamicEntry)
    .map(([key]) => ({ name: `size: tool ${key.slice('src/tools/'.length).replace(/(?:\/index)?\.ts$/, '')}`, kilobytes: kilobytes(toolFiles(key)), limit: /audio|wave/.test(key) ? audioMost : toolMost }))
  return [{ name: 'size: worker entry', kilobytes: kilobytes(entry), limit: entryMost }, { name: 'size: player beside the entry', kilobytes: kilobytes(player), limit: null }, ...tools]
}
