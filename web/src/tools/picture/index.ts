/** A picture with what is drawn on it: drawing, looking (read-only), and pointing at a place (an inspector's return). */
import { historyHandle } from '../base'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { PictureView, type Parts } from './view'

export function mount(el: HTMLElement, options: SurfaceOptions, parts: Parts): ToolHandle {
  const view = new PictureView(el, options, parts)
  return {
    ...historyHandle(view.board.store),
    setValue: (value) => view.setValue(value),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    hideControls: (names) => view.hide(names),
    select: (id) => view.select(id),
    setPins: (pins) => view.setPins(pins),
    reveal: (place) => view.reveal(place),
  }
}
