/** `TextArea`: free writing, one text or several, with an honest counter. */
import { historyHandle } from '../base'
import type { ToolHandle, ToolOptions } from '../types'
import { TextAreaView } from './view'

export interface TextAreaOptions extends ToolOptions {
  /** What the field is called; the config's own words where it has none. */
  readonly title?: string | undefined
}

export function mount(el: HTMLElement, options: TextAreaOptions): ToolHandle {
  const view = new TextAreaView(el, options)
  return {
    ...historyHandle(view.store),
    setValue: (value) => view.setValue(value),
    focus: () => view.focus(),
    destroy: () => view.root.remove(),
    select() {},
  }
}
