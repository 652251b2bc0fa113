import type { Pause } from './quality-types'

/** What was seen when somebody was paused, in numbers that sentences can hold. Null where a figure does not come with the cause. */
export type PauseFigures = {
  /** How many were looked at. */
  seen: number | null
  percent: number | null
  /** What was asked for, or up to which it is usual. */
  threshold: number | null
  /** What a manager wrote. */
  reason: string | null
}

/** Reads the figures of any cause: of rules `{n, value_percent, threshold_percent}`, of the brake `{n, share_percent, high_percent}`, of a manager `{reason}`. */
export function pauseFigures({ figures }: Pick<Pause, 'figures'>): PauseFigures {
  const number = (...names: string[]): number | null => {
    for (const name of names) {
      const value = figures[name]
      if (typeof value === 'number' && Number.isFinite(value)) return value
    }
    return null
  }
  const { reason } = figures
  return {
    seen: number('n'),
    percent: number('value_percent', 'share_percent'),
    threshold: number('threshold_percent', 'high_percent'),
    reason: typeof reason === 'string' && reason !== '' ? reason : null,
  }
}
