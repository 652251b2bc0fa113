// The worker's page without a connection: hashed files from the cache, pages from the network first, task media kept a while.
// VERSION and ASSETS are filled in by scripts/after-build.mjs.
const VERSION = '__VERSION__'
const ASSETS = '__ASSETS__'
const SHELL = `shell-${VERSION}`
const MEDIA = 'media-1'
const MEDIA_FILES_MAX = 60

self.addEventListener('install', (event) => {
  event.waitUntil(install())
})

/** One file after the other: somebody is at work meanwhile, and their tasks need the line and the processor more. */
async function install() {
  const cache = await caches.open(SHELL)
  for (const file of ['/work.html', ...ASSETS]) await cache.add(file)
}

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith('shell-') && name !== SHELL) await caches.delete(name)
      // A page that began without it goes on without it: pictures it holds ready would count as strange once it took over.
    })(),
  )
})

// A new version waits until the page says that nobody is in the middle of a batch.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (url.pathname.startsWith('/assets/') || url.pathname.startsWith('/fonts/')) event.respondWith(cacheFirst(request))
  // Tiles of large pictures come by the dozen, and would push out the files of coming tasks: the browser keeps them as it likes.
  else if (url.pathname.startsWith('/media/') && !url.pathname.includes('/tiles/')) event.respondWith(media(request, url))
  else if (request.mode === 'navigate' && !url.pathname.startsWith('/studio') && !url.pathname.startsWith('/api/')) event.respondWith(page(request))
})

async function cacheFirst(request) {
  const cached = await caches.match(request)
  if (cached) return cached
  const response = await fetch(request)
  if (response.ok) await (await caches.open(SHELL)).put(request, response.clone())
  return response
}

/**
 * Every page of the worker is the same file, which opens when there is no connection. What the server sends for an address holds
 * a session and tasks of now, so it is never kept.
 */
async function page(request) {
  try {
    return await fetch(request)
  } catch {
    return (await caches.match('/work.html')) ?? Response.error()
  }
}

/** Media by their id: the signature in the address changes, the bytes never do. */
async function media(request, url) {
  const cache = await caches.open(MEDIA)
  const key = url.pathname
  const cached = await cache.match(key)
  if (cached) return cached
  const response = await fetch(request)
  if (response.status === 200) {
    await cache.put(key, response.clone())
    const keys = await cache.keys()
    for (const old of keys.slice(0, Math.max(0, keys.length - MEDIA_FILES_MAX))) await cache.delete(old)
  }
  return response
}
