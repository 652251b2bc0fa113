import { expect, test } from 'vitest'
import type { Region } from '../types'
import { momentsOf, momentTicks } from './moments'
import { extent, lineOf, nearest, seriesOf, tableOf, tableOfData, timeAxis } from './series'

const region = (value: Region['value'], type = 'timeserieslabels'): Region => ({ id: 'r', from_name: 't', to_name: 's', type, value })

test('times are read and written by their pattern', () => {
  const moments = momentsOf('%Y-%m-%d %H:%M:%S.%f')
  const at = Date.UTC(2020, 5, 15, 20, 32, 31, 951)
  expect(moments.read('2020-06-15 20:32:31.951000')).toBe(at)
  expect(moments.write(at)).toBe('2020-06-15 20:32:31.951000')
  expect(moments.read('15/06/2020')).toBeNull()
  expect(momentsOf('%d %b %y, %I:%M %p').read('1 Feb 21, 12:05 am')).toBe(Date.UTC(2021, 1, 1, 0, 5))
  expect(momentsOf('%Y-%m-%dT%H:%M:%S%Z').read('2020-01-01T09:00:00+09:00')).toBe(Date.UTC(2020, 0, 1))
  expect(momentTicks({ from: Date.UTC(2020, 0, 1, 0, 10), to: Date.UTC(2020, 0, 1, 2) }, 3).map((tick) => momentsOf('%H:%M').write(tick))).toEqual(['01:00', '02:00'])
})

test('tables are read with quotes, with names and without', () => {
  const table = tableOf('\uFEFFtime,"a, b"\r\n0,1\r\n1,"2"\r\n', ',')
  expect([...table]).toEqual([['time', ['0', '1']], ['a, b', ['1', '2']]])
  expect([...tableOf('0;5\n1;6', ';').keys()]).toEqual(['0', '1'])
  expect(tableOfData({ t: [1], note: 'x' }).size).toBe(1)
})

test('rows come in the order of time, what cannot be read is left out', () => {
  const series = seriesOf(tableOfData({ t: [2, 0, 'x', 1], v: [20, 0, 5, null] }), 't', ['v', 'w'], null)
  expect([...series.times]).toEqual([0, 1, 2])
  expect([...(series.columns.get('v') ?? [])]).toEqual([0, Number.NaN, 20])
  expect(series.columns.has('w')).toBe(false)
  expect([...seriesOf(tableOfData({ v: [5, 6] }), undefined, ['v'], null).times]).toEqual([0, 1])
})

test('of 100,000 measurements a screen draws four points a pixel, and no peak is lost', () => {
  const times = Float64Array.from({ length: 100_000 }, (_, index) => index)
  const values = Float64Array.from(times, (time) => (time === 50_001 ? 99 : time === 70_003 ? -99 : Math.sin(time)))
  const line = lineOf(times, values, { from: 0, to: 99_999 }, 800)
  expect(line.length).toBeLessThanOrEqual(4 * 801)
  expect(Math.max(...line.map(([, value]) => value))).toBe(99)
  expect(Math.min(...line.map(([, value]) => value))).toBe(-99)
  expect(lineOf(times, values, { from: 10, to: 20 }, 800).length).toBeGreaterThan(10)
  expect(lineOf(Float64Array.of(0, 1, 2), Float64Array.of(1, Number.NaN, 3), { from: 0, to: 2 }, 100).map(([, value]) => value)).toEqual([1, 3])
  expect(extent(Float64Array.of(Number.NaN, 2, 5))).toEqual([2, 5])
})

test('stretches keep times as the data writes them', () => {
  const numbers = timeAxis(seriesOf(tableOfData({ t: [10, 20, 30] }), 't', [], null), { moments: null, display: undefined })
  expect(numbers.write({ timeserieslabels: ['Run'] }, { start: 11, end: 29 }, 'timeserieslabels')).toEqual({ timeserieslabels: ['Run'], start: 10, end: 30, instant: false })
  expect(numbers.write({}, { start: 11, end: 29 }, 'labels')).toEqual({ start: 10, end: 30 })
  expect([numbers.snap(14), numbers.snap(16), nearest(Float64Array.of(10, 20, 30), 99)]).toEqual([10, 20, 2])
  const moments = momentsOf('%Y-%m-%d')
  const days = timeAxis(seriesOf(tableOfData({ t: ['2020-01-01', '2020-01-02', '2020-01-05'] }), 't', [], moments), { moments, display: '%m/%d' })
  const value = days.write({}, { start: Date.UTC(2020, 0, 2), end: Date.UTC(2020, 0, 5) }, 'timeserieslabels')
  expect(value).toEqual({ start: '2020-01-02', end: '2020-01-05', instant: false })
  expect(days.read(region(value))).toEqual({ start: Date.UTC(2020, 0, 2), end: Date.UTC(2020, 0, 5) })
  expect([days.format(Date.UTC(2020, 0, 2)), days.toField(Date.UTC(2020, 0, 2), 'start'), days.fromField('2020-01-05', 'end')]).toEqual(['01/02', '2020-01-02', Date.UTC(2020, 0, 5)])
})
