const indentOf = (line: string): number => line.search(/\S/)
const isHeading = (line: string): boolean => /^#{1,6}\s/.test(line)
const plain = (text: string): string => text.normalize('NFC').toLocaleLowerCase()

/**
 * The lines of a guide that hold all the words, each with what it stands under: its heading, and the clauses above it, whose
 * numbers it needs. `count` is the number of lines found.
 */
export function findInGuide(markdown: string, words: string): { markdown: string; count: number } {
  const wanted = plain(words).split(/\s+/).filter(Boolean)
  const lines = markdown.split('\n')
  const kept = new Set<number>()
  let count = 0
  let heading: number | null = null
  let above: number[] = []
  for (const [index, line] of lines.entries()) {
    if (!line.trim()) continue
    if (isHeading(line)) {
      heading = index
      above = []
    }
    const indent = indentOf(line)
    above = above.filter((one) => indentOf(lines[one] ?? '') < indent)
    if (wanted.every((word) => plain(line).includes(word))) {
      count += 1
      for (const one of [heading, ...above, index]) if (one !== null) kept.add(one)
    }
    above.push(index)
  }
  const parts = [...kept].toSorted((a, b) => a - b).map((index) => lines[index] ?? '')
  // Paragraphs found one after the other are not one paragraph; the lines of a list stay together.
  const isItem = (line: string | undefined) => /^\s*(?:[-*+]|[\d.]+[.)])\s/.test(line ?? '')
  return { count, markdown: parts.map((line, index) => (isItem(line) && isItem(parts[index - 1]) ? line : `\n${line}`)).join('\n') }
}
