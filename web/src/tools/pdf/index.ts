/** `Pdf`: a document to be read, one page at a time. */
import { announcer, button, h, keycap } from '../dom'
import { keyTextOf, type Hotkey, type HotkeyRegistry } from '../hotkeys'
import { icon } from '../icons'
import { asText, attribute, nameOf, resolve } from '../node'
import { readerHandle } from '../stretches/reader'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import type { PDFDocumentProxy, RenderTask } from './library'
import { wordsOf } from './words'
import './style.css'

/** Pixels of a drawn page: beyond that phones give up. */
const PIXELS_MAX = 12_000_000
const ZOOM = { least: 0.25, most: 6 }

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const reader = new DocumentReader(el, options)
  return readerHandle(options, reader.stage, (hotkeys: HotkeyRegistry) => hotkeys.register(reader.keys()), () => reader.destroy())
}

class DocumentReader {
  readonly stage: HTMLElement
  readonly #options: SurfaceOptions
  readonly #words
  readonly #root: HTMLElement
  readonly #sheet = h('div', { class: 'pt-sheet' })
  readonly #message = h('p', { class: 'pt-empty', role: 'status' })
  readonly #page: HTMLInputElement
  readonly #count = h('span', { class: 'pt-clock' })
  readonly #steps: readonly HTMLButtonElement[]
  readonly #voice = announcer()
  readonly #resize: ResizeObserver
  #document: PDFDocumentProxy | null = null
  #drawing: RenderTask | null = null
  #number = 1
  /** Of the width of the place. */
  #zoom = 1
  #width = 0
  #turn = 0

  constructor(el: HTMLElement, options: SurfaceOptions) {
    const words = wordsOf(options.locale)
    this.#options = options
    this.#words = words
    this.#page = h('input', { class: 'pt-field pt-page-field', type: 'number', min: 1, value: 1, inputmode: 'numeric', 'aria-label': words.page })
    this.#page.addEventListener('change', () => this.#goTo(Number(this.#page.value)))
    const step = (label: string, key: string, by: number) => {
      const element = button(h('span', {}, label), { class: 'pt-small', 'aria-keyshortcuts': key }, () => this.#goTo(this.#number + by))
      element.append(keycap(key.replace(/^Page(Up|Do?w?n)$/, by < 0 ? 'PgUp' : 'PgDn')))
      return element
    }
    this.#steps = [step(words.previous, keyTextOf('pdf.previous', 'PageUp'), -1), step(words.next, keyTextOf('pdf.next', 'PageDown'), 1)]
    const look = (name: 'zoomIn' | 'zoomOut' | 'fit', key: string, run: () => void) =>
      button(icon(name), { class: 'pt-tool', 'aria-label': words[name], title: `${words[name]} (${key})`, 'aria-keyshortcuts': key }, run)
    const bar = h('div', { class: 'pt-pdf-bar', role: 'toolbar', 'aria-label': words.tools }, this.#steps[0]!, this.#page, this.#count, this.#steps[1]!,
      h('span', { class: 'pt-gap' }), look('zoomOut', keyTextOf('pdf.zoom_out', 'Minus'), () => this.#zoomBy(1 / 1.25)), look('zoomIn', keyTextOf('pdf.zoom_in', 'Equal'), () => this.#zoomBy(1.25)), look('fit', keyTextOf('pdf.fit', 'Digit0'), () => this.#fit()))
    this.stage = h('div', { class: 'pt-pdf-stage', tabindex: 0, role: 'region', 'aria-label': words.document(nameOf(options.object)) }, this.#sheet)
    const height = Number.parseInt(attribute(options.object, 'height') ?? '', 10)
    if (height >= 200 && height <= 2000) this.stage.style.maxHeight = `${height}px`
    this.#root = h('div', { class: 'pt-pdf' }, this.#message, bar, this.stage, this.#voice.element)
    el.append(this.#root)
    this.#resize = new ResizeObserver(() => {
      if (Math.abs(this.stage.clientWidth - this.#width) > 1) void this.#draw()
    })
    this.#resize.observe(this.stage)
    void this.#load()
  }

  destroy(): void {
    this.#turn = -1
    this.#resize.disconnect()
    this.#drawing?.cancel()
    void this.#document?.loadingTask.destroy()
    this.#root.remove()
  }

  keys(): Hotkey[] {
    const words = this.#words
    const here = { group: words.group, scope: this.stage, repeat: true }
    const turn = (by: number) => () => this.#goTo(this.#number + by)
    return [
      { ...here, id: 'pdf.next', chord: 'PageDown', label: words.next, run: turn(1) },
      { ...here, id: 'pdf.next2', chord: 'ArrowRight', label: words.next, run: turn(1) },
      { ...here, id: 'pdf.previous', chord: 'PageUp', label: words.previous, run: turn(-1) },
      { ...here, id: 'pdf.previous2', chord: 'ArrowLeft', label: words.previous, run: turn(-1) },
      { ...here, id: 'pdf.first', chord: 'Home', label: words.previous, run: () => this.#goTo(1) },
      { ...here, id: 'pdf.last', chord: 'End', label: words.next, run: () => this.#goTo(this.#document?.numPages ?? 1) },
      { ...here, id: 'pdf.zoom_in', chord: 'Equal', label: words.zoomIn, run: () => this.#zoomBy(1.25) },
      { ...here, id: 'pdf.zoom_out', chord: 'Minus', label: words.zoomOut, run: () => this.#zoomBy(1 / 1.25) },
      { ...here, id: 'pdf.fit', chord: 'Digit0', label: words.fit, run: () => this.#fit() },
    ]
  }

  async #load(): Promise<void> {
    const { object, task, source, resolveMedia } = this.#options
    const reference = asText(resolve(attribute(object, 'value'), task))
    this.#message.hidden = false
    this.#message.replaceChildren(this.#words.loading)
    try {
      const library = await import('./library')
      const document = await library.open(source ?? resolveMedia?.(reference) ?? reference).promise
      if (this.#turn < 0) return void document.loadingTask.destroy()
      this.#document = document
      this.#message.hidden = true
      this.#page.max = String(document.numPages)
      this.#count.textContent = this.#words.count(document.numPages)
      await this.#draw()
    } catch (error) {
      if (this.#turn < 0) return
      const locked = error instanceof Error && error.name === 'PasswordException'
      this.#message.replaceChildren(locked ? this.#words.locked : this.#words.failed, ' ', button(this.#words.retry, { class: 'pt-small' }, () => void this.#load()))
    }
  }

  #goTo(wanted: number): void {
    const count = this.#document?.numPages ?? 1
    const number = Math.min(Math.max(Math.round(wanted) || 1, 1), count)
    this.#page.value = String(number)
    if (number === this.#number) return
    this.#number = number
    this.stage.scrollTop = 0
    this.#voice.say(this.#words.pageOf(number, count))
    void this.#draw()
  }

  #zoomBy(factor: number): void {
    this.#zoom = Math.min(Math.max(this.#zoom * factor, ZOOM.least), ZOOM.most)
    void this.#draw()
  }

  #fit(): void {
    this.#zoom = 1
    void this.#draw()
  }

  /** Draws beside what is seen and then takes its place, so that turning a page shows no gap. */
  async #draw(): Promise<void> {
    const document = this.#document
    this.#width = this.stage.clientWidth
    this.#steps.forEach((step, index) => (step.disabled = this.#number === (index === 0 ? 1 : (document?.numPages ?? 1))))
    if (!document || this.#width === 0) return
    this.#turn += 1
    const turn = this.#turn
    this.#drawing?.cancel()
    const [page, { TextLayer }] = await Promise.all([document.getPage(this.#number), import('./library')])
    if (turn !== this.#turn) return
    const scale = ((this.#width - 2) / page.getViewport({ scale: 1 }).width) * this.#zoom
    const viewport = page.getViewport({ scale })
    const density = Math.min(devicePixelRatio || 1, 2, Math.sqrt(PIXELS_MAX / (viewport.width * viewport.height)))
    const canvas = h('canvas', { width: Math.ceil(viewport.width * density), height: Math.ceil(viewport.height * density), 'aria-hidden': 'true' })
    canvas.style.width = `${viewport.width}px`
    canvas.style.height = `${viewport.height}px`
    this.#drawing = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] })
    try {
      await this.#drawing.promise
    } catch {
      // Another page or size was asked for in the meantime.
      return
    }
    const text = h('div', { class: 'textLayer' })
    text.style.setProperty('--total-scale-factor', String(scale))
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport })
    await layer.render().catch(() => undefined)
    if (turn !== this.#turn) return
    this.#sheet.style.width = `${viewport.width}px`
    this.#sheet.replaceChildren(canvas, text)
  }
}
