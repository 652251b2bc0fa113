/** The letters of a formatted text, node by node, and the paths by which Label Studio names a place among them. */
import type { Passage } from '../spans/passage'
import { whole, within } from '../spans/passage'
import { codePoints, normalized, textOf, type Range } from '../spans/text'
import type { Region } from '../types'

export interface TextNode {
  /** `/div[1]/p[2]/text()[1]`, from the top of the text. */
  readonly path: string
  readonly text: string
}

/** Every text node below a top, in order. */
export function textNodesOf(top: Node): { readonly node: Text; readonly path: string }[] {
  const found: { node: Text; path: string }[] = []
  const walk = (parent: Node, path: string) => {
    const counts = new Map<string, number>()
    for (const child of parent.childNodes) {
      const name = child.nodeType === Node.TEXT_NODE ? 'text()' : child.nodeName.toLowerCase()
      const index = (counts.get(name) ?? 0) + 1
      counts.set(name, index)
      const here = `${path}/${name}[${index}]`
      if (child.nodeType === Node.TEXT_NODE) found.push({ node: child as Text, path: here })
      else if (child.nodeType === Node.ELEMENT_NODE) walk(child, here)
    }
  }
  walk(top, '')
  return found
}

/** `{"start": path, "end": path, "startOffset", "endOffset", "globalOffsets": {"start", "end"}, "text"}`, offsets in code points. */
export function nodesPassage(nodes: readonly TextNode[], quotes = true): Passage {
  const chars: string[] = []
  const blocks = nodes.map(({ text }): Range => {
    const from = chars.length
    for (const char of codePoints(text)) chars.push(char)
    return { from, to: chars.length }
  })
  const byPath = new Map(nodes.map(({ path }, index) => [path, blocks[index]!]))

  function place(path: unknown, offset: unknown): number | null {
    const block = typeof path === 'string' ? byPath.get(path) : undefined
    const at = whole(offset)
    return block === undefined || at === null || block.from + at > block.to ? null : block.from + at
  }

  function byPaths(value: Region['value']): Range | null {
    const from = place(value['start'], value['startOffset'])
    const to = place(value['end'], value['endOffset'])
    return from === null || to === null ? null : within({ from, to }, chars.length)
  }

  function byOffsets(value: Region['value']): Range | null {
    const offsets = value['globalOffsets'] as { start?: unknown; end?: unknown } | null | undefined
    const from = whole(offsets?.start)
    const to = whole(offsets?.end)
    return from === null || to === null ? null : within({ from, to }, chars.length)
  }

  /** White space is written in several ways, so it is not compared. */
  function isQuoted(range: Range, value: Region['value']): boolean {
    const bare = (text: string) => normalized(text).replace(/\s|\\n/g, '')
    return typeof value['text'] !== 'string' || bare(value['text']) === bare(textOf(chars, range))
  }

  return {
    chars, blocks,
    // The paths may be those of a page that was cleaned in another way; the quoted text tells.
    rangeOf(value) {
      const found = [byPaths(value), byOffsets(value)].filter((range) => range !== null)
      return found.find((range) => isQuoted(range, value)) ?? found[0] ?? null
    },
    valueOf(range) {
      const first = blocks.findIndex((block) => range.from < block.to)
      const last = blocks.findLastIndex((block) => block.from < range.to)
      return {
        start: nodes[first]!.path, end: nodes[last]!.path,
        startOffset: range.from - blocks[first]!.from,
        endOffset: range.to - blocks[last]!.from,
        globalOffsets: { start: range.from, end: range.to },
        ...(quotes ? { text: textOf(chars, range) } : {}),
      }
    },
  }
}
