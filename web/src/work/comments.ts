/** Comments of a verdict as the screen shows them. Pure. */
import type { Comment, Place } from '@/api/comment-types'
import type { Node, Region, RegionChange, TaskData } from '@/api/types'
import type { Place as Part } from '@/tools/compare/places'
import { controlsOf } from '@/tools/interface/config'
import { asText, attribute, nameOf, resolve, walk } from '@/tools/node'
import { codePoints, textOf } from '@/tools/spans/text'
import type { Pin } from '@/tools/types'
import type { WorkTranslate } from './i18n'

export type NumberedComment = Comment & { number: number | null }

/** What has a place has a number, in the order they were written. */
export function numbered(comments: readonly Comment[]): NumberedComment[] {
  let count = 0
  return comments.map((comment) => ({ ...comment, number: comment.place ? ++count : null }))
}

export function pinsOf(comments: readonly Comment[]): Pin[] {
  return numbered(comments).flatMap(({ number, place }) => (number !== null && place ? [{ number, place }] : []))
}

const QUOTE_MAX = 40

/** A place in a few words: what is marked there, the words of a text, the times of a recording. */
export function placeText(place: Place, parts: readonly Part[], tree: Node, data: TaskData, t: WorkTranslate): string {
  switch (place.kind) {
    case 'region': {
      const at = parts.findIndex((part) => part.region_id === place.region_id)
      return at < 0 ? t('comment_gone') : `${at + 1}/${parts.length} · ${parts[at]!.title}`
    }
    case 'area': return t('review_place_area')
    case 'text': return quoteOf(place, tree, data) ?? t('comment_text')
    case 'time': return `${clock(place.start)}–${clock(place.end)}`
  }
}

/** The words themselves, where they stand in the task. */
function quoteOf({ object, start, end }: { object: string; start: number; end: number }, tree: Node, data: TaskData): string | null {
  const node = [...walk(tree)].find((candidate) => candidate.tag === 'Text' && nameOf(candidate) === object)
  if (!node || attribute(node, 'valueType') === 'url' || attribute(node, 'encoding')) return null
  const words = textOf(codePoints(asText(resolve(attribute(node, 'value'), data))), { from: start, to: end }).replaceAll(/\s+/g, ' ')
  return words && `“${words.length > QUOTE_MAX ? `${words.slice(0, QUOTE_MAX)}…` : words}”`
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}.${Math.floor((seconds - whole) * 10)}`
}

/** What was changed at a place since it was remarked on: the region itself, or what lies there. */
export function changeAt(place: Place, changes: readonly RegionChange[], tree: Node, data: TaskData): string {
  if (place.kind === 'region') return changes.find((change) => change.region_id === place.region_id)?.kind ?? 'same'
  const objects = new Map(controlsOf(tree, data).map((control) => [control.name, control.toName]))
  const there = changes.find((change) => (place.object === '' || objects.get(change.from_name) === place.object) && [change.before, change.after].some((value) => value && touches(place, value as Region['value'])))
  return there?.kind ?? 'same'
}

type Box = { left: number; right: number; top: number; bottom: number }

function touches(place: Exclude<Place, { kind: 'region' }>, value: Region['value']): boolean {
  if (place.kind === 'area') {
    const box = boxOf(value)
    return box !== null && box.left <= place.x + place.width && box.right >= place.x && box.top <= place.y + place.height && box.bottom >= place.y
  }
  const { start, end } = (value['globalOffsets'] ?? value) as { start?: unknown; end?: unknown }
  return typeof start === 'number' && typeof end === 'number' && start < place.end && end > place.start
}

function boxOf(value: Region['value']): Box | null {
  const { x, y, width = 0, height = 0, radiusX = 0, radiusY = 0, points } = value as Record<string, unknown> as Record<string, number> & { points?: [number, number][] }
  if (Array.isArray(points) && points.length > 0) {
    const [across, down] = [points.map((point) => point[0]), points.map((point) => point[1])]
    return { left: Math.min(...across), right: Math.max(...across), top: Math.min(...down), bottom: Math.max(...down) }
  }
  if (typeof x !== 'number' || typeof y !== 'number') return null
  return { left: x - radiusX, right: x + width + radiusX, top: y - radiusY, bottom: y + height + radiusY }
}
