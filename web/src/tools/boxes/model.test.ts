import { describe, expect, test } from 'vitest'
import type { LabelSpec, Region } from '../types'
import { added, afterRemoval, crosshairStep, mayUse, neighbour, nudged, relabelled, removed, shapeOf, sizeFor, withBox } from './model'

const size = { width: 4000, height: 3000 }
const cat: LabelSpec = { value: 'cat', title: '고양이', fromName: 'label' }
const dog: LabelSpec = { value: 'dog', title: '개', fromName: 'label', maxUsages: 1 }
const region = (id: string, extra: Partial<Region> = {}): Region => ({
  id, from_name: 'label', to_name: 'image', type: 'rectanglelabels', original_width: 4000, original_height: 3000, image_rotation: 0,
  value: { x: 25, y: 26.666666666666668, width: 20, height: 20, rotation: 0, rectanglelabels: ['cat'] }, ...extra,
})

test('a drawn box is a Label Studio region', () => {
  const [drawn] = added([], { id: 'n', label: cat, toName: 'image', box: { x: 1000, y: 800, width: 800, height: 600, rotation: 0 }, size })
  expect(drawn).toEqual({ ...region('n'), origin: 'manual' })
})

describe('a change', () => {
  const regions = [region('a'), region('b', { origin: 'prediction' }), region('c')]

  test('leaves all other regions the same objects', () => {
    const next = nudged(regions, 'b', 10, 0, false, size)
    expect(next[0]).toBe(regions[0])
    expect(next[2]).toBe(regions[2])
    expect(shapeOf(next[1]!, size).box).toMatchObject({ x: 1010, y: 800, width: 800, height: 600 })
  })

  test('of a prediction says so, and keeps what it does not know', () => {
    const [next] = nudged([region('p', { origin: 'prediction', score: 0.9, meta: { text: ['?'] } } as Partial<Region>)], 'p', 1, 1, false, size)
    expect(next).toMatchObject({ origin: 'prediction-changed', score: 0.9, meta: { text: ['?'] } })
  })

  test('that changes nothing is none', () => {
    expect(withBox(regions, 'a', shapeOf(regions[0]!, size).box, size)).toBe(regions)
    expect(relabelled(regions, 'a', cat)).toBe(regions)
    expect(removed(regions, 'zz')).toBe(regions)
    expect(nudged(regions, 'zz', 1, 1, false, size)).toBe(regions)
  })

  test('of the label replaces it', () => {
    expect(relabelled(regions, 'a', dog)[0]?.value['rectanglelabels']).toEqual(['dog'])
  })
})

test('coordinates follow the original size where a smaller preview is shown', () => {
  expect(sizeFor([region('a')], { width: 2000, height: 1500 })).toEqual(size)
  expect(sizeFor([], { width: 2000, height: 1500 })).toEqual({ width: 2000, height: 1500 })
  expect(sizeFor([region('a')], { width: 1500, height: 2000 })).toEqual({ width: 1500, height: 2000 })
})

test('walking the list goes round', () => {
  const regions = [region('a'), region('b')]
  expect(neighbour(regions, null, 1)).toBe('a')
  expect(neighbour(regions, null, -1)).toBe('b')
  expect(neighbour(regions, 'b', 1)).toBe('a')
  expect(neighbour([], 'b', 1)).toBeNull()
  expect(afterRemoval(regions, 'a')).toBe('b')
  expect(afterRemoval(regions, 'b')).toBe('a')
})

test('a label can be used up', () => {
  const used = relabelled([region('a')], 'a', dog)
  expect(mayUse([region('a')], dog)).toBe(true)
  expect(mayUse(used, dog)).toBe(false)
  expect(mayUse(used, cat)).toBe(true)
})

test('crosshair steps can be seen, and one pixel is always within reach', () => {
  expect(crosshairStep(1, 'plain')).toBe(2)
  expect(crosshairStep(0.1, 'plain')).toBe(20)
  expect(crosshairStep(0.1, 'big')).toBe(200)
  expect(crosshairStep(0.001, 'plain')).toBe(100)
  expect(crosshairStep(0.1, 'fine')).toBe(1)
})
