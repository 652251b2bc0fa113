/** Readers: `Text`, `Header`, `Paragraphs`. Everything enters as text nodes. */
import { h } from '../dom'
import { asText, attribute, count, resolve } from '../node'
import type { ConfigNode, TaskData } from '../types'

/** The text that is judged; line breaks and spaces are kept as they came. */
export function textReader(node: ConfigNode, data: TaskData): HTMLElement {
  return h('div', { class: 'pt-text' }, asText(resolve(attribute(node, 'value'), data)))
}

/** A heading of level 2 (the page's title is level 1) whatever its size, so that no level is ever skipped. */
export function headerReader(node: ConfigNode, data: TaskData): HTMLElement {
  return h('h2', { class: `pt-header pt-header-${Math.min(count(node, 'size') ?? 4, 6)}` }, asText(resolve(attribute(node, 'value'), data)))
}
