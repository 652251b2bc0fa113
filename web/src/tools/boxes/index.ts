/** Boxes on a picture: drawing (`RectangleLabels`), looking (read-only), and pointing at a place (an inspector's return). */
import type { BoxesHandle, BoxesOptions } from './options'
import { BoxesView } from './view'

export type { BoxesHandle, BoxesOptions, Mark } from './options'

export function mount(el: HTMLElement, options: BoxesOptions): BoxesHandle {
  const view = new BoxesView(el, options)
  const { editor } = view
  return {
    getValue: () => [...editor.regions],
    setValue: (value) => editor.setValue(value),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    undo: () => void editor.store.undo(),
    redo: () => void editor.store.redo(),
    canUndo: () => editor.store.canUndo(),
    canRedo: () => editor.store.canRedo(),
    hideControls: (names) => editor.hide(names),
    select: (id) => view.select(id),
  }
}
