/**
 * Swiping between two answers on a phone: to the left takes the left one, to the right the right one. Only one more way: the
 * buttons stay, and say which way they are swiped (WCAG 2.5.1). Scrolling and pinching stay the browser's.
 */
import { h } from '../dom'
import { decide, type Swipe } from './model'
import './style.css'

export interface SwipeOptions {
  /** What is taken by swiping to the left, and to the right. */
  readonly titles: readonly [left: string, right: string]
  readonly choose: (side: 0 | 1) => void
  readonly isOpen: () => boolean
}

/** What a finger does of its own: drawing, sliding, writing, pressing, and whatever scrolls sideways. */
const OWN_TOUCH = '.pt-stage, input, textarea, select, audio, video, [role="slider"], [contenteditable="true"]'

/** Follows swipes anywhere on `root`; returns how to stop. */
export function bindSwipe(root: HTMLElement, { titles, choose, isOpen }: SwipeOptions): () => void {
  const labels = titles.map((title, side) => h('div', { class: `pt-swipe-label pt-swipe-${side === 0 ? 'left' : 'right'}`, 'aria-hidden': 'true' },
    h('span', {}, side === 0 ? '←' : '→'), h('strong', {}, title)))
  root.after(...labels)
  root.classList.add('pt-swipes')
  const leave = new AbortController()
  const fingers = new Set<number>()
  let swipe: Swipe | null = null

  function show(): void {
    const decision = swipe ? decide(swipe) : null
    root.style.translate = swipe?.sideways ? `${decision!.dx * 0.5}px 0` : ''
    root.classList.toggle('pt-swiping', Boolean(swipe?.sideways))
    labels.forEach((label, side) => {
      label.classList.toggle('pt-shown', decision?.towards === side)
      label.classList.toggle('pt-sure', decision?.side === side)
    })
  }

  function end(): void {
    swipe = null
    show()
  }

  function down(event: PointerEvent): void {
    fingers.add(event.pointerId)
    // A second finger makes it a pinch, for good.
    if (fingers.size > 1) return end()
    if (event.pointerType !== 'touch' || !isOpen() || isTaken(event.target as Element, root)) return
    swipe = { start: { x: event.clientX, y: event.clientY, time: event.timeStamp }, at: { x: event.clientX, y: event.clientY, time: event.timeStamp }, width: window.innerWidth, sideways: false }
  }

  function move(event: PointerEvent): void {
    if (!swipe || fingers.size !== 1) return
    swipe = { ...swipe, at: { x: event.clientX, y: event.clientY, time: event.timeStamp } }
    const decision = decide(swipe)
    if (decision.isOver) return end()
    if (!swipe.sideways && decision.towards !== null) {
      swipe = { ...swipe, sideways: true }
      // From here on it is no press of the button below the finger.
      root.setPointerCapture(event.pointerId)
    }
    show()
  }

  function up(event: PointerEvent): void {
    fingers.delete(event.pointerId)
    const side = swipe?.sideways ? decide(swipe).side : null
    if (swipe?.sideways) root.addEventListener('click', (click) => click.stopPropagation(), { capture: true, once: true, signal: AbortSignal.timeout(50) })
    end()
    if (side !== null && isOpen()) choose(side)
  }

  function cancel(event: PointerEvent): void {
    fingers.delete(event.pointerId)
    end()
  }

  const on = (type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel', listener: (event: PointerEvent) => void) =>
    root.addEventListener(type, listener, { signal: leave.signal })
  on('pointerdown', down)
  on('pointermove', move)
  on('pointerup', up)
  on('pointercancel', cancel)
  return () => {
    leave.abort()
    end()
    root.classList.remove('pt-swipes')
    for (const label of labels) label.remove()
  }
}

function isTaken(target: Element, root: HTMLElement): boolean {
  if (target.closest(OWN_TOUCH)) return true
  for (let element: Element | null = target; element && element !== root; element = element.parentElement) {
    if (element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX)) return true
  }
  return false
}
