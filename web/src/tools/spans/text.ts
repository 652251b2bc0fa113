/**
 * Text as it is counted: Unicode code points of NFC text with Unix line ends, as the server does. JavaScript counts UTF-16 units,
 * so positions here are always places in a list of code points. Pure.
 */

/** From a place up to, not including, another. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** What is taken at a time. */
export type Unit = 'letter' | 'word' | 'sentence' | 'paragraph'

export function normalized(text: string): string {
  return text.replaceAll('\r\n', '\n').normalize('NFC')
}

export function codePoints(text: string): string[] {
  return Array.from(normalized(text))
}

export function textOf(chars: readonly string[], { from, to }: Range): string {
  return chars.slice(from, to).join('')
}

const GRANULARITIES = { letter: 'grapheme', word: 'word', sentence: 'sentence' } as const

/** The pieces of a block that can be taken one by one, in order; white space between them belongs to none. */
export function unitsOf(chars: readonly string[], block: Range, unit: Unit, locale: string): Range[] {
  const text = textOf(chars, block)
  if (unit === 'paragraph') return trimmed(chars, block)
  const segmenter = new Intl.Segmenter(locale, { granularity: GRANULARITIES[unit] })
  const units: Range[] = []
  let at = block.from
  for (const { segment } of segmenter.segment(text)) {
    const to = at + Array.from(segment).length
    units.push(...(unit === 'letter' ? (segment === '\n' ? [] : [{ from: at, to }]) : trimmed(chars, { from: at, to })))
    at = to
  }
  return units
}

/** Without the white space at both ends; nothing when there is nothing else. */
function trimmed(chars: readonly string[], range: Range): Range[] {
  let { from, to } = range
  while (from < to && chars[from]!.trim() === '') from += 1
  while (to > from && chars[to - 1]!.trim() === '') to -= 1
  return from < to ? [{ from, to }] : []
}

/** The lines of a text, each with its line end. */
export function linesOf(chars: readonly string[]): Range[] {
  const lines: Range[] = []
  let from = 0
  chars.forEach((char, index) => {
    if (char !== '\n') return
    lines.push({ from, to: index + 1 })
    from = index + 1
  })
  if (from < chars.length || lines.length === 0) lines.push({ from, to: chars.length })
  return lines
}

/** Where the unit that holds a place, or the next one before it, is in the list; 0 when there is none before. */
export function unitIndexAt(units: readonly Range[], at: number): number {
  let low = 0
  let high = units.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (units[middle]!.from <= at) low = middle
    else high = middle - 1
  }
  return low
}

export function union(a: Range, b: Range): Range {
  return { from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }
}

export function overlaps(a: Range, b: Range): boolean {
  return a.from < b.to && b.from < a.to
}

/** A range with one end moved a unit on or back; the same range where that would leave nothing or the text. */
export function withEndMoved(range: Range, side: 'start' | 'end', step: 1 | -1, units: readonly Range[]): Range {
  const edges = units.map((unit) => (side === 'start' ? unit.from : unit.to))
  const edge = side === 'start' ? range.from : range.to
  const next = step > 0 ? edges.find((place) => place > edge) : edges.findLast((place) => place < edge)
  if (next === undefined) return range
  const moved = side === 'start' ? { from: next, to: range.to } : { from: range.from, to: next }
  return moved.from < moved.to ? moved : range
}

/** Where a block must be cut so that each piece is wholly within or without each range. */
export function piecesOf(block: Range, ranges: readonly Range[]): Range[] {
  const cuts = new Set([block.from, block.to])
  for (const { from, to } of ranges) {
    for (const at of [from, to]) if (at > block.from && at < block.to) cuts.add(at)
  }
  const places = [...cuts].toSorted((a, b) => a - b)
  return places.slice(1).map((to, index) => ({ from: places[index]!, to }))
}

/** What `encoding` promises; the text itself where it is not what it promises to be. */
export function decoded(text: string, encoding: string | undefined): string {
  if (encoding !== 'base64' && encoding !== 'base64unicode') return text
  try {
    const bytes = Uint8Array.from(atob(text.trim()), (char) => char.charCodeAt(0))
    return new TextDecoder().decode(bytes)
  } catch {
    return text
  }
}
