/** Frames of a video, counted from 1, as Label Studio counts them. Pure. */
import { asText, attribute, resolve } from '../node'
import type { Axis } from '../stretches/model'
import type { ConfigNode, Region, TaskData } from '../types'
import { BOXES, spanOf, withSpan } from './boxes'

export const TIMELINE = 'timelinelabels'

/** Frames a second, where the config says nothing. */
const FRAME_RATE = 24

export function frameRateOf(node: ConfigNode, task: TaskData): number {
  const rate = Number(asText(resolve(attribute(node, 'frameRate'), task)))
  return rate > 0 && rate <= 1000 ? rate : FRAME_RATE
}

export class Frames {
  readonly rate: number
  readonly duration: number
  readonly count: number

  constructor(rate: number, duration: number) {
    this.rate = rate
    this.duration = duration
    this.count = Math.max(Math.round(duration * rate), 1)
  }

  /** The frame that is seen at a time. */
  at(seconds: number): number {
    return Math.min(Math.max(Math.floor(seconds * this.rate + 1e-4) + 1, 1), this.count)
  }

  /** A time at which the frame is surely seen: its middle. */
  timeOf(frame: number): number {
    return Math.min(Math.max(frame, 1), this.count) / this.rate - 0.5 / this.rate
  }
}

type Range = Readonly<Record<string, unknown>> & { readonly start: number; readonly end: number }

function rangesOf(value: Region['value']): Range[] {
  const rows = value['ranges']
  return Array.isArray(rows) ? rows.filter((row): row is Range => Number.isFinite(row?.start) && Number.isFinite(row?.end)) : []
}

/** Positions are the lines between frames: frame 1 lies between 0 and 1. */
export function framesAxis(frames: Frames): Axis {
  return {
    from: 0,
    to: frames.count,
    perSecond: frames.rate,
    nudge: 1,
    step: 1,
    least: 1,
    read(region) {
      if (region.type === BOXES) return spanOf(region.value, frames.count)
      const ranges = rangesOf(region.value)
      const [first, last] = [ranges[0], ranges.at(-1)]
      return first && last ? { start: first.start - 1, end: last.end } : null
    },
    write(value, { start, end }, type) {
      if (type === BOXES) return withSpan(value, start + 1, end, frames)
      const ranges = rangesOf(value)
      if (ranges.length < 2) return { ...value, ranges: [{ ...ranges[0], start: start + 1, end }] }
      // Of several stretches in one the outer ends move.
      return { ...value, ranges: ranges.map((range, index) => ({ ...range, ...(index === 0 && { start: start + 1 }), ...(index === ranges.length - 1 && { end }) })) }
    },
    snap: Math.round,
    endAt: (position) => position + 1,
    // On the ruler stands the number of the frame that follows.
    format: (position, edge) => String(edge === 'end' ? position : position + 1),
    toField: (position, edge) => String(edge === 'start' ? position + 1 : position),
    fromField(text, edge) {
      const frame = Number(text)
      return text.trim() === '' || !Number.isFinite(frame) ? null : Math.round(frame) - (edge === 'start' ? 1 : 0)
    },
    fieldStep: 1,
  }
}
