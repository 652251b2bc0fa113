/** Boxes on a picture: drawing (`RectangleLabels`), looking (read-only), and pointing at a place (an inspector's return). */
import { historyHandle } from '../base'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { BoxesView } from './view'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const view = new BoxesView(el, options)
  const { editor } = view
  return {
    ...historyHandle(editor.store),
    setValue: (value) => editor.setValue(value),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    hideControls: (names) => editor.hide(names),
    select: (id) => view.select(id),
  }
}
