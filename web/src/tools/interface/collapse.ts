/** `Collapse`: parts that open and close, each a disclosure of the browser's own. */
import { domId, h } from '../dom'
import { asText, attribute, flag, resolve } from '../node'
import type { ConfigNode, TaskData } from '../types'

export function collapseOf(node: ConfigNode, data: TaskData, render: (child: ConfigNode) => HTMLElement): HTMLElement {
  // Details of one name close each other.
  const group = flag(node, 'accordion', true) ? domId('collapse') : null
  const anyOpen = flag(node, 'open')
  return h('div', { class: 'pt-view' }, ...node.children.map((panel) =>
    h('details', { class: 'pt-panel', name: group, open: flag(panel, 'open', anyOpen) },
      h('summary', {}, asText(resolve(attribute(panel, 'value'), data))),
      h('div', { class: 'pt-view' }, ...panel.children.map(render)))))
}
