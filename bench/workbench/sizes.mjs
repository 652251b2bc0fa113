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
  const tools = Object.entries(manifest)
    .filter(([key, chunk]) => key.startsWith('src/tools/') && chunk.isDynamicEntry)
    .map(([key, { file }]) => ({ name: `size: tool ${key.slice('src/tools/'.length).replace(/(?:\/index)?\.ts$/, '')}`, kilobytes: kilobytes([file]), limit: /audio|wave/.test(key) ? audioMost : toolMost }))
  const player = [...closure('src/features/work-player/Player.tsx')].filter((file) => !entry.has(file))
  return [{ name: 'size: worker entry', kilobytes: kilobytes(entry), limit: entryMost }, { name: 'size: player beside the entry', kilobytes: kilobytes(player), limit: null }, ...tools]
}
