import type { Pause } from './quality-types'

/** What was seen when somebody was paused, in numbers that sentences can hold. Null where a figure does not come with the cause. */
export type PauseFigures = { seen: number | null; percent: number | null; threshold: number | null }

const numberOf = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

/** Reads the figures of any cause: how many were looked at, what share was found, and what was asked for. */
export function pauseFigures({ figures }: Pick<Pause, 'figures'>): PauseFigures {
  const value = numberOf(figures['value_percent']) ?? numberOf(figures['percent']) ?? numberOf(figures['value'])
  return {
    seen: numberOf(figures['n']) ?? numberOf(figures['seen']) ?? numberOf(figures['count']),
    percent: value,
    threshold: numberOf(figures['threshold_percent']) ?? numberOf(figures['threshold']),
  }
}
