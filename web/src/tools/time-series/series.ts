/** Measurements over time out of task data or a table. Pure. */
import type { Axis } from '../stretches/model'
import { momentsOf, momentTicks, type Moments } from './moments'

export interface Series {
  /** In order; milliseconds where times are dates. */
  readonly times: Float64Array
  /** As it stands in the data, where that is text. */
  readonly written: readonly string[] | null
  readonly columns: ReadonlyMap<string, Float64Array>
}

export type Table = ReadonlyMap<string, readonly unknown[]>

const MEASURES_MAX = 5_000_000

/** Rows of a table with quotes (RFC 4180); columns by their name, or by their number where the first row holds no names. */
export function tableOf(text: string, separator: string): Table {
  const rows = text.replace(/^\uFEFF/, '').split(/\r?\n/).filter((row) => row.trim() !== '').map((row) => cellsOf(row, separator))
  const [first = []] = rows
  const named = first.some((cell) => cell.trim() !== '' && !Number.isFinite(Number(cell)))
  const names = first.map((cell, index) => (named ? cell.trim() : String(index)))
  const body = named ? rows.slice(1) : rows
  if (body.length * names.length > MEASURES_MAX) throw new RangeError('too many measurements')
  return new Map(names.map((name, index) => [name, body.map((row) => row[index] ?? '')]))
}

function cellsOf(row: string, separator: string): string[] {
  if (!row.includes('"')) return row.split(separator)
  const cells: string[] = []
  let [cell, quoted] = ['', false]
  for (let at = 0; at < row.length; at++) {
    if (row[at] === '"' && quoted && row[at + 1] === '"') cell += row[++at]
    else if (row[at] === '"') quoted = !quoted
    else if (!quoted && row.startsWith(separator, at)) {
      cells.push(cell)
      cell = ''
      at += separator.length - 1
    } else cell += row[at]
  }
  return [...cells, cell]
}

/** `{"time": [0, 1], "speed": [3, 4]}`. */
export function tableOfData(data: unknown): Table {
  if (data === null || typeof data !== 'object') return new Map()
  return new Map(Object.entries(data).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1])))
}

const measure = (value: unknown) => (value === null || value === '' || typeof value === 'boolean' ? Number.NaN : Number(value))

/** Without a column of times the rows are counted. Rows whose time cannot be read are left out. */
export function seriesOf(table: Table, timeColumn: string | undefined, wanted: readonly string[], moments: Moments | null): Series {
  const given = timeColumn === undefined ? undefined : table.get(timeColumn)
  const length = given?.length ?? Math.max(0, ...[...table.values()].map((column) => column.length))
  const timeOf = (index: number) => {
    if (!given) return index
    const value = given[index]
    return moments && typeof value === 'string' ? (moments.read(value) ?? Number.NaN) : measure(value)
  }
  const timed = Array.from({ length }, (_, index) => [timeOf(index), index] as const).filter(([time]) => Number.isFinite(time))
  if (timed.some(([time], at) => at > 0 && time < timed[at - 1]![0])) timed.sort((a, b) => a[0] - b[0])
  const columns = wanted.flatMap((name): [string, Float64Array][] => {
    const column = table.get(name)
    return column ? [[name, Float64Array.from(timed, ([, index]) => measure(column[index]))]] : []
  })
  const text = given !== undefined && moments !== null && given.some((value) => typeof value === 'string')
  return { times: Float64Array.from(timed, ([time]) => time), written: text ? timed.map(([, index]) => String(given[index])) : null, columns: new Map(columns) }
}

/** The first place whose time is not before this one. */
export function placeOf(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}

export function nearest(times: Float64Array, time: number): number {
  const after = placeOf(times, time)
  if (after === 0) return 0
  if (after >= times.length) return times.length - 1
  return time - times[after - 1]! <= times[after]! - time ? after - 1 : after
}

/** A line of at most four points a pixel: what lies within one column of pixels is its first, lowest, highest and last. */
export function lineOf(times: Float64Array, values: Float64Array, window: { from: number; to: number }, width: number): [number, number][] {
  const scale = width / (window.to - window.from || 1)
  const first = Math.max(placeOf(times, window.from) - 1, 0)
  const last = Math.min(placeOf(times, window.to) + 1, times.length)
  const points: [number, number][] = []
  for (let at = first; at < last;) {
    const column = Math.floor((times[at]! - window.from) * scale)
    const start = at
    let [low, high] = [at, at]
    while (at < last && Math.floor((times[at]! - window.from) * scale) === column) {
      if (!(values[at]! >= values[low]!)) low = at
      if (!(values[at]! <= values[high]!)) high = at
      at++
    }
    const kept = [...new Set([start, low, high, at - 1])].toSorted((a, b) => a - b)
    for (const index of kept) if (!Number.isNaN(values[index]!)) points.push([(times[index]! - window.from) * scale, values[index]!])
  }
  return points
}

export function extent(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) return [0, 1]
  return low === high ? [low - 1, high + 1] : [low, high]
}

export interface TimeWords {
  /** `timeFormat`: how times are written in the data; null where they are numbers. */
  readonly moments: Moments | null
  /** `timeDisplayFormat`, when it is a pattern. */
  readonly display: string | undefined
}

export function timeAxis(series: Series, { moments, display }: TimeWords): Axis {
  const { times, written } = series
  const [from, to] = [times[0] ?? 0, Math.max(times.at(-1) ?? 1, (times[0] ?? 0) + Number.EPSILON)]
  const sample = times.length > 1 ? (to - from) / (times.length - 1) : 1
  const shown = display?.includes('%') ? momentsOf(display) : moments
  const raw = (position: number): number | string => {
    const at = nearest(times, position)
    if (written) return written[at] ?? moments!.write(position)
    return times[at] ?? position
  }
  const parse = (value: unknown) => {
    if (typeof value === 'string') return moments?.read(value) ?? (value.trim() === '' || !Number.isFinite(Number(value)) ? null : Number(value))
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  }
  const text = (position: number) => (shown ? shown.write(position) : String(Number(position.toPrecision(12))))
  return {
    from, to,
    nudge: sample,
    step: Math.max(sample, (to - from) / 200),
    least: Math.min(sample, to - from),
    read({ value }) {
      const [start, end] = [parse(value['start']), parse(value['end'])]
      return start === null || end === null ? null : { start, end }
    },
    write: (value, { start, end }, type) => ({
      ...value, start: raw(start), end: raw(end),
      ...(type === 'timeserieslabels' || 'instant' in value ? { instant: value['instant'] === true && raw(start) === raw(end) } : {}),
    }),
    snap: (position) => times[nearest(times, position)] ?? position,
    format: text,
    toField: (position) => (written ? String(raw(position)) : String(Number(position.toPrecision(15)))),
    fromField: (field) => parse(field) ?? (shown ? shown.read(field) : null),
    fieldStep: moments ? null : sample,
    ...(shown ? { ticks: momentTicks } : {}),
  }
}
