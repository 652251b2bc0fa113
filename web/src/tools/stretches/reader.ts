/** The handle of a tool that shows something and takes no answer: it hands back what it was given. */
import { HotkeyRegistry } from '../hotkeys'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'

export function readerHandle(options: SurfaceOptions, focused: HTMLElement, register: (hotkeys: HotkeyRegistry) => () => void, destroy: () => void): ToolHandle {
  let { value } = options
  // Without the page's registry the keys of what has the focus still work.
  const own = options.hotkeys ? null : new HotkeyRegistry({ enabled: false })
  const release = register(options.hotkeys ?? own!)
  return {
    getValue: () => [...value],
    setValue: (next) => void (value = next),
    focus: () => focused.focus({ preventScroll: true }),
    destroy() {
      release()
      own?.destroy()
      destroy()
    },
    undo() {},
    redo() {},
    canUndo: () => false,
    canRedo: () => false,
    select() {},
  }
}
