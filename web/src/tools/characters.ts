/** Lengths as people and the server count them: Unicode code points of the NFC text. Pure. */

export function nfc(text: string): string {
  return text.normalize('NFC')
}

/** `한` is 1, whether it was typed as one syllable or arrived as three jamo from a Mac file name; `👍` is 1. */
export function characterCount(text: string): number {
  let count = 0
  for (const _ of nfc(text)) count += 1
  return count
}

/** What the minimum is checked against: outer white space is no content. */
export function contentCount(text: string): number {
  return characterCount(text.trim())
}
