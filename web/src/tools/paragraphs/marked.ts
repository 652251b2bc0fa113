/** `Paragraphs` with labels on it: utterance by utterance, with the recording of the dialogue where there is one. */
import { attribute } from '../node'
import { mountSpans } from '../spans/view'
import { paragraphsPassage } from '../spans/passage'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { paragraphsOf, paragraphsReader } from './index'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, locale, resolveMedia } = options
  const texts = paragraphsOf(object, task).map((paragraph) => paragraph.text)
  const element = paragraphsReader(object, task, locale, resolveMedia)
  const places = [...element.querySelectorAll<HTMLElement>('.pt-bubble-text')]
  const list = element.querySelector<HTMLElement>('ol') ?? element
  const tool = mountSpans(el, options, paragraphsPassage(texts, attribute(object, 'saveTextResult') !== 'no'), { element: list, places })
  // The player stands before the text, not in it, so that its keys are its own.
  const player = element.querySelector('audio')
  if (player) list.before(player)
  return tool
}
