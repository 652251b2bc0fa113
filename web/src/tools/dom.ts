/** The few DOM helpers the tools share. Data only ever enters as text nodes and attributes. */

type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>
type Child = Node | string | null | undefined | false

/** `h('button', {class: 'x', type: 'button'}, 'Text')`; false and null attributes are left out, true is an empty one. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  setAttributes(element, attributes)
  for (const child of children) if (child) element.append(child)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Node[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag)
  setAttributes(element, attributes)
  element.append(...children)
  return element
}

export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) element.removeAttribute(name)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
}

export function button(label: Child, attributes: Attributes, onClick: (event: MouseEvent) => void): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, label)
  element.addEventListener('click', onClick)
  return element
}

/** A keycap; the style sheet hides it where there is no keyboard. */
export function keycap(text: string): HTMLElement {
  return h('kbd', { class: 'pt-kbd', 'aria-hidden': 'true' }, text)
}

const ARROW_STEPS: Readonly<Record<string, number | undefined>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/**
 * Arrow keys walk a group of which one button is a tab stop. They only move the focus, so that looking is not answering.
 * The place arrived at, or null when the key meant something else.
 */
export function walkByArrow(event: KeyboardEvent, buttons: readonly HTMLElement[]): number | null {
  const step = ARROW_STEPS[event.code]
  const at = buttons.indexOf(event.target as HTMLElement)
  if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return null
  event.preventDefault()
  const next = (at + step + buttons.length) % buttons.length
  buttons[next]?.focus()
  return next
}

export interface Announcer {
  readonly element: HTMLElement
  say(text: string): void
}

/** A polite live region. The same text said twice is still read twice. */
export function announcer(): Announcer {
  const element = h('div', { class: 'pt-sr', role: 'status', 'aria-live': 'polite' })
  return {
    element,
    say(text) {
      element.textContent = element.textContent === text ? `${text}\u00a0` : text
    },
  }
}

let sequence = 0

/** An element id that is unique on the page. */
export function domId(prefix: string): string {
  sequence += 1
  return `pt-${prefix}-${sequence}`
}

/** The id of a new region. */
export function newRegionId(): string {
  // randomUUID needs a secure context, which a plain-http LAN install is not.
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
