// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest'
import { mount as mountAudio } from '../audio'
import { controlsOf } from '../interface/config'
import { mount as mountSeries } from '../time-series'
import { mount as mountVideo } from '../video'
import type { SurfaceOptions } from '../surface'
import type { ConfigNode, Region, ToolHandle } from '../types'

const n = (tag: string, attributes: Record<string, string> = {}, ...children: ConfigNode[]): ConfigNode => ({ tag, attributes, children })
const label = (value: string) => n('Label', { value })
const drawn = () => new Promise((done) => setTimeout(done, 40))

type Mount = (el: HTMLElement, options: SurfaceOptions) => ToolHandle
interface Case {
  readonly mount: Mount
  readonly object: ConfigNode
  readonly controls: readonly ConfigNode[]
  readonly value: readonly Region[]
}

const region = (from: string, type: string, value: Region['value'], id = 'r1'): Region => ({ id, from_name: from, to_name: 'o', type, value, origin: 'prediction', score: 0.4 } as Region)
const series = { t: [0, 1, 2, 3], v: [1, 5, 2, 4] }
const cases: Readonly<Record<string, Case>> = {
  audio: {
    mount: mountAudio, object: n('Audio', { name: 'o', value: '$a' }), controls: [n('Labels', { name: 'c', toName: 'o' }, label('말'), label('노래'))],
    value: [region('c', 'labels', { start: 0.3, end: 1.1, channel: 0, labels: ['말'], mine: 1 }), region('c', 'labels', { start: 0.1, end: 0.2, channel: 1, labels: [] }, 'r2')],
  },
  timeline: {
    mount: mountVideo, object: n('Video', { name: 'o', value: '$a' }), controls: [n('TimelineLabels', { name: 'c', toName: 'o' }, label('말'))],
    value: [region('c', 'timelinelabels', { ranges: [{ start: 2, end: 4 }, { start: 9, end: 10 }], timelinelabels: ['말'] })],
  },
  boxes: {
    mount: mountVideo, object: n('Video', { name: 'o', value: '$a' }), controls: [n('Labels', { name: 'l', toName: 'o' }, label('말')), n('VideoRectangle', { name: 'c', toName: 'o' })],
    value: [region('c', 'videorectangle', { framesCount: 5, sequence: [{ frame: 1, x: 1, y: 2, width: 3, height: 4, rotation: 0, enabled: true, time: 0.04 }], labels: ['말'] })],
  },
  series: {
    mount: mountSeries, object: n('TimeSeries', { name: 'o', value: '$s', valueType: 'json', timeColumn: 't' }, n('Channel', { column: 'v' })),
    controls: [n('TimeSeriesLabels', { name: 'c', toName: 'o' }, label('말'))],
    value: [region('c', 'timeserieslabels', { start: 1, end: 2, instant: false, timeserieslabels: ['말'] })],
  },
}

function show({ mount, object, controls, value }: Case, more: Partial<SurfaceOptions> = {}) {
  const el = document.body.appendChild(document.createElement('div'))
  const task = { a: 'blob:nothing', s: series }
  const known = controlsOf(n('View', {}, object, ...controls), task)
  const onChange = vi.fn()
  const handle = mount(el, {
    node: controls[0]!, object, task, value, locale: 'ko', controls: known, labels: known.flatMap((control) => control.labels), onChange, ...more,
  })
  return { el, handle, onChange }
}

afterEach(() => document.body.replaceChildren())

test.each(Object.entries(cases))('%s: shown and untouched, the same regions come back', async (_, wanted) => {
  const { handle, onChange, el } = show(wanted)
  await drawn()
  expect(handle.getValue()).toHaveLength(wanted.value.length)
  handle.getValue().forEach((region, index) => expect(region).toBe(wanted.value[index]))
  expect(el.querySelectorAll('[role=option]:not(option)')).toHaveLength(wanted.value.length)
  expect(onChange).not.toHaveBeenCalled()
  handle.destroy()
  expect(el.childElementCount).toBe(0)
})

test.each(Object.entries(cases))('%s: an inspector looks and points, and changes nothing', async (_, wanted) => {
  const onPick = vi.fn()
  const { el, onChange, handle } = show(wanted, { pickRegion: true, onPick, pins: [{ number: 1, place: { kind: 'region', region_id: 'r1' } }], marks: { r1: 'changed' } })
  await drawn()
  const row = el.querySelector<HTMLElement>('[data-region=r1]')!
  expect(row.textContent).toContain('검수자가 표시한 곳')
  row.click()
  expect(onPick).toHaveBeenCalledWith({ kind: 'region', region_id: 'r1' })
  const list = el.querySelector<HTMLElement>('[role=listbox]')!
  for (const code of ['Delete', 'ArrowRight']) list.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true }))
  expect(onChange).not.toHaveBeenCalled()
  expect(el.querySelector('[role=radiogroup]')).toBeNull()
  handle.destroy()
})

test('a stretch is taken away and brought back', async () => {
  const { el, handle } = show(cases['audio']!)
  await drawn()
  handle.select('r1')
  await drawn()
  expect(el.querySelector<HTMLElement>('fieldset')?.hidden).toBe(false)
  el.querySelector('[role=listbox]')!.dispatchEvent(new KeyboardEvent('keydown', { code: 'Delete', bubbles: true }))
  expect(handle.getValue().map(({ id }) => id)).toEqual(['r2'])
  handle.undo()
  expect(handle.getValue()[0]).toBe(cases['audio']!.value[0])
  handle.destroy()
})
