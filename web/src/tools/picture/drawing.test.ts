import { describe, expect, test } from 'vitest'
import type { LabelSpec, Place, Region } from '../types'
import { Board, type Notice } from './board'
import { Drawing } from './drawing'
import { kinds } from './forms'
import { brush } from './mask/mask'
import type { Maker, Roles } from './model'

const labels: LabelSpec[] = [{ value: 'cat', title: '고양이', fromName: 'label' }, { value: 'dog', title: '개', fromName: 'label' }]
const maker = (fromName: string, type: string): Maker =>
  ({ fromName, type, kind: type.replace('labels', '') as Maker['kind'], isLabelled: type.endsWith('labels'), multiple: false, canRotate: true, color: undefined })

function editorOf(mode: 'edit' | 'view' | 'pick' = 'edit', value: Region[] = [], roles: Roles = { makers: [maker('label', 'rectanglelabels')], namers: [] }, size = { width: 4000, height: 3000 }) {
  const notices: Notice['kind'][] = []
  const changes: Region[][] = []
  const picks: Place[] = []
  let ids = 0
  const board = new Board(value, {
    labels: roles.makers.some((one) => one.isLabelled) || roles.namers.length > 0 ? labels : [],
    mode, roles, toName: 'image',
    newId: () => `r${++ids}`,
    invalidate() {},
    notify: (notice) => notices.push(notice.kind),
    onStep: undefined,
    onChange: (regions) => changes.push(regions),
    onSelect: undefined,
    onPick: (pick) => picks.push(pick),
  })
  board.learn({ ...kinds, brush })
  board.imageLoaded(size)
  const drawing = new Drawing(board)
  const draw = (x1: number, y1: number, x2: number, y2: number) => {
    drawing.begin({ x: x1, y: y1 }, 'drag')
    drawing.stretch({ x: x2, y: y2 })
    drawing.finish()
  }
  const tap = (x: number, y: number) => drawing.put({ x, y }, 'tap', 10)
  return { board, drawing, mending: drawing.mending, notices, changes, picks, draw, tap }
}

describe('drawing', () => {
  test('makes one step, selects the box, and keeps the label for the next', () => {
    const { board, drawing, draw, changes } = editorOf()
    drawing.setLabel(labels[1]!)
    draw(1000, 800, 1800, 1400)
    board.select(null)
    draw(0, 0, 50, 50)
    expect(changes).toHaveLength(2)
    expect(board.regions.map((region) => region.value['rectanglelabels'])).toEqual([['dog'], ['dog']])
    expect(board.selectedId).toBe('r2')
  })

  test('a slip of the mouse makes no box; two taps stay for another try', () => {
    const { board, drawing, draw, notices } = editorOf()
    draw(10, 10, 11, 10)
    expect(drawing.draft).toBeNull()
    drawing.begin({ x: 10, y: 10 }, 'tap')
    drawing.finish()
    expect(drawing.draft).not.toBeNull()
    expect(board.regions).toHaveLength(0)
    expect(notices).toEqual(['too_small', 'corner', 'too_small'])
  })

  test('a cancelled draft leaves nothing behind', () => {
    const { drawing, changes } = editorOf()
    drawing.begin({ x: 0, y: 0 }, 'drag')
    drawing.stretch({ x: 500, y: 500 })
    expect(drawing.cancel()).toBe(true)
    drawing.finish()
    expect(changes).toHaveLength(0)
  })

  test('undo and redo walk the same way back and forth', () => {
    const { board, drawing, draw } = editorOf()
    draw(0, 0, 100, 100)
    draw(200, 200, 300, 300)
    const both = board.regions
    drawing.mending.remove()
    expect(board.selectedId).toBe('r1')
    board.store.undo()
    expect(board.regions).toBe(both)
    board.store.undo()
    board.store.undo()
    expect(board.regions).toEqual([])
    expect(board.selectedId).toBeNull()
    board.store.redo()
    board.store.redo()
    expect(board.regions).toBe(both)
  })
})

test('a pulled box is one step, and none when it is put back', () => {
  const { board, drawing, draw, changes } = editorOf()
  draw(100, 100, 200, 200)
  const from = board.shape('r1')!.form
  for (const dx of [5, 10, 20]) drawing.mending.pull('r1', from.moved(dx, 0, board.size!))
  expect(board.shape('r1')?.form.bounds.x).toBe(120)
  drawing.mending.letGo()
  expect(changes).toHaveLength(2)
  drawing.mending.pull('r1', board.shape('r1')!.form.moved(0, 0, board.size!))
  drawing.mending.letGo()
  expect(changes).toHaveLength(2)
})

test('a held arrow key is one step to undo', () => {
  const { board, drawing, draw } = editorOf()
  draw(100, 100, 200, 200)
  drawing.mending.nudge(1, 0, false, false)
  for (let i = 0; i < 9; i++) drawing.mending.nudge(1, 0, false, true)
  expect(board.shape('r1')?.form.bounds.x).toBeCloseTo(110)
  board.store.undo()
  expect(board.shape('r1')?.form.bounds.x).toBeCloseTo(100)
})

test('nothing can be changed while only looking', () => {
  const { board, drawing, draw, changes } = editorOf('view', [{ id: 'a', from_name: 'label', to_name: 'image', type: 'rectanglelabels', value: { x: 0, y: 0, width: 10, height: 10, rectanglelabels: ['cat'] } }])
  draw(0, 0, 100, 100)
  board.select('a')
  drawing.mending.nudge(5, 5, false, false)
  drawing.mending.remove()
  drawing.setLabel(labels[1]!)
  expect(changes).toHaveLength(0)
  expect(board.regions).toHaveLength(1)
})

test('an inspector marks a region or a place, and the answer stays as it is', () => {
  const { board, draw, picks, changes } = editorOf('pick', [{ id: 'a', from_name: 'label', to_name: 'image', type: 'rectanglelabels', value: { x: 0, y: 0, width: 10, height: 10, rectanglelabels: ['cat'] } }])
  board.pickRegion('a')
  draw(2000, 300, 2400, 600)
  expect(picks).toEqual([{ kind: 'region', region_id: 'a' }, { kind: 'area', object: 'image', x: 50, y: 10, width: 10, height: 10 }])
  expect(changes).toHaveLength(0)
})

test('shapes of a control that the answer hides are out of sight and out of reach', () => {
  const { board, drawing, draw } = editorOf()
  draw(0, 0, 100, 100)
  board.hide(new Set(['label']))
  drawing.settle()
  expect(board.shapes()).toHaveLength(0)
  expect(board.selectedId).toBeNull()
  expect(drawing.canDraw).toBe(false)
  board.hide(new Set())
  drawing.settle()
  expect(drawing.canDraw).toBe(true)
  expect(drawing.label).toBe(labels[0])
})

describe('polygons', () => {
  const lines: Roles = { makers: [maker('label', 'polygonlabels')], namers: [] }
  const pointsOf = (region: Region | undefined) => ((region?.value['points'] ?? []) as [number, number][]).map(([x, y]) => [Math.round(x * 40), Math.round(y * 30)])

  test('are set point by point and closed at the first', () => {
    const { board, tap, notices } = editorOf('edit', [], lines)
    tap(100, 100)
    tap(500, 100)
    tap(500, 400)
    tap(104, 97)
    expect(pointsOf(board.regions[0])).toEqual([[100, 100], [500, 100], [500, 400]])
    expect(board.regions[0]?.value).toMatchObject({ closed: true, polygonlabels: ['cat'] })
    expect(notices).toEqual(['next_point', 'next_point', 'next_point', 'added'])
  })

  test('are closed by a second press in one place, and points can be taken back', () => {
    const { board, drawing, tap } = editorOf('edit', [], lines)
    for (const [x, y] of [[100, 100], [500, 100], [700, 700], [500, 400]] as const) tap(x, y)
    expect(drawing.takeBack()).toBe(true)
    tap(300, 300)
    tap(300, 300)
    expect(pointsOf(board.regions[0])).toEqual([[100, 100], [500, 100], [700, 700], [300, 300]])
  })

  test('a corner is held, moved, put in and taken out by keys', () => {
    const { board, mending, tap } = editorOf('edit', [], lines)
    for (const [x, y] of [[100, 100], [500, 100], [500, 400], [100, 100]] as const) tap(x, y)
    mending.cycleKnob(1)
    mending.nudge(-5, 7, false, false)
    expect(pointsOf(board.regions[0])[0]).toEqual([95, 107])
    mending.insertPoint()
    expect(pointsOf(board.regions[0])).toHaveLength(4)
    expect(mending.activeKnob()?.id).toBe('p1')
    mending.removeHeld()
    expect(pointsOf(board.regions[0])).toHaveLength(3)
    mending.removeHeld()
    expect(board.regions).toEqual([])
  })
})

test('a shape takes its label from beside it, and keeps both for the next', () => {
  const roles: Roles = { makers: [maker('shape', 'rectangle'), maker('dot', 'keypoint')], namers: [{ fromName: 'label', type: 'labels', multiple: false }] }
  const { board, drawing, draw, tap } = editorOf('edit', [], roles)
  draw(0, 0, 100, 100)
  board.select(null)
  drawing.setMaker(roles.makers[1]!)
  drawing.setLabel(labels[1]!)
  tap(2000, 1500)
  expect(board.regions.map(({ id, from_name, type }) => [id, from_name, type])).toEqual([
    ['r1', 'shape', 'rectangle'], ['r1', 'label', 'labels'], ['r2', 'dot', 'keypoint'], ['r2', 'label', 'labels'],
  ])
  expect(board.shapes().map((shape) => shape.labels)).toEqual([['cat'], ['dog']])
  drawing.mending.remove('r1')
  expect(board.regions).toHaveLength(2)
})

test('a shape without labels asks for none', () => {
  const { board, draw } = editorOf('edit', [], { makers: [maker('shape', 'ellipse')], namers: [] })
  draw(0, 0, 100, 60)
  expect(board.regions[0]).toMatchObject({ type: 'ellipse', value: { radiusX: 1.25, radiusY: 1 } })
})

test('turning is refused where the config says so', () => {
  const { board, mending, draw } = editorOf('edit', [], { makers: [{ ...maker('label', 'rectanglelabels'), canRotate: false }], namers: [] })
  draw(100, 100, 200, 200)
  mending.turn(15)
  expect(board.regions[0]?.value['rotation']).toBe(0)
  expect(mending.knobs(1).some(({ id }) => id === 'turn')).toBe(false)
})

describe('masks', () => {
  const masks: Roles = { makers: [maker('label', 'brushlabels')], namers: [] }
  const rub = (drawing: Drawing, ...points: [number, number][]) => {
    points.forEach(([x, y], index) => (index === 0 ? drawing.paintFrom({ x, y }, 'drag') : drawing.paintTo({ x, y })))
    drawing.paintEnd()
  }

  test('a stroke makes one, the next goes on with it, the eraser takes away, undo brings back', () => {
    const { board, drawing, changes } = editorOf('edit', [], masks, { width: 40, height: 30 })
    drawing.resizeBrush(3)
    rub(drawing, [10, 10], [20, 10])
    const first = board.shapes()[0]!.form.count!
    expect(board.regions).toHaveLength(1)
    expect(board.regions[0]?.value).toMatchObject({ format: 'rle', brushlabels: ['cat'] })
    rub(drawing, [30, 20])
    expect(board.regions).toHaveLength(1)
    const both = board.shapes()[0]!.form.count!
    expect(both).toBeGreaterThan(first)
    drawing.erase(true)
    rub(drawing, [30, 20])
    expect(board.shapes()[0]!.form.count).toBe(first)
    board.store.undo()
    expect(board.shapes()[0]!.form.count).toBe(both)
    expect(changes).toHaveLength(4)
  })

  test('what is erased to the last pixel is gone', () => {
    const { board, drawing } = editorOf('edit', [], masks, { width: 40, height: 30 })
    rub(drawing, [10, 10])
    drawing.erase(true)
    drawing.resizeBrush(4)
    rub(drawing, [10, 10])
    expect(board.regions).toEqual([])
  })

  test('a new one begins when none is selected', () => {
    const { board, drawing } = editorOf('edit', [], masks, { width: 40, height: 30 })
    rub(drawing, [10, 10])
    board.select(null)
    rub(drawing, [30, 20])
    expect(board.regions).toHaveLength(2)
  })
})
