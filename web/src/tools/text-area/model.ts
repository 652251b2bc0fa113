/** The state of a `TextArea`: the texts of its submissions. Pure. */
import { changed, makeRegion, sameList, strings } from '../base'
import { contentCount, nfc } from '../characters'
import { count } from '../node'
import type { ConfigNode, Region } from '../types'

export const TYPE = 'textarea'

export interface Limits {
  readonly minimum: number
  readonly maximum: number | undefined
  readonly submissions: number
}

export function limitsOf(node: ConfigNode): Limits {
  return {
    minimum: count(node, 'minLength') ?? 0,
    maximum: count(node, 'maxLength'),
    submissions: Math.max(count(node, 'maxSubmissions') ?? 1, 1),
  }
}

export function textsOf(regions: readonly Region[]): string[] {
  return regions.flatMap((region) => strings(region, 'text'))
}

/** The texts as regions: in NFC with Unix line ends, as the server stores them; blank ones are no answer. */
export function regionsOf(node: ConfigNode, texts: readonly string[], before: readonly Region[], newId: () => string): Region[] {
  const filled = texts.map(stored).filter((text) => text.trim() !== '')
  if (sameList(textsOf(before), filled)) return [...before]
  if (filled.length === 0) return []
  const value = { text: filled }
  const [first] = before
  return [first ? changed(first, { ...first.value, ...value }) : makeRegion(node, newId(), TYPE, value)]
}

export function stored(text: string): string {
  return nfc(text.replace(/\r\n?/g, '\n'))
}

/** How many characters are missing (> 0) or too many (< 0); 0 when the length is right. */
export function missing(text: string, limits: Limits): number {
  const length = contentCount(text)
  if (length < limits.minimum) return limits.minimum - length
  return limits.maximum !== undefined && length > limits.maximum ? limits.maximum - length : 0
}
