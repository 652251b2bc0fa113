/** `Chat`: writing a conversation, message by message, like a messenger; also its reader and an inspector's pointing tool. */
import { historyHandle } from '../base'
import { attribute, nameOf } from '../node'
import { stringsOf } from '../strings'
import type { ToolHandle, ToolOptions } from '../types'
import { LiveChat } from './live'
import { ChatView } from './view'

export interface ChatOptions extends ToolOptions {
  readonly title?: string | undefined
}

export function mount(el: HTMLElement, options: ChatOptions): ToolHandle {
  const conversing = options.making?.conversing
  if (attribute(options.node, 'people') === '2' && conversing && !options.readonly && !options.pickRegion) return mountLive(new LiveChat(el, options, conversing), options)
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

/** With another person: what was said is not taken back, so there is nothing to undo. */
function mountLive(live: LiveChat, options: ChatOptions): ToolHandle {
  return {
    ...historyHandle(live.store),
    // What the server keeps counts, whatever a draft says.
    setValue: () => undefined,
    focus: () => live.focus(),
    destroy: () => live.destroy(),
    select: () => undefined,
    problems: () => (live.waiting === null ? [] : [{ from_name: nameOf(options.node), code: 'unsent', message: live.waiting }]),
  }
}
