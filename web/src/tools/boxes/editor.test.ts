import { describe, expect, test } from 'vitest'
import type { LabelSpec, Pick, Region } from '../types'
import { Editor, type Notice } from './editor'

const labels: LabelSpec[] = [{ value: 'cat', title: '고양이', fromName: 'label' }, { value: 'dog', title: '개', fromName: 'label' }]

function editorOf(mode: 'edit' | 'view' | 'pick' = 'edit', value: Region[] = []) {
  const notices: Notice['kind'][] = []
  const changes: Region[][] = []
  const picks: Pick[] = []
  let ids = 0
  const editor = new Editor(value, {
    labels, mode, toName: 'image',
    newId: () => `r${++ids}`,
    invalidate() {},
    notify: (notice) => notices.push(notice.kind),
    onStep: undefined,
    onChange: (regions) => changes.push(regions),
    onSelect: undefined,
    onPick: (pick) => picks.push(pick),
  })
  editor.imageLoaded({ width: 4000, height: 3000 })
  const draw = (x1: number, y1: number, x2: number, y2: number) => {
    editor.begin({ x: x1, y: y1 }, 'drag')
    editor.stretch({ x: x2, y: y2 })
    editor.finish()
  }
  return { editor, notices, changes, picks, draw }
}

describe('drawing', () => {
  test('makes one step, selects the box, and keeps the label for the next', () => {
    const { editor, draw, changes } = editorOf()
    editor.setLabel(labels[1]!)
    draw(1000, 800, 1800, 1400)
    editor.select(null)
    draw(0, 0, 50, 50)
    expect(changes).toHaveLength(2)
    expect(editor.regions.map((region) => region.value['rectanglelabels'])).toEqual([['dog'], ['dog']])
    expect(editor.selectedId).toBe('r2')
  })

  test('a slip of the mouse makes no box; two taps stay for another try', () => {
    const { editor, draw, notices } = editorOf()
    draw(10, 10, 11, 10)
    expect(editor.draft).toBeNull()
    editor.begin({ x: 10, y: 10 }, 'tap')
    editor.finish()
    expect(editor.draft).not.toBeNull()
    expect(editor.regions).toHaveLength(0)
    expect(notices).toEqual(['too_small', 'corner', 'too_small'])
  })

  test('a cancelled draft leaves nothing behind', () => {
    const { editor, changes } = editorOf()
    editor.begin({ x: 0, y: 0 }, 'drag')
    editor.stretch({ x: 500, y: 500 })
    expect(editor.cancel()).toBe(true)
    editor.finish()
    expect(changes).toHaveLength(0)
  })

  test('undo and redo walk the same way back and forth', () => {
    const { editor, draw } = editorOf()
    draw(0, 0, 100, 100)
    draw(200, 200, 300, 300)
    const both = editor.regions
    editor.remove()
    expect(editor.selectedId).toBe('r1')
    editor.store.undo()
    expect(editor.regions).toBe(both)
    editor.store.undo()
    editor.store.undo()
    expect(editor.regions).toEqual([])
    expect(editor.selectedId).toBeNull()
    editor.store.redo()
    editor.store.redo()
    expect(editor.regions).toBe(both)
  })
})

test('a pulled box is one step, and none when it is put back', () => {
  const { editor, draw, changes } = editorOf()
  draw(100, 100, 200, 200)
  const from = editor.shape('r1')!.box
  for (const dx of [5, 10, 20]) editor.pullMove('r1', from, dx, 0)
  expect(editor.shape('r1')?.box.x).toBe(120)
  editor.letGo()
  expect(changes).toHaveLength(2)
  editor.pullMove('r1', editor.shape('r1')!.box, 0, 0)
  editor.letGo()
  expect(changes).toHaveLength(2)
})

test('a held arrow key is one step to undo', () => {
  const { editor, draw } = editorOf()
  draw(100, 100, 200, 200)
  editor.nudge(1, 0, false, false)
  for (let i = 0; i < 9; i++) editor.nudge(1, 0, false, true)
  expect(editor.shape('r1')?.box.x).toBeCloseTo(110)
  editor.store.undo()
  expect(editor.shape('r1')?.box.x).toBeCloseTo(100)
})

test('nothing can be changed while only looking', () => {
  const { editor, draw, changes } = editorOf('view', [{ id: 'a', from_name: 'label', to_name: 'image', type: 'rectanglelabels', value: { x: 0, y: 0, width: 10, height: 10, rectanglelabels: ['cat'] } }])
  draw(0, 0, 100, 100)
  editor.select('a')
  editor.nudge(5, 5, false, false)
  editor.remove()
  editor.setLabel(labels[1]!)
  expect(changes).toHaveLength(0)
  expect(editor.regions).toHaveLength(1)
})

test('an inspector marks a region or a place, and the answer stays as it is', () => {
  const { editor, draw, picks, changes } = editorOf('pick', [{ id: 'a', from_name: 'label', to_name: 'image', type: 'rectanglelabels', value: { x: 0, y: 0, width: 10, height: 10, rectanglelabels: ['cat'] } }])
  editor.pickRegion('a')
  draw(2000, 300, 2400, 600)
  expect(picks).toEqual([{ region_id: 'a' }, { area: { x: 50, y: 10, width: 10, height: 10 } }])
  expect(changes).toHaveLength(0)
})

test('shapes of a control that the answer hides are out of sight and out of reach', () => {
  const { editor, draw } = editorOf()
  draw(0, 0, 100, 100)
  editor.hide(new Set(['label']))
  expect(editor.shapes()).toHaveLength(0)
  expect(editor.selectedId).toBeNull()
  expect(editor.canDraw).toBe(false)
  editor.hide(new Set())
  expect(editor.canDraw).toBe(true)
  expect(editor.label).toBe(labels[0])
})
