/** One tool within an interface: a frame with its message, and the tool in it. */
import { mount as mountChat, type ChatHandle } from '../chat'
import { mount as mountChoices } from '../choices'
import { button, h } from '../dom'
import { mount as mountTextArea } from '../text-area'
import type { Strings } from '../strings'
import type { Region, ToolHandle, ToolOptions } from '../types'
import type { Control } from './config'

export interface Pane {
  readonly controls: readonly Control[]
  readonly element: HTMLElement
  /** The tool; a `perRegion` pane has one only while a fitting region is selected. */
  tool: ToolHandle | null
  readonly message: HTMLElement
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

export interface MountContext {
  readonly title: string
  readonly chords: readonly (string | null)[]
  readonly onAnswer: (() => void) | undefined
}

/** Mounts the tool of a control that is not drawn on a picture. */
export function mountControl(place: HTMLElement, control: Control, options: ToolOptions, context: MountContext): ToolHandle {
  const { title, chords, onAnswer } = context
  switch (control.kind) {
    case 'choices': return mountChoices(place, { ...options, title, chords, ...(onAnswer ? { onAnswer } : {}) })
    case 'textarea': return mountTextArea(place, { ...options, title })
    case 'chatmessage': return mountChat(place, { ...options, title })
    case 'rectanglelabels': throw new Error(`The boxes of ${control.name} are drawn by the picture they are on.`)
  }
}

export function hasUnsent(tool: ToolHandle | null): boolean {
  return tool !== null && 'hasUnsent' in tool && (tool as ChatHandle).hasUnsent()
}

/** In pick mode: the button by which an inspector marks a whole answer. */
export function pickButton(title: string, text: Strings, pick: () => void): HTMLElement {
  return button(text.pickThis(title), { class: 'pt-small pt-pick-control' }, pick)
}
