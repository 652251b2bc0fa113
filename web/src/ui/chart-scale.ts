import { scaleLinear } from 'd3-scale'

/** A value axis from zero to a round number, and the marks on it. */
export function valueAxis(values: readonly number[], height: number): { y: (value: number) => number; ticks: number[] } {
  const top = Math.max(1, ...values)
  const scale = scaleLinear().domain([0, top]).nice(4).range([height, 0])
  return { y: (value) => scale(value), ticks: scale.ticks(4) }
}

/** Room for the longest figure on the value axis. */
export const leftOf = (ticks: readonly number[], text: (value: number) => string): number => 16 + 7.5 * Math.max(...ticks.map((tick) => text(tick).length))

/** Which labels of the bottom axis are written: as many as fit, always the last. */
export function shownLabels(count: number, room: number): Set<number> {
  const step = Math.max(1, Math.ceil(count / room))
  const shown = new Set<number>()
  for (let index = count - 1; index >= 0; index -= step) shown.add(index)
  return shown
}
