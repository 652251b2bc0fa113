/** A picture to look at; one press opens it in the zooming viewer, another puts it back. */
import { button, h } from '../dom'
import type { HotkeyRegistry } from '../hotkeys'
import { mountLazy, type LazyModule } from '../interface/lazy'
import { stringsOf } from '../strings'
import type { Pyramid, SurfaceOptions } from '../surface'
import type { ConfigNode, Locale, TaskData, ToolHandle } from '../types'

/** The board with all that is needed to draw on it, fetched in parts at once. */
export const loadBoard: LazyModule = async () => {
  const [{ mount, textsFor }, { handFor }, { kinds }] = await Promise.all([board(), import('../picture/hand'), import('../picture/forms')])
  return { mount: (el, options: SurfaceOptions) => mount(el, options, { textsFor, drawing: { handFor, kinds } }) }
}

/** The same to look at only. */
const loadViewer: LazyModule = async () => {
  const { mount, textsFor } = await board()
  return { mount: (el, options: SurfaceOptions) => mount(el, options, { textsFor }) }
}

async function board() {
  const [{ mount }, { textsFor }] = await Promise.all([import('../picture'), import('../picture/texts')])
  return { mount, textsFor }
}

export interface ImageReaderOptions {
  readonly node: ConfigNode
  readonly task: TaskData
  readonly locale: Locale
  readonly source: string
  readonly pyramid?: Pyramid | undefined
  readonly hotkeys: HotkeyRegistry | undefined
}

export function mountImage(el: HTMLElement, { node, task, locale, source, pyramid, hotkeys }: ImageReaderOptions): { destroy(): void } {
  const text = stringsOf(locale)
  let viewer: ToolHandle | null = null
  const picture = h('img', { class: 'pt-image-picture', alt: text.image.alt, decoding: 'async' })
  const failure = h('p', { class: 'pt-stage-failure', role: 'alert', hidden: true }, text.image.failed)
  picture.addEventListener('error', () => (failure.hidden = false))
  picture.src = source
  const place = h('div', { class: 'pt-image-viewer' })
  const toggle = button(text.image.enlarge, { class: 'pt-small pt-image-toggle', 'aria-expanded': 'false' }, () => (viewer ? shrink() : enlarge()))
  const root = h('figure', { class: 'pt-image' }, picture, failure, place, toggle)
  el.append(root)

  function enlarge(): void {
    picture.hidden = true
    const options: SurfaceOptions = { node, object: node, controls: [], task, locale, source, pyramid, labels: [], value: [], readonly: true, ...(hotkeys ? { hotkeys } : {}) }
    viewer = mountLazy(place, loadViewer, options)
    viewer.focus()
    label(text.image.shrink, 'true')
  }

  function shrink(): void {
    viewer?.destroy()
    viewer = null
    picture.hidden = false
    label(text.image.enlarge, 'false')
  }

  function label(words: string, expanded: string): void {
    toggle.textContent = words
    toggle.setAttribute('aria-expanded', expanded)
  }

  return {
    destroy() {
      viewer?.destroy()
      root.remove()
    },
  }
}
