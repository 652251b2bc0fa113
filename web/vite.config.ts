import { fileURLToPath } from 'node:url'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const server = process.env.PUMASI_SERVER ?? 'http://127.0.0.1:8080'

/** Answers page addresses as the binary does: /studio… is one page, everything else the other. */
function twoPages(): Plugin {
  return {
    name: 'two-pages',
    configureServer(vite) {
      vite.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '/').split('?')[0] ?? '/'
        const isPage = request.headers.accept?.includes('text/html') && !path.includes('.') && !path.startsWith('/@')
        const isServer = path.startsWith('/api/') || path.startsWith('/media/')
        if (isPage && !isServer) request.url = path === '/studio' || path.startsWith('/studio/') ? '/studio.html' : '/work.html'
        next()
      })
    },
  }
}

/**
 * What every task needs, in one file instead of a dozen: a phone pays a round trip for each. Nothing that the entry or the studio
 * needs may be among the player's parts, or they would fetch all of it.
 */
const playerParts = /src\/(?:work\/(?:ToolFrame|use-queue|queue|PlayerFrame|QueueEnd|use-active-time|use-hotkeys|GuidePanel)|features\/work-player\/(?:Actions|ReturnedBanner|use-draft-saving)|lib\/active-time)\.tsx?$/
/** The small parts that both applications put together their dialogs and forms of. */
const sheetParts = /src\/(?:ui\/(?:Badge|Dialog|Field|Markdown|markdown)|lib\/(?:dates|money))\.tsx?$|lucide-react\/dist\/esm\/icons\/(?:book-open|ellipsis|undo-2|file-x|hand|keyboard|skip-forward|hourglass|coffee|rotate-ccw|split)\.m?js$/

export default defineConfig({
  appType: 'mpa',
  plugins: [twoPages(), react(), tailwind()],
  resolve: { alias: { '@': here('./src') } },
  build: {
    target: 'es2022',
    manifest: true,
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { work: here('./work.html'), studio: here('./studio.html') },
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: 'player', test: playerParts }, { name: 'sheet', test: sheetParts }] } },
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': server, '/media': server } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
})
