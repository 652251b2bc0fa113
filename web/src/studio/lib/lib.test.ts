import { describe, expect, it } from 'vitest'
import { clausesOf, repeatedNumbers } from './clauses'
import { plainQuality } from '../draft/quality-defaults'
import { fairReward, fewestAnswers, goldAddsPercent, hourlyAt, MINIMUM_WAGE_2026_MINOR, pricePerTaskAtLeast, pricePerTaskAtMost } from './price'
import { addWeeks, mondayOf, weekOf } from './week'

describe('clauses of a guide', () => {
  it('reads what the server reads', () => {
    const markdown =
      '# 안내\n처음 읽는 글\n\n1. 고양이면 고양이\n   를 고릅니다.\n2. 개이면 개\n   1. 강아지도 개\n   2) 늑대는 아님\n\n3.1 소수점 2.5 는 글이다\n2026 년에는\n1.5kg 이상\n'
    expect(clausesOf(markdown).map((clause) => [clause.number, clause.text])).toEqual([
      ['1', '고양이면 고양이 를 고릅니다.'],
      ['2', '개이면 개'],
      ['2.1', '강아지도 개'],
      ['2.2', '늑대는 아님'],
      ['3.1', '소수점 2.5 는 글이다'],
    ])
  })
  it('names numbers that occur twice', () => {
    expect(repeatedNumbers(clausesOf('1. a\n1. b\n2. c'))).toEqual(['1'])
  })
})

describe('price', () => {
  const input = { reward_minor: 30, inspection_reward_minor: 10, answers_per_task: 3, inspect_percent: 20, max_rounds: 2, fee_percent: 10, quality: plainQuality }
  it('counts every round of inspection and the fee', () => {
    expect(pricePerTaskAtMost(input)).toBe(3 * (33 + 3 * 11))
    expect(pricePerTaskAtMost({ ...input, inspect_percent: 0 })).toBe(99)
  })
  it('stops early at the fewest answers, without an inspection that is not certain', () => {
    const adaptive = { ...input, answers_per_task: 5, quality: { ...plainQuality, overlap: 'adaptive' as const, answers_min: 2, inspection: 'doubt' as const } }
    expect(pricePerTaskAtLeast(adaptive)).toBe(2 * 33)
    expect(pricePerTaskAtMost({ ...adaptive, inspect_percent: 0 })).toBe(5 * (33 + 3 * 11) + 11)
    expect(fewestAnswers({ ...adaptive, quality: { ...adaptive.quality, overlap: 'margin', margin: 3 } })).toBe(3)
    expect(fewestAnswers({ ...adaptive, quality: { ...adaptive.quality, overlap: 'margin', margin: 9 } })).toBe(5)
    expect(pricePerTaskAtLeast({ ...input, inspect_percent: 100 })).toBe(3 * (33 + 11))
  })
  it('known tasks add their share of all answers', () => {
    expect([0, 5, 20, 50].map(goldAddsPercent)).toEqual([0, 5, 25, 100])
  })
  it('a fair reward is the smallest that reaches the minimum wage', () => {
    for (const seconds of [1, 3, 7, 45, 600]) {
      expect(hourlyAt(fairReward(seconds), seconds)).toBeGreaterThanOrEqual(MINIMUM_WAGE_2026_MINOR)
      expect(hourlyAt(fairReward(seconds) - 1, seconds)).toBeLessThan(MINIMUM_WAGE_2026_MINOR)
    }
  })
})

describe('weeks', () => {
  it('begin on Monday in Korea', () => {
    expect(weekOf(new Date('2026-11-22T14:59:59Z'))).toBe('2026-W47')
    expect(weekOf(new Date('2026-11-22T15:00:00Z'))).toBe('2026-W48')
  })
  it('pass over the turn of the year, with 53 weeks in 2026', () => {
    expect(addWeeks('2026-W53', 1)).toBe('2027-W01')
    expect(addWeeks('2027-W01', -1)).toBe('2026-W53')
    expect(mondayOf('2026-W01').toISOString().slice(0, 10)).toBe('2025-12-29')
  })
})
