/** A text that is not in the task but at an address (`valueType="url"`): shown when it is there. */
import { button, h } from '../dom'
import type { SurfaceOptions } from '../surface'
import type { Pin, Place, Region, ToolHandle } from '../types'
import { wordsOf } from './words'

/** Longest text that is fetched. */
const LENGTH_MAX = 5_000_000

export function mountWhenLoaded(el: HTMLElement, options: SurfaceOptions, address: string, show: (text: string, value: readonly Region[]) => ToolHandle): ToolHandle {
  const words = wordsOf(options.locale)
  const stop = new AbortController()
  let tool: ToolHandle | null = null
  let value = options.value
  let hidden: ReadonlySet<string> = new Set()
  let pins: readonly Pin[] | null = null
  let wanted: Place | null = null
  const message = h('div', { class: 'pt-text', 'aria-busy': 'true' })
  el.append(message)

  async function load(): Promise<void> {
    message.replaceChildren()
    try {
      const answer = await fetch(address, { signal: stop.signal, credentials: 'same-origin' })
      if (!answer.ok) throw new Error(`${answer.status}`)
      const text = (await answer.text()).slice(0, LENGTH_MAX)
      message.remove()
      tool = show(text, value)
      tool.hideControls?.(hidden)
      if (pins) tool.setPins?.(pins)
      if (wanted) tool.reveal?.(wanted)
    } catch {
      if (stop.signal.aborted) return
      message.replaceChildren(h('p', { role: 'alert' }, words.failed), button(words.retry, { class: 'pt-small' }, () => void load()))
    }
  }
  void load()

  return {
    getValue: () => tool?.getValue() ?? [...value],
    setValue(next) {
      value = next
      tool?.setValue(next)
    },
    focus: () => tool?.focus(),
    destroy() {
      stop.abort()
      tool?.destroy()
      message.remove()
    },
    undo: () => tool?.undo(),
    redo: () => tool?.redo(),
    canUndo: () => tool?.canUndo() ?? false,
    canRedo: () => tool?.canRedo() ?? false,
    select: (id) => tool?.select(id),
    setPins(next) {
      pins = next
      tool?.setPins?.(next)
    },
    reveal(place) {
      wanted = place
      tool?.reveal?.(place)
    },
    hideControls(names) {
      hidden = names
      tool?.hideControls?.(names)
    },
  }
}
