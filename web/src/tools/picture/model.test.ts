import { describe, expect, test } from 'vitest'
import type { LabelSpec, Region } from '../types'
import { crosshairStep } from './drawing-keys'
import type { Form } from './form'
import { kinds } from './forms'
import { added, afterRemoval, labelsIn, mayUse, namings, neighbour, relabelled, removed, sizeFor, withForm, type Maker, type Roles } from './model'

const size = { width: 4000, height: 3000 }
const cat: LabelSpec = { value: 'cat', title: '고양이', fromName: 'label' }
const dog: LabelSpec = { value: 'dog', title: '개', fromName: 'label', maxUsages: 1 }
const maker = (fromName: string, type: string, extra: Partial<Maker> = {}): Maker =>
  ({ fromName, type, kind: type.replace('labels', '') as Maker['kind'], isLabelled: type.endsWith('labels'), multiple: false, canRotate: true, color: undefined, ...extra })
const boxes: Roles = { makers: [maker('label', 'rectanglelabels')], namers: [] }
const split: Roles = { makers: [maker('shape', 'rectangle'), maker('outline', 'polygon')], namers: [{ fromName: 'label', type: 'labels', multiple: false }] }
const region = (id: string, extra: Partial<Region> = {}): Region => ({
  id, from_name: 'label', to_name: 'image', type: 'rectanglelabels', original_width: 4000, original_height: 3000, image_rotation: 0,
  value: { x: 25, y: 26.666666666666668, width: 20, height: 20, rotation: 0, rectanglelabels: ['cat'] }, ...extra,
})
const formOf = (one: Region): Form => kinds.rectangle!.read(one.value, size)
const moved = (regions: readonly Region[], id: string, dx: number, roles = boxes) => {
  const form = formOf(regions.find((one) => one.id === id)!)
  return withForm(regions, id, form, form.moved(dx, 0, size), size, roles)
}
const drawn = (roles: Roles, label: LabelSpec | null) => added([], {
  id: 'n', maker: roles.makers[0]!, label, namer: roles.namers[0], toName: 'image', size,
  form: kinds.rectangle!.draft([{ x: 1000, y: 800 }, { x: 1800, y: 1400 }], size),
})

test('a drawn box is a Label Studio region', () => {
  expect(drawn(boxes, cat)).toEqual([{ ...region('n'), origin: 'manual' }])
})

describe('a shape with labels from beside it', () => {
  const rows = drawn(split, cat)
  const place = { x: 25, y: 26.666666666666668, width: 20, height: 20, rotation: 0 }

  test('is two rows with one id, both with the place, as Label Studio writes them', () => {
    expect(rows.map(({ id, from_name, type, value }) => ({ id, from_name, type, value }))).toEqual([
      { id: 'n', from_name: 'shape', type: 'rectangle', value: place },
      { id: 'n', from_name: 'label', type: 'labels', value: { ...place, labels: ['cat'] } },
    ])
    expect(labelsIn(rows[0]!, namings(rows, split).get('n'))).toEqual(['cat'])
  })

  test('moves in both rows; a row that never told the place does not begin to', () => {
    expect(moved(rows, 'n', 400, split).map((row) => row.value['x'])).toEqual([35, 35])
    const bare = [rows[0]!, { ...rows[1]!, value: { labels: ['cat'] } }]
    expect(moved(bare, 'n', 400, split)[1]).toBe(bare[1])
  })

  test('gets a label, another one, and goes with its row', () => {
    const alone = drawn(split, null)
    expect(alone).toHaveLength(1)
    const named = relabelled(alone, 'n', cat, split)
    expect(named[1]?.value).toEqual({ ...place, labels: ['cat'] })
    expect(relabelled(named, 'n', dog, split)[1]?.value['labels']).toEqual(['dog'])
    expect(relabelled(named, 'n', cat, split)).toBe(named)
    expect(removed(named, 'n')).toEqual([])
  })
})

describe('a change', () => {
  const regions = [region('a'), region('b', { origin: 'prediction' }), region('c')]

  test('leaves all other regions the same objects', () => {
    const next = moved(regions, 'b', 10)
    expect(next[0]).toBe(regions[0])
    expect(next[2]).toBe(regions[2])
    expect(formOf(next[1]!).bounds).toMatchObject({ x: 1010, y: 800, width: 800, height: 600 })
  })

  test('of a prediction says so, and keeps what it does not know', () => {
    const [next] = moved([region('p', { origin: 'prediction', score: 0.9, meta: { text: ['?'] } } as Partial<Region>)], 'p', 1)
    expect(next).toMatchObject({ origin: 'prediction-changed', score: 0.9, meta: { text: ['?'] } })
  })

  test('that changes nothing is none', () => {
    expect(moved(regions, 'a', 0)).toBe(regions)
    expect(relabelled(regions, 'a', cat, boxes)).toBe(regions)
    expect(removed(regions, 'zz')).toBe(regions)
  })

  test('of the label replaces it; where several may be, it joins or leaves', () => {
    expect(relabelled(regions, 'a', dog, boxes)[0]?.value['rectanglelabels']).toEqual(['dog'])
    const many: Roles = { makers: [maker('label', 'rectanglelabels', { multiple: true })], namers: [] }
    const both = relabelled(regions, 'a', dog, many)
    expect(both[0]?.value['rectanglelabels']).toEqual(['cat', 'dog'])
    expect(relabelled(both, 'a', cat, many)[0]?.value['rectanglelabels']).toEqual(['dog'])
  })

  test('to the label of another control moves the shape there, if it draws the same kind', () => {
    const two: Roles = { makers: [...boxes.makers, maker('more', 'rectanglelabels'), maker('lines', 'polygonlabels')], namers: [] }
    const [next] = relabelled(regions, 'a', { ...cat, fromName: 'more', value: 'tree' }, two)
    expect(next).toMatchObject({ from_name: 'more', type: 'rectanglelabels', value: { rectanglelabels: ['tree'] } })
    expect(relabelled(regions, 'a', { ...cat, fromName: 'lines' }, two)).toBe(regions)
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
  const used = relabelled([region('a')], 'a', dog, boxes)
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
