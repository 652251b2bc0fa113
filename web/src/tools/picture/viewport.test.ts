import { expect, test } from 'vitest'
import { fit, panned, revealing, toImage, toStage, zoomed } from './viewport'

const image = { width: 4000, height: 3000 }
const stage = { width: 800, height: 500 }

test('a fitted image is whole and centred', () => {
  const view = fit(image, stage)
  expect(view.scale).toBeCloseTo(1 / 6)
  expect(toStage(view, { x: 2000, y: 1500 })).toEqual({ x: 400, y: 250 })
})

test('the point under the cursor stays there while zooming', () => {
  const view = fit(image, stage)
  const at = { x: 300, y: 200 }
  const before = toImage(view, at)
  const after = toImage(zoomed(view, 3.7, at, image, stage), at)
  expect(after.x).toBeCloseTo(before.x, 6)
  expect(after.y).toBeCloseTo(before.y, 6)
})

test('zoom has an end in both directions', () => {
  const view = fit(image, stage)
  expect(zoomed(view, 1e9, { x: 0, y: 0 }, image, stage).scale).toBe(24)
  expect(zoomed(view, 1e-9, { x: 0, y: 0 }, image, stage).scale).toBeCloseTo(view.scale / 2)
})

test('a tiny picture can still be shown as large as the stage', () => {
  const tiny = { width: 8, height: 8 }
  const view = fit(tiny, stage)
  expect(view.scale).toBe(62.5)
  expect(zoomed(view, 1, { x: 0, y: 0 }, tiny, stage).scale).toBe(62.5)
})

test('the image cannot be pushed out of sight', () => {
  const view = zoomed(fit(image, stage), 10, { x: 400, y: 250 }, image, stage)
  const far = panned(view, 1e6, -1e6, image, stage)
  const [left, bottom] = [toStage(far, { x: 0, y: 0 }).x, toStage(far, { x: 0, y: 3000 }).y]
  expect(left).toBe(600)
  expect(bottom).toBeCloseTo(125)
})

test('revealing moves only when needed', () => {
  const view = zoomed(fit(image, stage), 8, { x: 400, y: 250 }, image, stage)
  expect(revealing(view, { x: 2000, y: 1500 }, image, stage)).toBe(view)
  const shown = toStage(revealing(view, { x: 200, y: 200 }, image, stage), { x: 200, y: 200 })
  expect(shown.x).toBeCloseTo(32)
  expect(shown.y).toBeCloseTo(32)
})
