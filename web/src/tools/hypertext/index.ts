/** `HyperText`: a formatted text, read or marked. */
import { h } from '../dom'
import { asText, attribute, resolve } from '../node'
import { mountWhenLoaded } from '../spans/loading'
import { decoded } from '../spans/text'
import { mountSpans } from '../spans/view'
import type { SurfaceOptions } from '../surface'
import type { Region, ToolHandle } from '../types'
import { cleaned } from './clean'
import { nodesPassage, textNodesOf } from './passage'
import './style.css'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, source } = options
  const show = (html: string, value: readonly Region[]) => shown(el, { ...options, value }, decoded(html, attribute(object, 'encoding')))
  const html = asText(resolve(attribute(object, 'value'), task))
  return attribute(object, 'valueType') === 'url' ? mountWhenLoaded(el, options, source ?? html, show) : show(html, options.value)
}

function shown(el: HTMLElement, options: SurfaceOptions, html: string): ToolHandle {
  const page = h('div', { class: 'pt-text pt-hyper' })
  page.append(cleaned(html))
  page.normalize()
  const nodes = textNodesOf(page)
  if (options.controls.length === 0 && !options.pickRegion && !options.pins?.length) return readOnly(el, page, options.value)
  const passage = nodesPassage(nodes.map(({ node, path }) => ({ path, text: node.data })), attribute(options.object, 'saveTextResult') !== 'no')
  const places = nodes.map(({ node }) => {
    const place = h('span')
    node.replaceWith(place)
    return place
  })
  return mountSpans(el, options, passage, { element: page, places })
}

/** With nothing to mark it is only read. */
function readOnly(el: HTMLElement, page: HTMLElement, value: readonly Region[]): ToolHandle {
  el.append(page)
  return {
    getValue: () => [...value],
    setValue() {}, focus() {}, undo() {}, redo() {}, select() {},
    destroy: () => page.remove(),
    canUndo: () => false,
    canRedo: () => false,
  }
}
