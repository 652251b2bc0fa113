/** `TimeSeries`: channels over time, to be marked with `TimeSeriesLabels` or `Labels`. */
import { button, h } from '../dom'
import { attribute, resolve } from '../node'
import type { Axis } from '../stretches/model'
import { markingOf, StretchView } from '../stretches/view'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { Channels, columnsOf } from './channels'
import { momentsOf } from './moments'
import { seriesOf, tableOf, tableOfData, timeAxis, type Table, type TimeWords } from './series'
import { wordsOf } from './words'
import './style.css'

/** A table is held whole: larger ones are for other tools. */
const BYTES_MAX = 50_000_000

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  return new SeriesTool(el, options).handle
}

class SeriesTool {
  readonly handle: ToolHandle
  readonly #options: SurfaceOptions
  readonly #words
  readonly #time: TimeWords
  readonly #channels: Channels
  readonly #view: StretchView
  readonly #message = h('p', { class: 'pt-empty' })
  readonly #root: HTMLElement
  readonly #loading = new AbortController()
  #axis: Axis
  #position: number

  constructor(el: HTMLElement, options: SurfaceOptions) {
    const { object, controls, locale } = options
    const format = attribute(object, 'timeFormat')
    this.#options = options
    this.#words = wordsOf(locale)
    this.#time = { moments: format ? momentsOf(format) : null, display: attribute(object, 'timeDisplayFormat') }
    this.#axis = timeAxis({ times: new Float64Array(0), written: null, columns: new Map() }, this.#time)
    this.#position = this.#axis.from
    this.#channels = new Channels(object)
    this.#root = h('div', { class: 'pt-series', 'aria-busy': 'true' }, this.#message, this.#channels.overview)
    el.append(this.#root)
    this.#view = new StretchView(this.#root, options, markingOf(controls), {
      axis: () => this.#axis,
      position: () => this.#position,
      seek: (to) => this.#seek(to),
      backdrop: this.#channels,
    })
    this.#bindOverview()
    void this.#load()
    const { handle } = this.#view
    this.handle = {
      ...handle,
      destroy: () => {
        this.#loading.abort()
        handle.destroy()
        this.#root.remove()
      },
    }
  }

  #seek(to: number): void {
    this.#position = this.#axis.snap(to)
    this.#channels.say(this.#position)
  }

  /** The part in view follows the pointer; keys and fingers have the slider under the strip. */
  #bindOverview(): void {
    const { overview } = this.#channels
    const look = ({ clientX }: PointerEvent) => {
      const frame = overview.getBoundingClientRect()
      this.#view.look(this.#axis.from + ((clientX - frame.left) / frame.width) * (this.#axis.to - this.#axis.from))
    }
    overview.addEventListener('pointerdown', (event) => {
      const gesture = new AbortController()
      overview.setPointerCapture?.(event.pointerId)
      look(event)
      overview.addEventListener('pointermove', look, { signal: gesture.signal })
      for (const type of ['pointerup', 'pointercancel'] as const) overview.addEventListener(type, () => gesture.abort(), { signal: gesture.signal })
    })
  }

  async #load(): Promise<void> {
    this.#message.hidden = false
    this.#message.replaceChildren(this.#words.loading)
    try {
      this.#show(await this.#table())
    } catch {
      if (this.#loading.signal.aborted) return
      this.#message.setAttribute('role', 'alert')
      this.#message.replaceChildren(this.#words.failed, ' ', button(this.#words.retry, { class: 'pt-small' }, () => void this.#load()))
    }
    this.#root.removeAttribute('aria-busy')
  }

  async #table(): Promise<Table> {
    const { object, task, source, resolveMedia } = this.#options
    const data = resolve(attribute(object, 'value'), task)
    if (data === undefined) return tableOfData(task)
    if (typeof data !== 'string') return tableOfData(data)
    const reply = await fetch(source ?? resolveMedia?.(data) ?? data, { signal: this.#loading.signal })
    if (!reply.ok || Number(reply.headers.get('content-length')) > BYTES_MAX) throw new Error('no table')
    const text = await reply.text()
    if (/^\s*\{/.test(text)) return tableOfData(JSON.parse(text))
    const separator = attribute(object, 'sep') ?? ','
    return tableOf(text, separator === String.raw`\t` || separator === 'tab' ? '\t' : separator)
  }

  #show(table: Table): void {
    const { object } = this.#options
    const series = seriesOf(table, attribute(object, 'timeColumn'), columnsOf(object), this.#time.moments)
    const count = series.times.length > 0 ? this.#channels.show(series) : 0
    this.#message.hidden = count > 0
    if (count === 0) return this.#message.replaceChildren(this.#words.empty)
    this.#axis = timeAxis(series, this.#time)
    this.#seek(this.#axis.from)
    this.#view.axisChanged()
  }
}
