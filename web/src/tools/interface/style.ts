/**
 * The `style` and `className` of a config. The server has already left out what could load, cover or run; this is the second lock,
 * because the page must not depend on it. Properties are set one by one from script, as the page's policy forbids style attributes.
 */
import { attribute } from '../node'
import { walk } from '../node'
import type { ConfigNode } from '../types'

const PROPERTIES = /^(display|box-shadow|outline|word-wrap|grid-area|grid-template(-rows)?|flex(-\w+)?|gap|(row|column)-gap|align-(content|items|self)|justify-(content|items)|grid-template-columns|(max-|min-)?(width|height)|margin(-\w+)?|padding(-\w+)?|text-align|font-(size|style|weight)|line-height|color|background-color|border(-\w+)?|box-sizing|overflow(-[xy])?|vertical-align|white-space|word-break)$/
const VALUES = /^(?!.*(?:\/\*|url|expression|image))[\w\s#%.,()+*/-]+$/i
const CLASS_NAMES = new Set(['row', 'column', 'centered', 'compact', 'muted', 'card'])

export type StyleRules = ReadonlyMap<string, readonly [string, string][]>

/** What the `Style` tags of a config say of each class name. Set on the elements themselves: no style sheet of a stranger gets into the page. */
export function styleRules(tree: ConfigNode): StyleRules {
  const rules = new Map<string, [string, string][]>()
  for (const node of walk(tree)) {
    if (node.tag !== 'Style') continue
    for (const [, name, body] of (attribute(node, 'value') ?? '').matchAll(/\.([\w-]+)\s*\{([^}]*)\}/g)) {
      rules.set(name!, [...(rules.get(name!) ?? []), ...declarations(body!)])
    }
  }
  return rules
}

export function applyLooks(element: HTMLElement, node: ConfigNode, rules: StyleRules): void {
  const names = (attribute(node, 'className') ?? '').split(/\s+/)
  for (const name of names) if (CLASS_NAMES.has(name)) element.classList.add(`pt-look-${name}`)
  const styles = [...names.flatMap((name) => rules.get(name) ?? []), ...declarations(attribute(node, 'style') ?? '')]
  for (const [property, value] of styles) element.style.setProperty(property, value)
  if (attribute(node, 'display') === 'inline') element.classList.add('pt-look-inline')
}

export function declarations(style: string): [string, string][] {
  return style.split(';').flatMap((declaration): [string, string][] => {
    const at = declaration.indexOf(':')
    if (at < 0) return []
    const property = declaration.slice(0, at).trim().toLowerCase()
    const value = declaration.slice(at + 1).trim()
    const lays = property.startsWith('margin') && value.includes('-')
    return PROPERTIES.test(property) && VALUES.test(value) && !lays ? [[property, value]] : []
  })
}
