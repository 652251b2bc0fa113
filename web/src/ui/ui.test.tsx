import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { catalogueProblems, setLocale } from '@/lib/i18n'
import { BarChart } from './Chart'
import { shownLabels, valueAxis } from './chart-scale'
import { uiCatalogues } from './strings'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
let place: HTMLElement
beforeEach(() => {
  setLocale('en')
  place = document.createElement('div')
  document.body.append(place)
})
afterEach(() => place.remove())

test('both languages hold the same texts', () => {
  expect(catalogueProblems(uiCatalogues)).toEqual([])
})

test('the axis starts at zero and ends at a round number', () => {
  const { y, ticks } = valueAxis([0, 37, 91], 100)
  expect(ticks[0]).toBe(0)
  expect(ticks.at(-1)).toBe(100)
  expect([y(0), y(100)]).toEqual([100, 0])
})

test('the last label is always written', () => {
  expect([...shownLabels(14, 7)]).toEqual([13, 11, 9, 7, 5, 3, 1])
  expect(shownLabels(3, 7).size).toBe(3)
})

test('a chart shows the same rows as a table on demand', () => {
  const rows = [{ day: 'Mon', won: 10 }, { day: 'Tue', won: 25 }]
  act(() =>
    createRoot(place).render(
      <BarChart title="Earned" summary="" rows={rows} label={(row) => row.day} labelHeader="Day" series={[{ key: 'won', label: 'Won', value: (row) => row.won, text: (value) => `₩${value}` }]} />,
    ),
  )
  expect(place.querySelectorAll('svg[role=img] rect')).toHaveLength(2)
  act(() => place.querySelector('button')?.click())
  expect([...place.querySelectorAll('tbody tr')].map((row) => row.textContent)).toEqual(['Mon₩10', 'Tue₩25'])
  expect(place.querySelector('svg')).toBeNull()
})
