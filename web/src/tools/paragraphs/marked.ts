/** `Paragraphs` with labels on it: utterance by utterance, with the recording of the dialogue where there is one. */
import { h } from '../dom'
import { attribute } from '../node'
import { mountSpans } from '../spans/view'
import { paragraphsPassage } from '../spans/passage'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { paragraphsOf, paragraphsReader } from './index'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, locale, resolveMedia } = options
  const texts = paragraphsOf(object, task).map((paragraph) => paragraph.text)
  const reader = paragraphsReader(object, task, locale, resolveMedia)
  const places = [...reader.querySelectorAll<HTMLElement>('.pt-bubble-text')]
  const player = reader.querySelector('audio')
  const element = h('div', {}, reader)
  const tool = mountSpans(el, options, paragraphsPassage(texts, attribute(object, 'saveTextResult') !== 'no'), { element, places })
  // The player stands before the text, not in it, so that its keys are its own.
  if (player) element.before(player)
  return tool
}
