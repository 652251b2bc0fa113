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

// Fewer, larger files: a phone pays a round trip for each half dozen. Nothing that the entry or the studio needs may be among
// the parts of a group further down, or they would fetch all of it.
const groups = [
  /** What React is made of, and the frame of every icon: both applications. */
  { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store)\/|lucide-react\/dist\/esm\/(?:createLucideIcon|Icon|defaultAttributes|context|shared\/)/ },
  /** The small parts that dialogs and forms are put together of: both applications. */
  {
    name: 'sheet',
    test: /src\/(?:ui\/(?:Badge|Dialog|Field|Markdown|markdown)|lib\/(?:dates|money))\.tsx?$|lucide-react\/dist\/esm\/icons\/(?:book-open|chevron-left|coffee|copy-check|ellipsis|file-x|hand|hourglass|keyboard|rotate-ccw|search|skip-forward|split|undo-2)\.m?js$/,
  },
  /** What the worker's screens share beside the entry. */
  { name: 'common', test: /src\/work\/(?:Link|early-claim|last-doing|line|pace|preload)\.tsx?$/ },
  /** What every task needs. */
  {
    name: 'player',
    test: /src\/(?:work\/(?:GuidePanel|PlayerFrame|QueueEnd|ToolFrame|find-in-guide|own-keys|queue|use-active-time|use-hotkeys|use-queue)|features\/work-player\/(?:Actions|BatchCard|BreakHint|ReturnedBanner|keys|like-before|use-draft-saving)|lib\/active-time)\.tsx?$/,
  },
]

groups.push(
  /** What keeps strangers' HTML harmless; only formatted texts need it. */
  { name: 'html-cleaner', test: /node_modules\/dompurify\// },
  /** The strip of seconds and frames: sounds, videos and series. Documents only look at it, with the reader. */
  { name: 'strip', test: /src\/tools\/stretches\/(?!reader)[a-z-]+\.ts$/ },
)

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
      output: { codeSplitting: { includeDependenciesRecursively: false, groups } },
    },
  },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': server, '/media': server } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
})
