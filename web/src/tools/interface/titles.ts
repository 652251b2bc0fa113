/** What a control is called on the screen. Pure. */
import { asText, attribute, nameOf, resolve } from '../node'
import type { ConfigNode, TaskData } from '../types'

/** Its own title, else the heading that stands before it, else its name. */
export function titleOfControl(tree: ConfigNode, data: TaskData, wanted: ConfigNode): string {
  let header = ''
  const find = (node: ConfigNode): boolean => {
    if (node === wanted) return true
    if (node.tag === 'Header') header = asText(resolve(attribute(node, 'value'), data))
    return node.children.some(find)
  }
  find(tree)
  return attribute(wanted, 'title') ?? (header || nameOf(wanted))
}
