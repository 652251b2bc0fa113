/** `TimeSeries`: channels over time, to be marked with `TimeSeriesLabels` or `Labels`. */
import { button, h } from '../dom'
import { attribute, resolve } from '../node'
import { markingOf, StretchView } from '../stretches/view'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { Channels, columnsOf } from './channels'
import { momentsOf } from './moments'
import { seriesOf, tableOf, tableOfData, timeAxis, type Table } from './series'
import { wordsOf } from './words'
import './style.css'

/** A table is held whole: larger ones are for other tools. */
const BYTES_MAX = 50_000_000

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, controls, locale, resolveMedia } = options
  const words = wordsOf(locale)
  const format = attribute(object, 'timeFormat')
  const time = { moments: format ? momentsOf(format) : null, display: attribute(object, 'timeDisplayFormat') }
  const channels = new Channels(object)
  const loading = new AbortController()
  const message = h('p', { class: 'pt-empty' }, words.loading)
  const root = h('div', { class: 'pt-series', 'aria-busy': 'true' }, message, channels.overview)
  el.append(root)
  let axis = timeAxis({ times: new Float64Array(0), written: null, columns: new Map() }, time)
  let position = axis.from
  const view = new StretchView(root, options, markingOf(controls), {
    axis: () => axis,
    position: () => position,
    seek(to) {
      position = axis.snap(to)
      channels.say(position)
    },
    backdrop: channels,
  })
  channels.overview.addEventListener('pointerdown', (event) => {
    const look = ({ clientX }: PointerEvent) => {
      const frame = channels.overview.getBoundingClientRect()
      const at = axis.from + ((clientX - frame.left) / frame.width) * (axis.to - axis.from)
      view.look(at)
    }
    const gesture = new AbortController()
    channels.overview.setPointerCapture?.(event.pointerId)
    look(event)
    channels.overview.addEventListener('pointermove', look, { signal: gesture.signal })
    for (const type of ['pointerup', 'pointercancel'] as const) channels.overview.addEventListener(type, () => gesture.abort(), { signal: gesture.signal })
  })

  async function load(): Promise<void> {
    message.hidden = false
    message.replaceChildren(words.loading)
    try {
      show(await tableOfTask())
    } catch {
      if (loading.signal.aborted) return
      message.setAttribute('role', 'alert')
      message.replaceChildren(words.failed, ' ', button(words.retry, { class: 'pt-small' }, () => void load()))
    }
    root.removeAttribute('aria-busy')
  }

  async function tableOfTask(): Promise<Table> {
    const data = resolve(attribute(object, 'value'), task)
    if (data === undefined) return tableOfData(task)
    if (typeof data !== 'string') return tableOfData(data)
    const source = options.source ?? resolveMedia?.(data) ?? data
    const reply = await fetch(source, { signal: loading.signal })
    if (!reply.ok || Number(reply.headers.get('content-length')) > BYTES_MAX) throw new Error('no table')
    const text = await reply.text()
    if (/^\s*\{/.test(text)) return tableOfData(JSON.parse(text))
    const separator = attribute(object, 'sep') ?? ','
    return tableOf(text, separator === String.raw`\t` || separator === 'tab' ? '\t' : separator)
  }

  function show(table: Table): void {
    const series = seriesOf(table, attribute(object, 'timeColumn'), columnsOf(object), time.moments)
    const count = series.times.length > 0 ? channels.show(series) : 0
    message.hidden = count > 0
    if (count === 0) return message.replaceChildren(words.empty)
    axis = timeAxis(series, time)
    position = axis.from
    channels.say(position)
    view.axisChanged()
  }

  void load()
  const { handle } = view
  return {
    ...handle,
    destroy() {
      loading.abort()
      handle.destroy()
      root.remove()
    },
  }
}
