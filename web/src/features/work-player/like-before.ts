import type { Region } from '@/api/types'
import { uuid } from '@/lib/uuid'

/** Places in one text or recording mean nothing in the next. */
const isTiedToItsData = ({ value }: Region): boolean => 'start' in value && 'end' in value

/**
 * The answer to begin with when a task is like the one before. Ids are new but belong together as before (an answer about a box
 * shares the box's id); the size of the picture is for the tool to fill in.
 */
export function likeBefore(last: readonly Region[], newId: () => string = uuid): Region[] {
  const ids = new Map<string, string>()
  const renamed = (id: string) => {
    const known = ids.get(id) ?? newId()
    ids.set(id, known)
    return known
  }
  const kept = last.filter((region) => !isTiedToItsData(region))
  const known = new Set(kept.map((region) => region.id))
  return kept.flatMap(({ original_width: _width, original_height: _height, image_rotation: _rotation, ...region }) => {
    const ends = [region.from_id, region.to_id].filter((id): id is string => typeof id === 'string')
    if (ends.some((id) => !known.has(id))) return []
    const copy: Region = { ...region, id: renamed(region.id), origin: 'manual' }
    for (const end of ['from_id', 'to_id'] as const) if (typeof region[end] === 'string') copy[end] = renamed(region[end])
    return [copy]
  })
}
