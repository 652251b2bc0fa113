/** `Paragraphs`: a text in paragraphs, or a dialogue in bubbles. */
import { h } from '../dom'
import { asText, attribute, resolve } from '../node'
import { stringsOf } from '../strings'
import type { ConfigNode, Locale, TaskData } from '../types'

export interface Paragraph {
  readonly author: string
  readonly text: string
}

/** The paragraphs in the task data: objects with a speaker and a text, plain strings, or one text with blank lines. Pure. */
export function paragraphsOf(node: ConfigNode, data: TaskData): Paragraph[] {
  const value = resolve(attribute(node, 'value'), data)
  const nameKey = attribute(node, 'nameKey') ?? 'author'
  const textKey = attribute(node, 'textKey') ?? 'text'
  if (!Array.isArray(value)) return asText(value).split(/\n{2,}/).filter(Boolean).map((text) => ({ author: '', text }))
  return value.map((item: unknown) => {
    if (item === null || typeof item !== 'object') return { author: '', text: asText(item) }
    const record = item as Record<string, unknown>
    return { author: asText(record[nameKey]), text: asText(record[textKey]) }
  })
}

export function paragraphsReader(node: ConfigNode, data: TaskData, locale: Locale, resolveMedia?: ((reference: string) => string) | undefined): HTMLElement {
  const paragraphs = paragraphsOf(node, data)
  const dialogue = attribute(node, 'layout') === 'dialogue'
  const speakers = [...new Set(paragraphs.map((paragraph) => paragraph.author))]
  const list = h('ol', { class: dialogue ? 'pt-turns' : 'pt-paragraphs', 'aria-label': stringsOf(locale).dialogue })
  for (const { author, text } of paragraphs) {
    const side = dialogue ? (speakers.indexOf(author) % 2 === 0 ? 'other' : 'own') : 'plain'
    list.append(h('li', { class: `pt-turn pt-turn-${side}` },
      author && h('span', { class: 'pt-turn-role' }, author),
      h('div', { class: dialogue ? 'pt-bubble' : 'pt-paragraph' }, h('p', { class: 'pt-bubble-text' }, text))))
  }
  const recording = asText(resolve(attribute(node, 'audioUrl'), data))
  if (recording === '') return list
  const source = resolveMedia ? resolveMedia(recording) : recording
  return h('div', { class: 'pt-view' }, h('audio', { controls: true, preload: 'metadata', src: source, 'aria-label': stringsOf(locale).dialogue }), list)
}
