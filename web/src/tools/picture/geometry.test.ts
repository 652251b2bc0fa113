import { describe, expect, test } from 'vitest'
import { between, clamp, contains, grown, handlePoint, moved, resized, toPercent, toPixels, turnedAbout, type Box } from './geometry'

const size = { width: 4000, height: 3000 }
const box = (x: number, y: number, width: number, height: number, rotation = 0): Box => ({ x, y, width, height, rotation })

describe('pixels and percent', () => {
  test('every whole pixel of odd sizes comes back within a hundredth', () => {
    for (const [width, height] of [[4000, 3000], [3024, 4032], [1, 1], [997, 13], [8191, 6143]] as const) {
      for (let step = 0; step <= 50; step++) {
        const [x, y] = [Math.floor((width * step) / 50), Math.floor((height * step) / 50)]
        const there = toPercent(box(x, y, width - x, height - y), { width, height })
        const back = toPixels({ ...there, rotation: 0 }, { width, height })
        expect(Math.abs(back.x - x)).toBeLessThan(0.01)
        expect(Math.abs(back.y - y)).toBeLessThan(0.01)
        expect(Math.abs(back.width - (width - x))).toBeLessThan(0.01)
        expect(Math.abs(back.height - (height - y))).toBeLessThan(0.01)
      }
    }
  })

  test('the traced rectangle of the measurements', () => {
    expect(toPercent(box(1000, 800, 800, 600), size)).toEqual({ x: 25, y: 26.666666666666668, width: 20, height: 20 })
  })

  test('values that are not numbers count as 0', () => {
    expect(toPixels({ x: 'a', y: null, width: Number.NaN }, size)).toEqual(box(0, 0, 0, 0))
  })
})

describe('drawing', () => {
  test('corners may come in any order and are rounded to pixels', () => {
    expect(between({ x: 1800.4, y: 799.6 }, { x: 999.6, y: 1400.2 }, size)).toEqual(box(1000, 800, 800, 600))
  })

  test('a corner beyond the image stops at its edge', () => {
    expect(between({ x: -50, y: 2900 }, { x: 100, y: 9999 }, size)).toEqual(box(0, 2900, 100, 100))
  })
})

describe('changing', () => {
  test('a moved box stays inside', () => {
    expect(moved(box(3900, 10, 100, 50), 500, -500, size)).toEqual(box(3900, 0, 100, 50))
  })

  test('the opposite corner stays when a handle is pulled, also past it', () => {
    expect(resized(box(100, 100, 50, 40), 'se', { x: 200, y: 300 }, size)).toEqual(box(100, 100, 100, 200))
    expect(resized(box(100, 100, 50, 40), 'nw', { x: 90, y: 80 }, size)).toEqual(box(90, 80, 60, 60))
    expect(resized(box(100, 100, 50, 40), 'e', { x: 60, y: 999 }, size)).toEqual(box(60, 100, 40, 40))
  })

  test('a turned box keeps its opposite corner in place', () => {
    const turned = box(1000, 1000, 400, 200, 30)
    const pulled = resized(turned, 'nw', { x: 950, y: 980 }, size)
    const [before, after] = [handlePoint(turned, 'se'), handlePoint(pulled, 'se')]
    expect(after.x).toBeCloseTo(before.x, 6)
    expect(after.y).toBeCloseTo(before.y, 6)
    expect(handlePoint(pulled, 'nw').x).toBeCloseTo(950, 6)
  })

  test('grows to the edge and shrinks to the smallest side', () => {
    expect(grown(box(3990, 0, 5, 5), 100, -100, size)).toEqual(box(3990, 0, 10, 2))
  })

  test('an image smaller than the room asked for does not turn limits around', () => {
    expect(clamp(5, 0, 2)).toBe(2)
  })
})

test('a turned box contains what lies in it, not in its frame', () => {
  const turned = box(100, 100, 100, 10, 90)
  expect(contains(turned, { x: 95, y: 150 })).toBe(true)
  expect(contains(turned, { x: 150, y: 105 })).toBe(false)
})

test('turning keeps the middle, and comes back to whole pixels', () => {
  const turned = turnedAbout(box(100, 100, 60, 40), 450, size)
  expect(turned.rotation).toBe(90)
  expect([turned.x, turned.y].map(Math.round)).toEqual([150, 90])
  expect(turnedAbout(turned, 0, size)).toEqual(box(100, 100, 60, 40))
  expect(turnedAbout(box(0, 0, 10, 10), -170, size).rotation).toBe(-170)
})
