/** What spans are marked in: one run of code points in blocks, and how a place in it is written in a region. Pure. */
import type { Region } from '../types'
import { codePoints, linesOf, textOf, type Range } from './text'

export interface Passage {
  readonly chars: readonly string[]
  /** In order; what lies between two of them is no letter of the text. */
  readonly blocks: readonly Range[]
  /** Where a region is; null when it is nowhere here. */
  rangeOf(value: Region['value']): Range | null
  /** The fields of a value that say where, with the quoted text. */
  valueOf(range: Range): Record<string, unknown>
}

/** Offsets may have come as strings. */
export function whole(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null
}

export function within(range: Range, length: number): Range | null {
  return range.from < range.to && range.to <= length ? range : null
}

/** `{"start", "end", "text"}`. */
export function textPassage(text: string, quotes = true): Passage {
  const chars = codePoints(text)
  return {
    chars,
    blocks: linesOf(chars),
    rangeOf(value) {
      const from = whole(value['start'])
      const to = whole(value['end'])
      return from === null || to === null ? null : within({ from, to }, chars.length)
    },
    valueOf: (range) => ({ start: range.from, end: range.to, ...(quotes ? { text: textOf(chars, range) } : {}) }),
  }
}

/** `{"start": "0", "end": "1", "startOffset", "endOffset", "text"}`: utterances, joined by a line end that is in none of them. */
export function paragraphsPassage(texts: readonly string[], quotes = true): Passage {
  const chars: string[] = []
  const blocks = texts.map((text, index): Range => {
    if (index > 0) chars.push('\n')
    const from = chars.length
    for (const char of codePoints(text)) chars.push(char)
    return { from, to: chars.length }
  })
  const place = (utterance: unknown, offset: unknown): number | null => {
    const block = blocks[whole(utterance) ?? -1]
    const at = whole(offset)
    return block === undefined || at === null || block.from + at > block.to ? null : block.from + at
  }
  const blockAt = (at: number) => blocks.findLastIndex((block) => block.from <= at)
  return {
    chars, blocks,
    rangeOf(value) {
      const from = place(value['start'], value['startOffset'])
      const to = place(value['end'], value['endOffset'])
      return from === null || to === null ? null : within({ from, to }, chars.length)
    },
    valueOf(range) {
      const first = blockAt(range.from)
      const last = blockAt(range.to - 1)
      return {
        start: String(first), end: String(last),
        startOffset: range.from - blocks[first]!.from,
        // A range may end on the line end that joins two utterances.
        endOffset: Math.min(range.to, blocks[last]!.to) - blocks[last]!.from,
        ...(quotes ? { text: textOf(chars, range) } : {}),
      }
    },
  }
}
