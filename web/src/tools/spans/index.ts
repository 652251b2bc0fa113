/** `Text` with labels on it. */
import { h } from '../dom'
import { asText, attribute, resolve } from '../node'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { mountWhenLoaded } from './loading'
import { textPassage } from './passage'
import { decoded } from './text'
import { mountSpans } from './view'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, source } = options
  const quotes = attribute(object, 'saveTextResult') !== 'no'
  const show = (text: string, value: SurfaceOptions['value']) => {
    const passage = textPassage(decoded(text, attribute(object, 'encoding')), quotes)
    const places = passage.blocks.map(() => h('span', { class: 'pt-line' }))
    return mountSpans(el, { ...options, value }, passage, { element: h('div', { class: 'pt-text' }, ...places), places })
  }
  const text = asText(resolve(attribute(object, 'value'), task))
  return attribute(object, 'valueType') === 'url' ? mountWhenLoaded(el, options, source ?? text, show) : show(text, options.value)
}
