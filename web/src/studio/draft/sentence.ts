/** A sentence with gaps, in the order of its language: words and the names of what stands between them. */
export type Part = { words: string } | { gap: string }

/** `If {count} tasks` → words, gap, words. */
export function partsOf(sentence: string): Part[] {
  return sentence
    .split(/\{(\w+)\}/)
    .map((text, index): Part => (index % 2 === 1 ? { gap: text } : { words: text }))
    .filter((part) => 'gap' in part || part.words.trim() !== '')
}
