/** Channels drawn one under the other over a common axis of time, and small once more as an overview. */
import { h, setAttributes, svg } from '../dom'
import { attribute, safeColor, walk } from '../node'
import { colorOf } from '../spans/colors'
import type { Window } from '../stretches/model'
import type { Backdrop } from '../stretches/track'
import type { ConfigNode } from '../types'
import { extent, lineOf, nearest, type Series } from './series'

interface Channel {
  readonly column: string
  readonly legend: string
  readonly units: string
  readonly color: string
  readonly digits: number | null
}

interface Panel {
  readonly channels: readonly Channel[]
  readonly height: number
}

const HEIGHT = { usual: 110, least: 48, most: 400 }
const MARGIN = 6
const OVERVIEW_HEIGHT = 44

export const columnsOf = (node: ConfigNode): string[] =>
  [...walk(node)].filter((child) => child.tag === 'Channel').map((child) => attribute(child, 'column') ?? '')

function panelsOf(node: ConfigNode): Panel[] {
  const columns = columnsOf(node).map((value) => ({ value, title: value, fromName: '' }))
  const channelOf = (child: ConfigNode): Channel => {
    const column = attribute(child, 'column') ?? ''
    const digits = /\.(\d+)f/.exec(attribute(child, 'displayFormat') ?? '')?.[1]
    return {
      column,
      legend: attribute(child, 'legend') || column,
      units: attribute(child, 'units') ?? '',
      color: safeColor(attribute(child, 'strokeColor')) ?? colorOf(columns, column),
      digits: digits === undefined ? null : Math.min(Number(digits), 12),
    }
  }
  const heightOf = (child: ConfigNode) => Math.min(Math.max(Number.parseInt(attribute(child, 'height') ?? '', 10) || HEIGHT.usual, HEIGHT.least), HEIGHT.most)
  return node.children.flatMap((child): Panel[] => {
    if (child.tag === 'Channel') return [{ channels: [channelOf(child)], height: heightOf(child) }]
    const inner = child.children.filter((channel) => channel.tag === 'Channel')
    return inner.length > 0 ? [{ channels: inner.map(channelOf), height: heightOf(child) }] : []
  })
}

interface DrawnChannel {
  readonly channel: Channel
  readonly values: Float64Array
  readonly range: readonly [number, number]
  readonly path: SVGPathElement
  readonly legend: HTMLElement
  readonly top: number
  readonly height: number
}

export class Channels implements Backdrop {
  readonly element = h('div', { class: 'pt-channels', 'aria-hidden': 'true' })
  readonly overview = h('div', { class: 'pt-overview', 'aria-hidden': 'true' })
  readonly #node: ConfigNode
  readonly #view = h('div', { class: 'pt-overview-view' })
  #series: Series | null = null
  #drawn: DrawnChannel[] = []
  #overviewPath = svg('path')
  #key = ''
  #overviewKey = ''

  constructor(node: ConfigNode) {
    this.#node = node
  }

  /** How many channels there is something to show of. */
  show(series: Series): number {
    this.#series = series
    this.#drawn = []
    this.#key = ''
    const board = svg('svg', { class: 'pt-channel-lines' })
    this.element.replaceChildren(board)
    let top = 0
    for (const { channels, height } of panelsOf(this.#node)) {
      const legends = h('div', { class: 'pt-legends' })
      legends.style.top = `${top}px`
      const known = channels.flatMap((channel) => {
        const values = series.columns.get(channel.column)
        return values ? [{ channel, values }] : []
      })
      if (known.length === 0) continue
      // What shares a panel shares its scale.
      const ranges = known.map(({ values }) => extent(values))
      const range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const
      for (const { channel, values } of known) this.#add(board, legends, { channel, values, range, top, height })
      board.append(svg('line', { class: 'pt-channel-rule', x1: 0, x2: '100%', y1: top + height, y2: top + height }))
      legends.append(h('span', { class: 'pt-range-of' }, `${short(range[0])} – ${short(range[1])}`))
      this.element.append(legends)
      top += height
    }
    this.element.style.height = `${top}px`
    setAttributes(board, { height: top })
    this.overview.replaceChildren(svg('svg', { width: '100%', height: OVERVIEW_HEIGHT }, this.#overviewPath), this.#view)
    return this.#drawn.length
  }

  draw(window: Window, width: number): void {
    const series = this.#series
    const key = `${window.from} ${window.to} ${width} ${this.#drawn.length}`
    if (!series || key === this.#key) return
    this.#key = key
    for (const { values, range, path, top, height } of this.#drawn) setAttributes(path, { d: pathOf(series, values, range, window, width, top, height) })
    this.#drawOverview(series, window, width)
  }

  /** What each channel says at a time. */
  say(time: number): void {
    const series = this.#series
    if (!series) return
    const at = nearest(series.times, time)
    for (const { channel, values, legend } of this.#drawn) {
      const value = values[at]
      const said = value === undefined || Number.isNaN(value) ? '–' : channel.digits === null ? short(value) : value.toFixed(channel.digits)
      legend.textContent = `${channel.legend} ${said}${channel.units && ` ${channel.units}`}`
    }
  }

  #add(board: SVGSVGElement, legends: HTMLElement, drawn: Omit<DrawnChannel, 'path' | 'legend'>): void {
    const path = svg('path', { class: 'pt-channel' })
    path.style.setProperty('--shape', drawn.channel.color)
    const legend = h('span', { class: 'pt-legend' }, drawn.channel.legend)
    legend.style.setProperty('--shape', drawn.channel.color)
    board.append(path)
    legends.append(legend)
    this.#drawn.push({ ...drawn, path, legend })
  }

  #drawOverview(series: Series, window: Window, width: number): void {
    const [from, to] = [series.times[0] ?? 0, series.times.at(-1) ?? 1]
    const first = this.#drawn[0]
    const key = `${width} ${from} ${to}`
    if (first && key !== this.#overviewKey) {
      this.#overviewKey = key
      setAttributes(this.#overviewPath, { class: 'pt-channel', d: pathOf(series, first.values, first.range, { from, to }, width, 0, OVERVIEW_HEIGHT) })
      this.#overviewPath.style.setProperty('--shape', first.channel.color)
    }
    const part = (time: number) => ((time - from) / (to - from || 1)) * 100
    this.#view.style.left = `${part(window.from)}%`
    this.#view.style.width = `${Math.max(part(window.to) - part(window.from), 0.5)}%`
  }
}

function pathOf(series: Series, values: Float64Array, [low, high]: readonly [number, number], window: Window, width: number, top: number, height: number): string {
  const scale = (height - MARGIN * 2) / (high - low || 1)
  const points = lineOf(series.times, values, window, width)
  return points.map(([x, value], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${(top + height - MARGIN - (value - low) * scale).toFixed(1)}`).join('')
}

const short = (value: number) => String(Number(value.toPrecision(4)))
