import type { Assignment } from '@/api/types'

const keptMax = 12
/** Decoded pictures, held so that the browser does not throw them away before they are shown. */
const pictures = new Map<string, HTMLImageElement>()

function mediaAddresses(value: unknown, found: string[] = []): string[] {
  if (typeof value === 'string') {
    if (value.startsWith('/media/')) found.push(value)
  } else if (Array.isArray(value)) for (const one of value) mediaAddresses(one, found)
  else if (value && typeof value === 'object') for (const one of Object.values(value)) mediaAddresses(one, found)
  return found
}

/** Fetches and decodes the media of coming tasks, so that showing one costs no wait. */
export function preloadMedia(assignments: readonly Pick<Assignment, 'data'>[]): void {
  for (const address of assignments.flatMap((assignment) => mediaAddresses(assignment.data))) {
    if (pictures.has(address)) continue
    const picture = new Image()
    picture.src = address
    pictures.set(address, picture)
    // Not every medium is a picture; those that are not are simply not kept ready.
    picture.decode().catch(() => undefined)
  }
  for (const address of [...pictures.keys()].slice(0, Math.max(0, pictures.size - keptMax))) pictures.delete(address)
}
