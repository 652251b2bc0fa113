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
  const keys = Object.keys(manifest).filter((key) => isTool(key) && manifest[key].isDynamicEntry)
  const wantedBy = new Map()
  for (const key of keys) for (const file of toolFiles(key)) wantedBy.set(file, [...(wantedBy.get(file) ?? []), key])
  const nameOf = (key) => key.slice('src/tools/'.length).replace(/(?:\/index)?\.ts$/, '')
  const tools = keys.map((key) => ({
    name: `size: tool ${nameOf(key)}`,
    kilobytes: kilobytes(toolFiles(key).filter((file) => file === manifest[key].file || wantedBy.get(file).length === 1)),
    limit: /audio|wave/.test(key) ? audioMost : toolMost,
  }))
  const shared = [...wantedBy].filter(([file, wanted]) => wanted.length > 1 && !keys.some((key) => manifest[key].file === file))
  return [
    { name: 'size: worker entry', kilobytes: kilobytes(entry), limit: entryMost },
    { name: 'size: player beside the entry', kilobytes: kilobytes(player), limit: null },
    ...tools,
    ...shared.map(([file, wanted]) => ({ name: `size: shared by ${wanted.map(nameOf).join(', ')}`, kilobytes: kilobytes([file]), limit: null })),
  ]
}
