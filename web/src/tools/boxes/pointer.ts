/** Mouse, pen and fingers on the stage: one press becomes a tap, a box, a move, a pull, a pan or a pinch. */
import type { Editor } from './editor'
import { handleAt, handlePoint, hit, centre, type Box, type Handle, type Point } from './geometry'
import { toImage, type Viewport } from './viewport'

export interface PointerHost {
  readonly editor: Editor
  readonly element: HTMLElement
  viewport(): Viewport
  zoom(factor: number, at: Point): void
  pan(dx: number, dy: number): void
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

const SLOP = { mouse: 3, touch: 8 }
/** Half of a 44-pixel target. */
const REACH = { mouse: 9, touch: 22 }

export function bindPointer(host: PointerHost): () => void {
  const { editor, element } = host
  const fingers = new Map<number, Point>()
  let press: Press | null = null
  let pinch: { distance: number; middle: Point } | null = null
  let spaceHeld = false
  const leave = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void, passive = true) =>
    element.addEventListener(type, listener, { signal: leave.signal, passive })

  const pointOf = (event: MouseEvent): Point => {
    const frame = element.getBoundingClientRect()
    return { x: event.clientX - frame.left - element.clientLeft, y: event.clientY - frame.top - element.clientTop }
  }
  const onImage = (point: Point) => toImage(host.viewport(), point)

  on('pointerdown', (event) => {
    if (event.button === 2 || (event.target as Element).closest('button')) return
    const at = pointOf(event)
    if (event.pointerType !== 'touch') element.focus({ preventScroll: true })
    element.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, at)
    if (fingers.size === 1) {
      const touch = event.pointerType === 'touch'
      press = { start: at, last: at, touch, moved: false, intent: event.button === 1 || spaceHeld ? { kind: 'pan' } : intentAt(at, touch) }
    } else startPinch()
  })

  on('pointermove', (event) => {
    const at = pointOf(event)
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at)
    if (pinch) return movePinch()
    if (!press) {
      if (event.pointerType === 'mouse') hover(at)
      return
    }
    drag(press, at)
  })

  on('pointerup', (event) => {
    if (!fingers.delete(event.pointerId)) return
    const at = pointOf(event)
    if (press && !pinch) {
      if (!press.moved) tap(at, press.touch)
      else release(press, at)
    }
    end()
  })

  on('pointercancel', (event) => {
    fingers.delete(event.pointerId)
    editor.cancel()
    end()
  })
  on('pointerleave', () => host.hover(null))

  on('wheel', (event) => {
    event.preventDefault()
    if (event.shiftKey) return host.pan(-(event.deltaX || event.deltaY), 0)
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    host.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0015)), pointOf(event))
  }, false)

  on('keydown', (event) => {
    if (event.code !== 'Space' || event.target !== element) return
    event.preventDefault()
    spaceHeld = true
  }, false)
  on('keyup', (event) => {
    if (event.code === 'Space') spaceHeld = false
  })
  on('blur', () => (spaceHeld = false))

  const idle = (): Intent => (editor.canDraw ? { kind: 'draw' } : { kind: 'pan' })

  function intentAt(at: Point, touch: boolean): Intent {
    const selected = editor.canEdit && editor.draft === null ? editor.shape(editor.selectedId) : null
    if (!selected) return idle()
    const { box, region: { id } } = selected
    const point = onImage(at)
    const reach = REACH[touch ? 'touch' : 'mouse'] / host.viewport().scale
    const inside = hit([selected], point, 0) !== null
    const handle = handleAt(box, point, reach)
    if (handle && !(inside && nearer(point, centre(box), handlePoint(box, handle)))) {
      const knob = handlePoint(box, handle)
      return { kind: 'pull', id, from: box, handle, grip: { x: knob.x - point.x, y: knob.y - point.y } }
    }
    if (inside) return { kind: 'move', id, from: box }
    return idle()
  }

  function drag(current: Press, at: Point): void {
    const { intent, start, touch } = current
    if (!current.moved) {
      if (Math.hypot(at.x - start.x, at.y - start.y) < SLOP[touch ? 'touch' : 'mouse']) return
      current.moved = true
      // A second corner that is dragged rather than tapped goes on with the draft that is there.
      if (intent.kind === 'draw' && !editor.draft) editor.begin(onImage(start), 'drag')
    }
    const from = onImage(start)
    const to = onImage(at)
    if (intent.kind === 'draw') editor.stretch(to)
    else if (intent.kind === 'pan') host.pan(at.x - current.last.x, at.y - current.last.y)
    else if (intent.kind === 'move') editor.pullMove(intent.id, intent.from, to.x - from.x, to.y - from.y)
    else editor.pullHandle(intent.id, intent.from, intent.handle, { x: to.x + intent.grip.x, y: to.y + intent.grip.y })
    current.last = at
    host.hover(null)
    if (touch && (intent.kind === 'draw' || intent.kind === 'pull')) host.magnify(at)
  }

  function release({ intent }: Press, at: Point): void {
    if (intent.kind === 'draw') {
      editor.stretch(onImage(at))
      editor.finish()
    } else if (intent.kind !== 'pan') editor.letGo()
  }

  function tap(at: Point, touch: boolean): void {
    const point = onImage(at)
    if (editor.draft) {
      editor.stretch(point)
      return editor.finish()
    }
    const shape = hit(editor.shapes(), point, (touch ? 12 : 4) / host.viewport().scale)
    if (shape && editor.options.mode === 'pick') return editor.pickRegion(shape.region.id)
    if (shape && shape.region.id !== editor.selectedId) return editor.select(shape.region.id)
    // A tap beside the selected box lets go of it; only who draws by taps goes straight on to the next box.
    const letsGo = !shape && editor.selectedId !== null && editor.lastVia !== 'tap'
    if (letsGo || !editor.canDraw) return editor.select(shape ? editor.selectedId : null)
    editor.begin(point, 'tap')
  }

  function hover(at: Point): void {
    if (editor.draft) editor.stretch(onImage(at))
    host.hover(at)
  }

  function startPinch(): void {
    // What one finger had begun was the start of a pinch: no stray shape may come of it.
    if (editor.draft?.via === 'drag' || editor.pulled) editor.cancel()
    host.magnify(null)
    press = null
    pinch = spread()
  }

  function movePinch(): void {
    const now = spread()
    if (!pinch || !now) return
    host.pan(now.middle.x - pinch.middle.x, now.middle.y - pinch.middle.y)
    host.zoom(now.distance / pinch.distance, now.middle)
    pinch = now
  }

  function spread(): { distance: number; middle: Point } | null {
    const [a, b] = [...fingers.values()]
    if (!a || !b) return null
    return { distance: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } }
  }

  function end(): void {
    host.magnify(null)
    press = null
    // The finger that stays after a pinch does nothing until it is lifted.
    if (fingers.size === 0) pinch = null
    else pinch = spread() ?? pinch
  }

  return () => leave.abort()
}

const nearer = (point: Point, a: Point, b: Point) => Math.hypot(point.x - a.x, point.y - a.y) < Math.hypot(point.x - b.x, point.y - b.y)
