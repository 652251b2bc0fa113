/** `Chat`: writing a conversation, message by message, like a messenger; also its reader and an inspector's pointing tool. */
import { historyHandle } from '../base'
import { nameOf } from '../node'
import { stringsOf } from '../strings'
import type { ToolHandle, ToolOptions } from '../types'
import { ChatView } from './view'

export interface ChatOptions extends ToolOptions {
  readonly title?: string | undefined
}

export function mount(el: HTMLElement, options: ChatOptions): ToolHandle {
  const view = new ChatView(el, options)
  return {
    ...historyHandle(view.store),
    setValue: (value) => view.setValue(value),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    select: (id) => view.reveal(id),
    // Something is written in the field that was not added to the conversation.
    problems: () => view.waiting !== null
      ? [{ from_name: nameOf(options.node), code: 'unsent', message: view.waiting }]
      : view.hasUnsent
      ? [{ from_name: nameOf(options.node), code: 'unsent', message: stringsOf(options.locale).problems.unsent }]
      : [],
  }
}
