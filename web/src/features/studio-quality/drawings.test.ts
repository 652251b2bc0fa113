import { describe, expect, it } from 'vitest'
import { answersBars, binRadius, boundIfAllRight, cellsOf, countText, errorAxis, heatPercent, intervalDomain, mistakesOf, reliabilityFloor, rightShare, sampleFor } from './drawings'

const confusion = { classes: ['cat', 'dog', 'fox'], rows: [[8, 2, 0], [1, 9, 0], [0, 0, 0]], known: true }

describe('confusion', () => {
  it('shares are of the tasks of a class, also of one nobody met', () => {
    const [cat, , fox] = cellsOf(confusion)
    expect(cat?.map((cell) => cell.share)).toEqual([0.8, 0.2, 0])
    expect(fox?.map((cell) => cell.share)).toEqual([0, 0, 0])
    expect(rightShare(confusion)).toBeCloseTo(17 / 20)
    expect(rightShare({ ...confusion, rows: [] })).toBeNull()
  })
  it('mistakes come by frequency', () => {
    expect(mistakesOf(confusion).map((cell) => `${cell.truth}→${cell.answer} ${cell.count}`)).toEqual(['cat→dog 2', 'dog→cat 1'])
  })
  it('a colour never drowns the figure on it', () => {
    expect([0, 0.01, 0.25, 1, 7].map(heatPercent)).toEqual([0, 5, 23, 45, 45])
    expect([countText(1200), countText(0.25)]).toEqual(['1,200', '0.3'])
  })
})

describe('reliability', () => {
  const bin = (mean: number, accuracy: number, tasks = 10) => ({ from: 0, to: 1, tasks, mean_confidence: mean, accuracy })
  it('begins at the tenth below what is shown', () => {
    expect(reliabilityFloor([])).toBe(0.5)
    expect(reliabilityFloor([bin(0.72, 0.41), bin(0.9, 0.88)])).toBe(0.4)
    expect(reliabilityFloor([bin(0.72, 0.1, 0), bin(0.6, 0.6)])).toBe(0.5)
    expect(reliabilityFloor([bin(0.3, 0.3)])).toBe(0.3)
  })
  it('areas grow with the number of tasks', () => {
    expect(binRadius(0, 10)).toBe(0)
    expect(binRadius(10, 10)).toBe(16)
    expect(binRadius(2.5, 10) - 4).toBeCloseTo(6)
  })
})

it('answers per task have no gaps and reach the fixed number', () => {
  const spent = { answers_per_task: 2, fixed_answers_per_task: 4, saved_percent: 50, spent_minor: 0, fixed_minor: 0, by_answers: [{ answers: 1, tasks: 5 }, { answers: 3, tasks: 2 }] }
  expect(answersBars(spent).map((one) => one.tasks)).toEqual([5, 0, 2, 0])
  expect(answersBars({ ...spent, fixed_answers_per_task: 2 })).toHaveLength(3)
})

it('intervals of one list share a scale', () => {
  expect(intervalDomain([{ value: 0.9, low: 0.62, high: 0.97 }, null], 'top')).toEqual([0.6, 1])
  expect(intervalDomain([{ value: 0.99, low: 0.97, high: 1 }], 'top')).toEqual([0.9, 1])
  expect(intervalDomain([{ value: 0.02, low: 0, high: 0.24 }], 'zero')).toEqual([0, 0.3])
  expect(intervalDomain([], 'zero')).toEqual([0, 1])
})

describe('certificate', () => {
  it('says what an audit without an error shows, and how large it must be for that', () => {
    expect(boundIfAllRight(59)).toBeCloseTo(0.0495, 4)
    expect(boundIfAllRight(299)).toBeLessThan(0.01)
    expect([0.05, 0.02, 0.01].map(sampleFor)).toEqual([59, 149, 299])
    expect(boundIfAllRight(0)).toBe(1)
  })
  it('has room for every bound', () => {
    expect([0.004, 0.03, 0.4, 0.9].map((bound) => errorAxis([{ upper_bound: bound }]))).toEqual([0.01, 0.05, 0.5, 1])
  })
})
