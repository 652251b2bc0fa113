/** Seconds of a recording, as Label Studio keeps them. */
import type { Axis } from '../stretches/model'
import { clock } from '../stretches/player'

const round = (seconds: number) => Math.round(seconds * 1000) / 1000

export function secondsAxis(duration: number): Axis {
  return {
    from: 0,
    to: duration,
    nudge: 0.05,
    step: 1,
    least: 0.01,
    read({ value }) {
      const [start, end] = [Number(value['start']), Number(value['end'])]
      return Number.isFinite(start) && Number.isFinite(end) && 'start' in value ? { start, end } : null
    },
    write: (value, span) => ({ ...value, ...span, channel: value['channel'] ?? 0 }),
    snap: round,
    format: (seconds, edge) => clock(seconds, edge ? 2 : 1),
    toField: (seconds) => String(round(seconds)),
    fromField: (text) => (text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text)),
    fieldStep: 0.05,
    extra: { original_length: duration },
  }
}
