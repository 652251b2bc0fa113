/** What a moving finger means. Pure. */

interface Moment {
  readonly x: number
  readonly y: number
  /** Milliseconds. */
  readonly time: number
}

export interface Swipe {
  readonly start: Moment
  readonly at: Moment
  /** Of the screen, in CSS pixels. */
  readonly width: number
  /** It has been going sideways for long enough to be a swipe. */
  readonly sideways: boolean
}

export interface Decision {
  readonly dx: number
  /** Where it goes; null while that is open. */
  readonly towards: 0 | 1 | null
  /** What is taken if the finger lifts now; null: nothing. */
  readonly side: 0 | 1 | null
  /** It was something else after all. */
  readonly isOver: boolean
}

/** Swipes from here are the browser's: back and forward. */
const EDGE = 20
/** Before this way nobody knows which way it goes. */
const BEGUN = 16
/** A slow swipe takes an answer from this share of the screen on. */
const FAR = 0.3
/** A quick one from this way and speed (pixels per millisecond) on. */
const FLICK = { way: 56, speed: 0.6 }

export function decide({ start, at, width, sideways }: Swipe): Decision {
  const [dx, dy] = [at.x - start.x, at.y - start.y]
  const way = Math.abs(dx)
  const isOver = start.x < EDGE || start.x > width - EDGE || (!sideways && Math.abs(dy) > BEGUN && Math.abs(dy) > way)
  const towards = isOver || way < BEGUN || (!sideways && way < Math.abs(dy) * 2) ? null : dx < 0 ? 0 : 1
  const speed = way / Math.max(at.time - start.time, 1)
  const isFar = way >= width * FAR || (way >= FLICK.way && speed >= FLICK.speed)
  return { dx, towards, side: towards !== null && isFar ? towards : null, isOver }
}
