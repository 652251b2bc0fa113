import { expect, test } from 'vitest'
import { Pace } from './pace'

function after(...steps: number[]): number {
  let now = 0
  const pace = new Pace(() => now)
  pace.step()
  for (const step of steps) {
    now += step
    pace.step()
  }
  return pace.ahead
}

test('tasks taken ahead last about twenty seconds, at least three more than the one in hand, at most ten', () => {
  expect(after()).toBe(4)
  expect(after(120_000)).toBe(4)
  expect(after(20_000, 30_000)).toBe(4)
  expect(after(5000, 5000, 5000)).toBe(6)
  expect(after(900, 1000, 1100)).toBe(10)
  // One long look among quick answers changes nothing.
  expect(after(1000, 1000, 50_000, 1000)).toBe(10)
})
