/** Mouse, pen and fingers on the stage: one press becomes a tap, a box, a move, a pull, a pan or a pinch. */
import type { Camera } from './camera'
import type { Editor } from './editor'
import { centre, handleAt, handlePoint, hit, type Box, type Handle, type Point } from './geometry'
import { toImage } from './viewport'

export interface PointerHost {
  readonly editor: Editor
  readonly element: HTMLElement
  readonly camera: Camera
  /** Shows what the finger hides; null when nothing is to be shown. */
  magnify(at: Point | null): void
  hover(at: Point | null): void
}

type Intent =
  | { readonly kind: 'draw' }
  | { readonly kind: 'pan' }
  | { readonly kind: 'move'; readonly id: string; readonly from: Box }
  | { readonly kind: 'pull'; readonly id: string; readonly from: Box; readonly handle: Handle; readonly grip: Point }

interface Press {
  readonly start: Point
  readonly touch: boolean
  readonly intent: Intent
  moved: boolean
  last: Point
}

interface Spread {
  readonly distance: number
  readonly middle: Point
}

/** How far a press may wander and still be a tap, in CSS pixels. */
const SLOP = { mouse: 3, touch: 8 }
/** Half of a 44-pixel target. */
const REACH = { mouse: 9, touch: 22 }
const TAP_REACH = { mouse: 4, touch: 12 }

export function bindPointer(host: PointerHost): () => void {
  const gestures = new Gestures(host)
  const leave = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, passive = true) =>
    host.element.addEventListener(type, listener, { signal: leave.signal, passive })
  on('pointerdown', (event) => gestures.down(event))
  on('pointermove', (event) => gestures.move(event))
  on('pointerup', (event) => gestures.up(event))
  on('pointercancel', (event) => gestures.interrupted(event))
  on('pointerleave', () => host.hover(null))
  on('wheel', (event) => gestures.wheel(event), false)
  on('keydown', (event) => gestures.spaceDown(event), false)
  on('keyup', (event) => event.code === 'Space' && gestures.spaceUp())
  on('blur', () => gestures.spaceUp())
  return () => leave.abort()
}

class Gestures {
  readonly #host: PointerHost
  readonly #fingers = new Map<number, Point>()
  #press: Press | null = null
  #pinch: Spread | null = null
  #spaceHeld = false
  /** Where the stage lay when it was pressed. A font or a notice that arrives meanwhile moves the stage, but not what the hand is drawing. */
  #frame: DOMRect | null = null

  constructor(host: PointerHost) {
    this.#host = host
  }

  down(event: PointerEvent): void {
    const { element } = this.#host
    if (event.button === 2 || (event.target as Element).closest('button')) return
    if (this.#fingers.size === 0) this.#frame = element.getBoundingClientRect()
    const at = this.#pointOf(event)
    const touch = event.pointerType === 'touch'
    if (!touch) element.focus({ preventScroll: true })
    element.setPointerCapture(event.pointerId)
    this.#fingers.set(event.pointerId, at)
    if (this.#fingers.size > 1) return this.#startPinch()
    const intent: Intent = event.button === 1 || this.#spaceHeld ? { kind: 'pan' } : this.#intentAt(at, touch)
    this.#press = { start: at, last: at, touch, moved: false, intent }
  }

  move(event: PointerEvent): void {
    const at = this.#pointOf(event)
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, at)
    if (this.#pinch) this.#movePinch(this.#pinch)
    else if (this.#press) this.#drag(this.#press, at)
    else if (event.pointerType === 'mouse') {
      if (this.#host.editor.draft) this.#host.editor.stretch(this.#onImage(at))
      this.#host.hover(at)
    }
  }

  up(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) return
    const at = this.#pointOf(event)
    if (this.#press && !this.#pinch) {
      if (this.#press.moved) this.#release(this.#press, at)
      else this.#tap(at, this.#press.touch)
    }
    this.#end()
  }

  interrupted(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId)
    this.#host.editor.cancel()
    this.#end()
  }

  wheel(event: WheelEvent): void {
    event.preventDefault()
    if (event.shiftKey) return this.#host.camera.pan(-(event.deltaX || event.deltaY), 0)
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    // A trackpad pinch arrives as a wheel with Ctrl and small steps.
    const speed = event.ctrlKey ? 0.01 : 0.0015
    this.#host.camera.zoom(Math.exp(-event.deltaY * lines * speed), this.#pointOf(event))
  }

  spaceDown(event: KeyboardEvent): void {
    // Only while drawing: an inspector's Space belongs to the page.
    if (event.code !== 'Space' || event.target !== this.#host.element || !this.#host.editor.canDraw) return
    event.preventDefault()
    this.#spaceHeld = true
  }

  spaceUp(): void {
    this.#spaceHeld = false
  }

  #pointOf(event: MouseEvent): Point {
    const { element } = this.#host
    const frame = this.#frame ?? element.getBoundingClientRect()
    return { x: event.clientX - frame.left - element.clientLeft, y: event.clientY - frame.top - element.clientTop }
  }

  #onImage(point: Point): Point {
    return toImage(this.#host.camera.viewport, point)
  }

  #intentAt(at: Point, touch: boolean): Intent {
    const { editor } = this.#host
    const selected = editor.canEdit && editor.draft === null ? editor.shape(editor.selectedId) : null
    if (!selected) return this.#free()
    const { box, region: { id } } = selected
    const point = this.#onImage(at)
    const inside = hit([selected], point, 0) !== null
    const handle = handleAt(box, point, REACH[touch ? 'touch' : 'mouse'] / this.#host.camera.viewport.scale)
    // In a small box the handles' targets cover its inside; nearer to the middle means the box itself.
    if (handle && !(inside && isNearer(point, centre(box), handlePoint(box, handle)))) {
      const knob = handlePoint(box, handle)
      return { kind: 'pull', id, from: box, handle, grip: { x: knob.x - point.x, y: knob.y - point.y } }
    }
    return inside ? { kind: 'move', id, from: box } : this.#free()
  }

  #free(): Intent {
    return { kind: this.#host.editor.canDraw ? 'draw' : 'pan' }
  }

  #drag(press: Press, at: Point): void {
    const { intent, start, touch } = press
    const { editor } = this.#host
    if (!press.moved) {
      if (Math.hypot(at.x - start.x, at.y - start.y) < SLOP[touch ? 'touch' : 'mouse']) return
      press.moved = true
      // A second corner that is dragged rather than tapped goes on with the draft that is there.
      if (intent.kind === 'draw' && !editor.draft) editor.begin(this.#onImage(start), 'drag')
    }
    this.#pull(press, at)
    press.last = at
    this.#host.hover(null)
    if (touch && (intent.kind === 'draw' || intent.kind === 'pull')) this.#host.magnify(at)
  }

  #pull({ intent, start, last }: Press, at: Point): void {
    const { editor } = this.#host
    const [from, to] = [this.#onImage(start), this.#onImage(at)]
    switch (intent.kind) {
      case 'draw': return editor.stretch(to)
      case 'pan': return this.#host.camera.pan(at.x - last.x, at.y - last.y)
      case 'move': return editor.pullMove(intent.id, intent.from, to.x - from.x, to.y - from.y)
      case 'pull': return editor.pullHandle(intent.id, intent.from, intent.handle, { x: to.x + intent.grip.x, y: to.y + intent.grip.y })
    }
  }

  #release({ intent }: Press, at: Point): void {
    const { editor } = this.#host
    if (intent.kind === 'pan') return
    if (intent.kind !== 'draw') return editor.letGo()
    editor.stretch(this.#onImage(at))
    editor.finish()
  }

  #tap(at: Point, touch: boolean): void {
    const { editor } = this.#host
    const point = this.#onImage(at)
    if (editor.draft) {
      editor.stretch(point)
      return editor.finish()
    }
    const shape = hit(editor.shapes(), point, TAP_REACH[touch ? 'touch' : 'mouse'] / this.#host.camera.viewport.scale)
    if (shape && editor.options.mode === 'pick') return editor.pickRegion(shape.region.id)
    if (shape && shape.region.id !== editor.selectedId) return editor.select(shape.region.id)
    // A tap beside the selected box lets go of it; only who draws by taps goes straight on to the next box.
    const letsGo = !shape && editor.selectedId !== null && editor.lastVia !== 'tap'
    if (letsGo || !editor.canDraw) return editor.select(shape ? editor.selectedId : null)
    editor.begin(point, 'tap')
  }

  #startPinch(): void {
    // What one finger had begun was the start of a pinch: no stray shape may come of it.
    const { editor } = this.#host
    if (editor.draft?.via === 'drag' || editor.pulled) editor.cancel()
    this.#host.magnify(null)
    this.#press = null
    this.#pinch = this.#spread()
  }

  #movePinch(before: Spread): void {
    const now = this.#spread()
    if (!now) return
    this.#host.camera.pan(now.middle.x - before.middle.x, now.middle.y - before.middle.y)
    this.#host.camera.zoom(now.distance / before.distance, now.middle)
    this.#pinch = now
  }

  #spread(): Spread | null {
    const [a, b] = [...this.#fingers.values()]
    if (!a || !b) return null
    return { distance: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
  }

  #end(): void {
    this.#host.magnify(null)
    this.#press = null
    if (this.#fingers.size === 0) this.#frame = null
    // The finger that stays after a pinch does nothing until it is lifted.
    this.#pinch = this.#fingers.size === 0 ? null : (this.#spread() ?? this.#pinch)
  }
}

function isNearer(point: Point, a: Point, b: Point): boolean {
  return Math.hypot(point.x - a.x, point.y - a.y) < Math.hypot(point.x - b.x, point.y - b.y)
}
