/** Mouse, pen and fingers on the stage: one press becomes a tap, a box, a move, a pull, a pan or a pinch. */
import type { Camera } from './camera'
import type { Board } from './board'
import type { Drawing } from './drawing'
import { distanceOf, hit, knobAt, type Form } from './form'
import type { Point } from './geometry'
import { toImage } from './viewport'

export interface PointerHost {
  readonly board: Board
  /** Null where nobody draws. */
  readonly drawing: () => Drawing | null
  readonly element: HTMLElement
  readonly camera: Camera
  /** Shows what the finger hides; null when nothing is to be shown. */
  magnify(at: Point | null): void
  hover(at: Point | null): void
}

type Intent =
  | { readonly kind: 'draw' }
  | { readonly kind: 'pan' }
  | { readonly kind: 'paint' }
  | { readonly kind: 'move'; readonly id: string; readonly from: Form }
  | { readonly kind: 'pull'; readonly id: string; readonly from: Form; readonly knob: string; readonly grip: Point }

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
export const REACH = { mouse: 9, touch: 22 }
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
      this.#host.drawing()?.stretch(this.#onImage(at))
      this.#host.hover(at)
    }
  }

  up(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) return
    const at = this.#pointOf(event)
    if (this.#press && !this.#pinch) {
      if (this.#press.moved) this.#release(this.#press, at)
      else this.#tap(this.#press, at)
    }
    this.#end()
  }

  interrupted(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId)
    this.#host.drawing()?.cancel()
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
    if (event.code !== 'Space' || event.target !== this.#host.element || !this.#host.drawing()?.canDraw) return
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
    const drawing = this.#host.drawing()
    const { selected, canEdit } = this.#host.board
    if (!drawing || !selected || !canEdit || drawing.draft || drawing.isPainting || selected.form.mask) return this.#free()
    const { form, region: { id } } = selected
    const { scale } = this.#host.camera.viewport
    const point = this.#onImage(at)
    const inside = form.isHit(point, 0)
    const knob = knobAt(drawing.mending.knobs(scale), point, REACH[touch ? 'touch' : 'mouse'] / scale)
    // In a small box the handles' targets cover its inside; nearer to the middle means the box itself.
    if (knob && !(inside && distanceOf(point, form.middle) < distanceOf(point, knob.at))) {
      return { kind: 'pull', id, from: form, knob: knob.id, grip: { x: knob.at.x - point.x, y: knob.at.y - point.y } }
    }
    return inside ? { kind: 'move', id, from: form } : this.#free()
  }

  #free(): Intent {
    const drawing = this.#host.drawing()
    if (!drawing?.canDraw) return { kind: 'pan' }
    return { kind: drawing.isPainting ? 'paint' : 'draw' }
  }

  #drag(press: Press, at: Point): void {
    const { intent, start, touch } = press
    const drawing = this.#host.drawing()
    if (!press.moved) {
      if (Math.hypot(at.x - start.x, at.y - start.y) < SLOP[touch ? 'touch' : 'mouse']) return
      press.moved = true
      // A second corner that is dragged rather than tapped goes on with the draft that is there.
      if (intent.kind === 'draw' && !drawing?.draft) drawing?.begin(this.#onImage(start), 'drag')
      if (intent.kind === 'paint') drawing?.paintFrom(this.#onImage(start), 'drag')
    }
    this.#pull(press, at)
    press.last = at
    this.#host.hover(intent.kind === 'paint' && !touch ? at : null)
    if (touch && intent.kind !== 'pan' && intent.kind !== 'move') this.#host.magnify(at)
  }

  #pull({ intent, start, last }: Press, at: Point): void {
    const { board, camera } = this.#host
    const drawing = this.#host.drawing()
    const [from, to] = [this.#onImage(start), this.#onImage(at)]
    if (intent.kind === 'pan') return camera.pan(at.x - last.x, at.y - last.y)
    if (!drawing || !board.size) return
    switch (intent.kind) {
      case 'draw': return drawing.stretch(to)
      case 'paint': return drawing.paintTo(to)
      case 'move': return drawing.mending.pull(intent.id, intent.from.moved(to.x - from.x, to.y - from.y, board.size))
      case 'pull': return drawing.mending.pull(intent.id, intent.from.pulled(intent.knob, { x: to.x + intent.grip.x, y: to.y + intent.grip.y }, board.size))
    }
  }

  #release({ intent, touch }: Press, at: Point): void {
    const drawing = this.#host.drawing()
    if (intent.kind === 'draw') drawing?.put(this.#onImage(at), 'tap', this.#reach(touch))
    else if (intent.kind === 'paint') drawing?.paintEnd()
    else if (intent.kind !== 'pan') drawing?.mending.letGo()
  }

  #reach(touch: boolean): number {
    return REACH[touch ? 'touch' : 'mouse'] / this.#host.camera.viewport.scale
  }

  #tap(press: Press, at: Point): void {
    const { board, camera } = this.#host
    const drawing = this.#host.drawing()
    const { intent, touch } = press
    const point = this.#onImage(at)
    if (drawing && (drawing.draft || intent.kind === 'paint')) return drawing.put(point, 'tap', this.#reach(touch))
    if (intent.kind === 'pull') return drawing?.mending.tapKnob(intent.knob)
    const shape = hit(board.shapes(), point, TAP_REACH[touch ? 'touch' : 'mouse'] / camera.viewport.scale)
    if (shape && board.options.mode === 'pick') return board.pickRegion(shape.region.id)
    if (shape && shape.region.id !== board.selectedId) return board.select(shape.region.id)
    // A tap beside the selected shape lets go of it; only who draws by taps goes straight on to the next one.
    const letsGo = !shape && board.selectedId !== null && drawing?.lastVia !== 'tap'
    if (letsGo || !drawing?.canDraw) return board.select(shape ? board.selectedId : null)
    drawing.put(point, 'tap', this.#reach(touch))
  }

  #startPinch(): void {
    // What one finger had begun was the start of a pinch: no stray shape may come of it.
    const drawing = this.#host.drawing()
    if (drawing?.draft?.via === 'drag' || drawing?.painting?.via === 'drag' || this.#host.board.pulled) drawing?.cancel()
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
