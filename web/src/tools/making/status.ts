/** What is happening to the file that was made: on its way, refused with a reason, or a problem found before it left. */
import { button, h } from '../dom'
import type { Locale } from '../types'
import type { Sending } from './files'
import { makingWords } from './words'

export interface Status {
  readonly element: HTMLElement
  show(sending: Sending, problem: string | null): void
}

export function statusLine(locale: Locale): Status {
  const words = makingWords(locale)
  const element = h('div', { class: 'pt-made-status', role: 'status', 'aria-live': 'polite' })
  return {
    element,
    show(sending, problem) {
      element.classList.toggle('pt-made-bad', sending.state === 'failed' || problem !== null)
      if (sending.state === 'sending') element.replaceChildren(h('span', {}, words.sending))
      else if (sending.state === 'failed') element.replaceChildren(h('span', {}, sending.message), button(words.sendAgain, { class: 'pt-small' }, sending.again))
      else element.replaceChildren(...(problem ? [h('span', {}, problem)] : []))
    },
  }
}
