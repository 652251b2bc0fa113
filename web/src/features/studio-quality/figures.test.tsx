import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Quality } from '@/api/quality-types'
import { format, setLocale } from '@/lib/i18n'
import { AnswersFigure } from './AnswersFigure'
import { ConfusionFigure } from './ConfusionFigure'
import { Interval } from './Interval'
import { seenText } from './pause-words'
import { ReliabilityFigure } from './ReliabilityFigure'
import { catalogues } from './texts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
let place: HTMLElement
let root: Root
beforeEach(async () => {
  await setLocale('en')
  place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})
afterEach(() => {
  act(() => root.unmount())
  place.remove()
})
const draw = (what: React.ReactNode) => act(() => root.render(what))
const press = (name: string) => act(() => [...place.querySelectorAll('button')].find((button) => button.textContent === name)?.click())
const cells = () => [...place.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))

const confusion: Quality['confusion'] = [
  { classes: ['cat', 'dog'], rows: [[9, 1], [3, 7]], known: true },
  { classes: ['cat', 'dog'], rows: [[90, 2], [5, 80]], known: false },
]

test('the confusion matrix is a table that names its worst mistake, for known tasks and for results', () => {
  draw(<ConfusionFigure confusions={confusion} />)
  expect(cells()).toEqual([['cat', '9', '1'], ['dog', '3', '7']])
  expect(place.textContent).toContain('Most frequent mistake: dog taken for cat (3).')
  press('Inferred results')
  expect(cells()[0]).toEqual(['cat', '90', '2'])
  press('View as table')
  expect(cells()).toContainEqual(['dog', 'cat', '5', '6%'])
})

test('a bin of the reliability diagram lies where it belongs, and stands in the table', () => {
  const bins = [
    { from: 0.5, to: 0.6, tasks: 0, mean_confidence: 0, accuracy: 0 },
    { from: 0.9, to: 1, tasks: 40, mean_confidence: 0.95, accuracy: 0.8 },
  ]
  draw(<ReliabilityFigure reliability={{ bins, calibration_error: 0.021, calibration_error_before: 0.12, gold_tasks: 40 }} />)
  const [circle] = place.querySelectorAll('circle')
  const inner = 440 - 44 - 18
  expect(place.querySelectorAll('circle')).toHaveLength(1)
  expect(Number(circle?.getAttribute('cx'))).toBeCloseTo(inner * 0.9, 3)
  expect(Number(circle?.getAttribute('cy'))).toBeCloseTo(inner * 0.4, 3)
  press('View as table')
  expect(cells()).toEqual([['90–100%', '40', '95%', '80%']])
})

test('answers per task show the fixed number that was not needed', () => {
  draw(<AnswersFigure spent={{ answers_per_task: 1.5, fixed_answers_per_task: 3, saved_percent: 50, spent_minor: 0, fixed_minor: 0, by_answers: [{ answers: 1, tasks: 6 }, { answers: 2, tasks: 6 }] }} />)
  expect(place.querySelectorAll('rect')).toHaveLength(3)
  expect(place.textContent).toContain('fixed: 3')
  press('View as table')
  expect(cells()).toEqual([['1', '6'], ['2', '6'], ['3', '0']])
})

test('an interval says in words what it draws, and a dash where nothing is known', () => {
  draw(<Interval estimate={{ value: 0.9, low: 0.8, high: 0.96 }} domain={[0.5, 1]} />)
  expect(place.textContent).toBe('90% (80–96%)')
  draw(<Interval estimate={null} domain={[0, 1]} />)
  expect(place.textContent).toContain('–')
})

test('a pause says what was seen', () => {
  const t: Parameters<typeof seenText>[1] = (key, params) => format('en', catalogues.en[key], params)
  expect(seenText({ cause: 'agreement', figures: { n: 20, value_percent: 45, threshold_percent: 60 } }, t)).toBe('45 % of 20 answers agree with the results; 60 % is asked for.')
  expect(seenText({ cause: 'requester', figures: { reason: 'Clause 2' } }, t)).toBe('Clause 2')
  expect(seenText({ cause: 'agreement', figures: {} }, t)).toBeNull()
})
