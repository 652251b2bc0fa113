import { describe, expect, test } from 'vitest'
import { hit, knobAt } from './form'
import { kinds } from './forms'

const size = { width: 4000, height: 3000 }
const rectangle = kinds.rectangle!
const polygon = kinds.polygon!
const ellipse = kinds.ellipse!
const keypoint = kinds.keypoint!
const shape = (id: string, ...points: [number, number][]) => ({ id, form: rectangle.draft(points.map(([x, y]) => ({ x, y })), size) })

describe('finding', () => {
  test('the smaller of two shapes under the point', () => {
    const shapes = [shape('outer', [0, 0], [100, 100]), shape('inner', [10, 10], [30, 30])]
    expect(hit(shapes, { x: 15, y: 15 }, 0)?.id).toBe('inner')
    expect(hit(shapes, { x: 90, y: 90 }, 0)?.id).toBe('outer')
    expect(hit(shapes, { x: 104, y: 50 }, 5)?.id).toBe('outer')
    expect(hit(shapes, { x: 106, y: 50 }, 5)).toBeNull()
  })

  test('knobs within reach, corners before sides', () => {
    const knobs = shape('a', [0, 0], [100, 100]).form.knobs(1)
    expect(knobAt(knobs, { x: 96, y: 103 }, 10)?.id).toBe('se')
    expect(knobAt(knobs, { x: 50, y: -8 }, 10)?.id).toBe('n')
    expect(knobAt(knobs, { x: 50, y: -34 }, 10)?.id).toBe('turn')
    expect(knobAt(knobs, { x: 50, y: 50 }, 10)).toBeNull()
  })
})

test('every kind reads what it writes', () => {
  for (const [kind, value] of [
    [rectangle, { x: 25, y: 10, width: 20, height: 20, rotation: 30 }],
    [ellipse, { x: 50, y: 50, radiusX: 10, radiusY: 20, rotation: 0 }],
    [polygon, { points: [[10, 10], [20, 10], [20, 30]], closed: true }],
    [keypoint, { x: 50, y: 10, width: 1.5 }],
  ] as const) {
    const written = kind.read(value, size).value(size)
    expect(Object.keys(written)).toEqual(Object.keys(value))
    for (const [key, wanted] of Object.entries(value)) {
      if (typeof wanted === 'number') expect(written[key]).toBeCloseTo(wanted, 9)
      else expect(written[key]).toEqual(wanted)
    }
  }
})

test('a turned ellipse reads what it writes, and turns about its middle', () => {
  const form = ellipse.read({ x: 50, y: 50, radiusX: 10, radiusY: 5, rotation: 40 }, size)
  const back = form.value(size)
  expect(back['x']).toBeCloseTo(50, 9)
  expect(back['y']).toBeCloseTo(50, 9)
  const turned = form.turned!(50, size).value(size)
  expect(turned['rotation']).toBe(90)
  expect(turned['x']).toBeCloseTo(50, 9)
})

test('an ellipse is hit where it is, not in the corners of its box', () => {
  const form = ellipse.draft([{ x: 0, y: 0 }, { x: 100, y: 50 }], size)
  expect(form.isHit({ x: 50, y: 25 }, 0)).toBe(true)
  expect(form.isHit({ x: 4, y: 4 }, 0)).toBe(false)
  expect(form.value(size)).toMatchObject({ x: 1.25, radiusX: 1.25, rotation: 0 })
})

test('the knob above a shape turns it by whole degrees', () => {
  const form = rectangle.draft([{ x: 1000, y: 1000 }, { x: 1200, y: 1100 }], size)
  const turned = form.pulled('turn', { x: 1300, y: 1050 }, size)
  expect(turned.value(size)['rotation']).toBe(90)
  expect(turned.middle.x).toBeCloseTo(1100)
  expect(turned.middle.y).toBeCloseTo(1050)
})

describe('polygons', () => {
  const at = (...points: [number, number][]) => polygon.draft(points.map(([x, y]) => ({ x, y })), size)
  const square = at([0, 0], [400, 0], [400, 400], [0, 400])
  const points = (form: typeof square) => form.value({ width: 100, height: 100 })['points']

  test('corners are pulled, put in between and taken out', () => {
    expect(points(square.pulled('p1', { x: 500.4, y: -9 }, size))).toEqual([[0, 0], [500, 0], [400, 400], [0, 400]])
    const five = square.pulled('b0', { x: 200, y: 50 }, size)
    expect(points(five)).toEqual([[0, 0], [200, 50], [400, 0], [400, 400], [0, 400]])
    expect(points(five.without!('p1')!)).toEqual(points(square))
    expect(at([0, 0], [1, 0], [1, 1]).without!('p0')).toBeNull()
  })

  test('short sides have no middle to pull, and it comes with zoom', () => {
    const middles = (scale: number) => square.knobs(scale).filter(({ looks }) => looks === 'between').length
    expect(middles(0.1)).toBe(0)
    expect(middles(1)).toBe(4)
  })

  test('two points, or points on a line, are none', () => {
    expect(at([0, 0], [100, 0]).isBigEnough).toBe(false)
    expect(at([0, 0], [100, 0], [200, 0]).isBigEnough).toBe(false)
    expect(square.isBigEnough).toBe(true)
  })

  test('moves as a whole and stays inside', () => {
    expect(points(square.moved(-50, 20, size))).toEqual([[0, 20], [400, 20], [400, 420], [0, 420]])
    expect(square.isHit({ x: 200, y: 200 }, 0)).toBe(true)
    expect(at([0, 0], [400, 0], [0, 400]).isHit({ x: 300, y: 300 }, 0)).toBe(false)
  })
})
