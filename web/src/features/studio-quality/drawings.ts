import type { AnswersSpent, CertificateStratum, Confusion, Estimate, ReliabilityBin } from '@/api/quality-types'

/** One cell of a confusion matrix; `share` is of all answers to tasks of that true class. */
export type Cell = { truth: string; answer: string; count: number; share: number; right: boolean }

export function cellsOf({ classes, rows }: Confusion): Cell[][] {
  return classes.map((truth, at) => {
    const row = classes.map((_, column) => rows[at]?.[column] ?? 0)
    const total = row.reduce((sum, count) => sum + count, 0)
    return classes.map((answer, column) => ({ truth, answer, count: row[column] ?? 0, share: total > 0 ? (row[column] ?? 0) / total : 0, right: at === column }))
  })
}

/** The mistakes that were made, most frequent first. */
export const mistakesOf = (confusion: Confusion): Cell[] =>
  cellsOf(confusion)
    .flat()
    .filter((cell) => !cell.right && cell.count > 0)
    .toSorted((a, b) => b.count - a.count)

/** The share of answers on the diagonal; null without any. */
export function rightShare(confusion: Confusion): number | null {
  const cells = cellsOf(confusion).flat()
  const total = cells.reduce((sum, cell) => sum + cell.count, 0)
  return total > 0 ? cells.reduce((sum, cell) => sum + (cell.right ? cell.count : 0), 0) / total : null
}

/** The most of a colour that text on a cell stays readable with, in light and dark. */
const heatMaxPercent = 45
/** By the root, so that rare mistakes show beside what is right. */
export const heatPercent = (share: number): number => Math.round(Math.sqrt(Math.min(1, Math.max(0, share))) * heatMaxPercent)

/** Whole counts as they are; shares of answers (of inferred truth) with one digit. */
export const countText = (count: number): string => (Number.isInteger(count) ? count.toLocaleString() : count.toLocaleString(undefined, { maximumFractionDigits: 1 }))

/** Where the axes of a reliability diagram begin: the tenth below all that is shown, at most a half. */
export function reliabilityFloor(bins: readonly ReliabilityBin[]): number {
  const lowest = Math.min(0.5, ...bins.filter((bin) => bin.tasks > 0).flatMap((bin) => [bin.mean_confidence, bin.accuracy]))
  return Math.max(0, Math.floor(lowest * 10 + 1e-9) / 10)
}

/** A circle whose area says how many tasks are in a bin. */
export function binRadius(tasks: number, most: number): number {
  return tasks > 0 && most > 0 ? 4 + 12 * Math.sqrt(tasks / most) : 0
}

/** Tasks by their number of answers, from one to the fixed number or whatever was needed, without gaps. */
export function answersBars({ by_answers: found, fixed_answers_per_task: fixed }: AnswersSpent): { answers: number; tasks: number }[] {
  const most = Math.max(1, fixed, ...found.map((one) => one.answers))
  return Array.from({ length: most }, (_, index) => ({ answers: index + 1, tasks: found.find((one) => one.answers === index + 1)?.tasks ?? 0 }))
}

/** One scale for the intervals of a list: from the tenth below the lowest bound to one, or from zero to the tenth above the highest. */
export function intervalDomain(estimates: readonly (Estimate | null)[], from: 'top' | 'zero'): [number, number] {
  const known = estimates.filter((one) => one !== null)
  if (known.length === 0) return [0, 1]
  if (from === 'top') return [Math.max(0, Math.min(0.9, Math.floor(Math.min(...known.map((one) => one.low)) * 10 + 1e-9) / 10)), 1]
  return [0, Math.min(1, Math.max(0.1, Math.ceil(Math.max(...known.map((one) => one.high)) * 10 - 1e-9) / 10))]
}

/** How large the share of wrong results can still be, with 95 % confidence, when `n` audited results are all right. */
export const boundIfAllRight = (n: number): number => (n > 0 ? 1 - 0.05 ** (1 / n) : 1)

/** How many must be audited, and be right, for a bound. */
export const sampleFor = (bound: number): number => Math.ceil(Math.log(0.05) / Math.log(1 - bound))

/** The right end of the axis for error rates: a round number that holds every bound. */
export function errorAxis(strata: readonly Pick<CertificateStratum, 'upper_bound'>[]): number {
  const most = Math.max(0.01, ...strata.map((one) => one.upper_bound))
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((end) => most <= end) ?? 1
}
