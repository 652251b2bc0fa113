/** One tool within an interface: a frame with its message, and the tool in it. */
import { mount as mountChat } from '../chat'
import { mount as mountChoices } from '../choices'
import { button, h } from '../dom'
import { mount as mountTextArea } from '../text-area'
import type { Strings } from '../strings'
import type { ControlOptions } from '../surface'
import type { Region, ToolHandle } from '../types'
import type { Control } from './config'
import { mountLazy } from './lazy'

export interface Pane {
  readonly controls: readonly Control[]
  readonly element: HTMLElement
  /** The tool; a `perRegion` pane has one only while a fitting region is selected. */
  tool: ToolHandle | null
  readonly message: HTMLElement
  /** The name of the object that it shows. */
  readonly object?: string
  /** Which page of its object it shows, where that has several. */
  readonly page?: number
  /** Where a `perRegion` tool comes and goes, and the region it is about now. */
  readonly perRegion?: { readonly control: Control; readonly place: HTMLElement; readonly hint: HTMLElement; about: string | null }
  owns(region: Region): boolean
}

export function framed(control: Control, text: Strings): { element: HTMLElement; place: HTMLElement; message: HTMLElement } {
  const place = h('div', { class: 'pt-control-body' })
  const message = h('p', { class: 'pt-problem', role: 'alert', hidden: true })
  const required = control.required ? h('span', { class: 'pt-sr' }, text.required) : null
  return { place, message, element: h('section', { class: `pt-control pt-control-${control.kind}`, 'data-control': control.name }, place, required, message) }
}

/** Mounts the tool of a control that has a place of its own. */
export function mountControl(place: HTMLElement, options: ControlOptions): ToolHandle {
  const { tool, node } = options.control
  if (tool.load) return mountLazy(place, tool.load, options)
  switch (node.tag) {
    case 'Choices': return mountChoices(place, options)
    case 'TextArea': return mountTextArea(place, options)
    case 'Chat': return mountChat(place, options)
    default: throw new Error(`${node.tag} has no tool.`)
  }
}

/** In pick mode: the button by which an inspector marks a whole answer. */
export function pickButton(title: string, text: Strings, pick: () => void): HTMLElement {
  return button(text.pickThis(title), { class: 'pt-small pt-pick-control' }, pick)
}
