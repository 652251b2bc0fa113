/**
 * The `style` and `className` of a config. The server has already left out what could load, cover or run; this is the second lock,
 * because the page must not depend on it. Properties are set one by one from script, as the page's policy forbids style attributes.
 */
import { attribute } from '../node'
import type { ConfigNode } from '../types'

const PROPERTIES = /^(display|flex(-\w+)?|gap|(row|column)-gap|align-(content|items|self)|justify-(content|items)|grid-template-columns|(max-|min-)?(width|height)|margin(-\w+)?|padding(-\w+)?|text-align|font-(size|style|weight)|line-height|color|background-color|border(-\w+)?|box-sizing|overflow(-[xy])?|vertical-align|white-space|word-break)$/
const VALUES = /^(?!.*(?:\/\*|url|expression|image))[\w\s#%.,()+*/-]+$/i
const CLASS_NAMES = new Set(['row', 'column', 'centered', 'compact', 'muted', 'card'])

export function applyLooks(element: HTMLElement, node: ConfigNode): void {
  for (const [property, value] of declarations(attribute(node, 'style') ?? '')) element.style.setProperty(property, value)
  for (const name of (attribute(node, 'className') ?? '').split(/\s+/)) if (CLASS_NAMES.has(name)) element.classList.add(`pt-look-${name}`)
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
