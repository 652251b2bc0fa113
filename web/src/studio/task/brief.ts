import type { Region, TaskData } from '@/api/types'

/** A picture or a line of text that tells one task from another in a list. */
export function briefOf(data: TaskData): { picture: string | null; text: string } {
  let picture: string | null = null
  let text = ''
  for (const [field, value] of Object.entries(data)) {
    if (typeof value === 'string' && isPicture(value)) picture ??= value
    else if (text === '' || field === 'file_name') text = asText(value)
  }
  return { picture, text }
}

function isPicture(value: string): boolean {
  return value.startsWith('/media/') || value.startsWith('data:image/') || (/^https?:\/\//.test(value) && /\.(jpe?g|png|webp|gif|avif|svg)(\?|$)/i.test(value))
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((one) => (one !== null && typeof one === 'object' && 'text' in one ? String(one.text) : asText(one))).join(' · ')
  return value === null || value === undefined ? '' : JSON.stringify(value)
}

export interface Counts {
  readonly words: string[]
  readonly boxes: number
  readonly turns: number
}

/** What a result says, short enough for a cell: labels and texts, or how many boxes and turns. */
export function countsOf(regions: readonly Region[]): Counts {
  const words: string[] = []
  let boxes = 0
  let turns = 0
  for (const { type, value } of regions) {
    if (type === 'rectanglelabels') boxes += 1
    else if (type === 'chat') turns += Array.isArray(value['messages']) ? value['messages'].length : Array.isArray(value['chat']) ? value['chat'].length : 1
    else for (const key of ['choices', 'text']) if (Array.isArray(value[key])) words.push(...value[key].map(String))
  }
  return { words, boxes, turns }
}
