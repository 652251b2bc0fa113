/** The strip that runs along the axis: what the tool draws behind, stretches over it, the place of listening, and pointers on it. */
import { h, setAttributes } from '../dom'
import type { StretchEditor } from './editor'
import { lanesOf, panned, ticksOf, zoomed, type Edge, type Stretch, type Window } from './model'

/** A stretch that somebody remarked on. */
export interface TrackPin {
  readonly number: number
  readonly start: number
  readonly end: number
}

export interface TrackHost {
  readonly editor: StretchEditor
  readonly name: (stretch: Stretch, index: number) => string
  readonly color: (stretch: Stretch) => string
  readonly classes: (stretch: Stretch) => string
  readonly ghosts: () => readonly Stretch[]
  readonly pins: () => readonly TrackPin[]
  position(): number
  seek(position: number): void
  window(): Window
  setWindow(window: Window): void
  invalidate(): void
}

/** A picture behind the stretches, drawn for the part in view. */
export interface Backdrop {
  readonly element: HTMLElement
  draw(window: Window, width: number): void
}

const LANE_HEIGHT = 32
/** How far a pointer may be from an end to take hold of it. */
const REACH = { mouse: 8, touch: 24 }
const DRAG_LEAST = 4

export class Track {
  readonly element: HTMLElement
  readonly #host: TrackHost
  readonly #backdrop: Backdrop | null
  readonly #bands = h('div', { class: 'pt-bands', 'aria-hidden': 'true' })
  readonly #ruler = h('div', { class: 'pt-ruler', 'aria-hidden': 'true' })
  readonly #playhead = h('div', { class: 'pt-playhead', 'aria-hidden': 'true' })
  readonly #drawn = new Map<string, HTMLElement>()
  readonly #draft = band('pt-band pt-band-draft')
  readonly #cleanups: (() => void)[] = []
  readonly #pins: HTMLElement[] = []
  #rulerKey = ''
  #ghostsDrawn = ''

  constructor(host: TrackHost, backdrop: Backdrop | null, attributes: Record<string, string>) {
    this.#host = host
    this.#backdrop = backdrop
    this.element = h('div', { class: `pt-track${backdrop ? '' : ' pt-track-lanes'}`, tabindex: 0, ...attributes },
      backdrop?.element ?? null, this.#bands, this.#ruler, this.#playhead)
    this.#bands.append(this.#draft)
    const resize = new ResizeObserver(() => host.invalidate())
    resize.observe(this.element)
    this.#cleanups.push(() => resize.disconnect())
    this.#bindPointer()
    this.element.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false })
  }

  destroy(): void {
    for (const cleanup of this.#cleanups) cleanup()
  }

  get width(): number {
    return this.element.clientWidth || 1
  }

  paint(): void {
    const { editor } = this.#host
    this.#backdrop?.draw(this.#host.window(), this.width)
    const stretches = editor.stretches
    const lanes = lanesOf(stretches)
    const gone = new Set(this.#drawn.keys())
    stretches.forEach((stretch, index) => {
      gone.delete(stretch.region.id)
      this.#paintBand(stretch, index, lanes[index]!)
    })
    for (const id of gone) {
      this.#drawn.get(id)?.remove()
      this.#drawn.delete(id)
    }
    if (!this.#backdrop) this.element.style.setProperty('--lanes', String(Math.max(1, ...lanes.map((lane) => lane + 1))))
    this.#paintGhosts()
    this.#paintPins()
    this.#paintRuler()
    this.paintPlayhead()
  }

  /** Only what moves while it plays. */
  paintPlayhead(): void {
    const { editor } = this.#host
    const position = this.#host.position()
    this.#playhead.style.transform = `translateX(${this.#x(position)}px)`
    const draft = editor.draft ?? (editor.begun === null ? null : { start: editor.begun, end: position })
    this.#draft.hidden = draft === null
    if (draft) this.#place(this.#draft, Math.min(draft.start, draft.end), Math.max(draft.start, draft.end))
  }

  #x(position: number): number {
    const { from, to } = this.#host.window()
    return ((position - from) / (to - from || 1)) * this.width
  }

  #at(x: number): number {
    const { from, to } = this.#host.window()
    return from + (x / this.width) * (to - from)
  }

  #place(element: HTMLElement, start: number, end: number): void {
    // Kept near the strip: an element of a million pixels is drawn by no browser.
    const left = Math.max(this.#x(start), -40)
    const right = Math.min(this.#x(end), this.width + 40)
    element.classList.toggle('pt-out', right < 0 || left > this.width)
    element.style.transform = `translateX(${left}px)`
    element.style.width = `${Math.max(right - left, 2)}px`
  }

  #paintBand(stretch: Stretch, index: number, lane: number): void {
    const { id } = stretch.region
    let element = this.#drawn.get(id)
    if (!element) {
      element = band('pt-band', h('span', { class: 'pt-band-name' }), h('i', { class: 'pt-grip' }), h('i', { class: 'pt-grip pt-grip-end' }))
      this.#drawn.set(id, element)
      this.#bands.append(element)
    }
    const name = this.#host.name(stretch, index)
    if (element.firstElementChild!.textContent !== name) element.firstElementChild!.textContent = name
    const selected = id === this.#host.editor.selectedId
    element.className = `pt-band${selected ? ' pt-selected' : ''} ${this.#host.classes(stretch)}`
    element.style.setProperty('--shape', this.#host.color(stretch))
    element.style.setProperty('--lane', `${lane * (this.#backdrop ? 22 : LANE_HEIGHT)}px`)
    this.#place(element, stretch.start, stretch.end)
  }

  #paintGhosts(): void {
    const ghosts = this.#host.ghosts()
    const key = ghosts.length === 0 ? '' : `${this.#host.window().from} ${this.#host.window().to} ${this.width} ${ghosts.length}`
    if (key === this.#ghostsDrawn) return
    this.#ghostsDrawn = key
    for (const old of this.#bands.querySelectorAll('.pt-ghost')) old.remove()
    this.#bands.prepend(...ghosts.map((ghost) => {
      const element = band('pt-band pt-ghost')
      this.#place(element, ghost.start, ghost.end)
      return element
    }))
  }

  #paintPins(): void {
    const pins = this.#host.pins()
    while (this.#pins.length > pins.length) this.#pins.pop()!.remove()
    pins.forEach(({ number, start, end }, index) => {
      const element = (this.#pins[index] ??= band('pt-band pt-band-pin', h('span', { class: 'pt-pin' })))
      if (!element.isConnected) this.#bands.append(element)
      element.firstElementChild!.textContent = String(number)
      this.#place(element, start, end)
    })
  }

  #paintRuler(): void {
    const { editor } = this.#host
    const window = this.#host.window()
    const key = `${window.from} ${window.to} ${this.width}`
    if (key === this.#rulerKey) return
    this.#rulerKey = key
    this.#ruler.replaceChildren(...(editor.axis.ticks ?? ticksOf)(window, this.width / (editor.axis.ticks ? 130 : 90)).map((tick) => {
      const element = h('span', {}, editor.axis.format(tick))
      element.style.transform = `translateX(${this.#x(tick)}px)`
      return element
    }))
  }

  #edgeAt(x: number, reach: number): Edge | null {
    const { selected, canEdit } = this.#host.editor
    if (!selected || !canEdit) return null
    const [start, end] = [Math.abs(this.#x(selected.start) - x), Math.abs(this.#x(selected.end) - x)]
    if (Math.min(start, end) > reach) return null
    return start < end ? 'start' : 'end'
  }

  /** The shortest of those under the pointer, so that one within another can be reached. */
  #stretchAt(x: number, y: number): Stretch | null {
    const all = this.#host.editor.stretches
    const lanes = lanesOf(all)
    const at = this.#at(x)
    const margin = this.#at(3) - this.#at(0)
    const under = all.filter((stretch, index) => at >= stretch.start - margin && at <= stretch.end + margin &&
      (this.#backdrop !== null || Math.floor(y / LANE_HEIGHT) === lanes[index]))
    return under.toSorted((a, b) => (a.end - a.start) - (b.end - b.start))[0] ?? null
  }

  #bindPointer(): void {
    this.element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !event.isPrimary) return
      const frame = this.element.getBoundingClientRect()
      const touch = event.pointerType === 'touch'
      const down = event.clientX - frame.left
      const edge = this.#edgeAt(down, touch ? REACH.touch : REACH.mouse)
      this.element.setPointerCapture?.(event.pointerId)
      const gesture = new AbortController()
      let moved = false
      const move = (next: PointerEvent) => {
        const x = Math.min(Math.max(next.clientX - frame.left, 0), this.width)
        if (!moved && Math.abs(x - down) < DRAG_LEAST) return
        this.#drag({ edge, touch, down, x, first: !moved })
        moved = true
      }
      const end = (last: PointerEvent) => {
        gesture.abort()
        const { editor } = this.#host
        if (last.type === 'pointercancel') {
          editor.draft = null
          this.#host.invalidate()
        } else if (!moved) this.#click(down, event.clientY - frame.top)
        else if (editor.draft) editor.add(editor.draft)
      }
      const { signal } = gesture
      this.element.addEventListener('pointermove', move, { signal })
      this.element.addEventListener('pointerup', end, { signal })
      this.element.addEventListener('pointercancel', end, { signal })
    })
  }

  /** A hand on an end moves it; a mouse draws; a finger, which cannot hover, looks for the place. */
  #drag({ edge, touch, down, x, first }: { edge: Edge | null; touch: boolean; down: number; x: number; first: boolean }): void {
    const { editor } = this.#host
    if (edge) {
      editor.setEdge(edge, this.#at(x), !first)
      if (touch) this.#host.seek(this.#at(x))
    } else if (touch || !editor.canTake) this.#host.seek(this.#at(x))
    else {
      editor.draft = { start: this.#at(down), end: this.#at(x) }
      this.#host.invalidate()
    }
  }

  #click(x: number, y: number): void {
    const { editor } = this.#host
    this.#host.seek(this.#at(x))
    if (editor.begun === null) editor.choose(this.#stretchAt(x, y)?.region.id ?? null)
  }

  #onWheel(event: WheelEvent): void {
    const { editor } = this.#host
    const window = this.#host.window()
    const sideways = event.shiftKey ? event.deltaY : event.deltaX
    if (event.ctrlKey || event.metaKey) {
      const at = this.#at(event.clientX - this.element.getBoundingClientRect().left)
      this.#host.setWindow(zoomed(window, event.deltaY < 0 ? 1.25 : 0.8, at, editor.axis))
    } else if (Math.abs(sideways) > 0) this.#host.setWindow(panned(window, this.#at(sideways) - this.#at(0), editor.axis))
    else return
    event.preventDefault()
  }
}

function band(classes: string, ...children: Node[]): HTMLElement {
  const element = h('div', { class: classes }, ...children)
  setAttributes(element, { hidden: classes.includes('draft') })
  return element
}
