import type { Assignment } from '@/api/types'

const keptMax = 16
/** Media held ready, by address: decoded pictures, so that the browser does not throw them away, and players that have begun to load. */
const ready = new Map<string, { element: HTMLElement; done: Promise<void> }>()
/** What is still to come, nearest task first: on a narrow line the next one must not share it with the one after. */
let line: Promise<void> = Promise.resolve()
const patienceMs = 15_000

function mediaAddresses(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') {
    if (value.startsWith('/media/')) found.push(value)
  } else if (Array.isArray(value)) for (const one of value) mediaAddresses(one, found)
  else if (value && typeof value === 'object') for (const one of Object.values(value)) mediaAddresses(one, found)
  return found
}

/** The tags of an interface that play what they show. */
const players: Record<string, 'audio' | 'video'> = { Audio: 'audio', AudioPlus: 'audio', Video: 'video' }

function playersOf(node: Assignment['tree'], data: Assignment['data'], found = new Map<string, 'audio' | 'video'>()): Map<string, 'audio' | 'video'> {
  const kind = node ? players[node.tag] : undefined
  const address = data[node?.attributes.value?.replace(/^\$/, '') ?? '']
  if (kind && typeof address === 'string') found.set(address, kind)
  for (const child of node?.children ?? []) playersOf(child, data, found)
  return found
}

function load(address: string, kind: 'audio' | 'video' | 'picture'): { element: HTMLElement; done: Promise<void> } {
  if (kind === 'picture') {
    const picture = new Image()
    picture.src = address
    // What is no picture after all is simply not kept ready.
    return { element: picture, done: picture.decode().catch(() => undefined) }
  }
  const player = document.createElement(kind)
  player.preload = 'auto'
  const done = new Promise<void>((resolve) => {
    for (const event of ['canplaythrough', 'error', 'suspend']) player.addEventListener(event, () => resolve(), { once: true })
    setTimeout(resolve, patienceMs)
  })
  player.src = address
  return { element: player, done }
}

/** Fetches and decodes the media of coming tasks, one task after the other, so that showing one costs no wait. */
export function preloadMedia(assignments: readonly Pick<Assignment, 'data' | 'tree'>[]): void {
  for (const { data, tree } of assignments) {
    const kinds = playersOf(tree, data)
    const wanted = mediaAddresses(data)
    line = line.then(async () => {
      await Promise.all(
        wanted.map((address) => {
          const slot = ready.get(address) ?? load(address, kinds.get(address) ?? 'picture')
          // The last one asked for is the last one forgotten.
          ready.delete(address)
          ready.set(address, slot)
          return slot.done
        }),
      )
      for (const address of [...ready.keys()].slice(0, Math.max(0, ready.size - keptMax))) ready.delete(address)
    })
  }
}
