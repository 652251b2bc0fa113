import { expect, test } from 'vitest'
import { historyOf, push, redo, undo, amend } from './history'
import { attribute, interpolate, labelsOf, lookup, resolve, safeColor } from './node'
import { declarations } from './interface/style'
import type { ConfigNode } from './types'

const data = { image: 'a.png', a: { b: [{ c: 1 }, '둘'] }, 이름: '민수', 'x.y': 'whole key', list: ['하나', { value: '둘', alias: 'two', background: 'url(x)' }, null, 3] }

test('paths lead where the server finds them', () => {
  expect(lookup(data, 'a.b[0].c')).toBe(1)
  expect(lookup(data, 'x.y')).toBe('whole key')
  expect(lookup(data, 'a.b[7]')).toBeUndefined()
  expect(lookup(data, 'toString')).toBeUndefined()
  expect(lookup({ a: 'text' }, 'a.length')).toBeUndefined()
})

test('data is put into sentences', () => {
  expect(interpolate('Hello $이름, $a.b[1]! $a.b[0] $5 $none', data)).toBe('Hello 민수, 둘! {"c":1} $5 ')
  expect(interpolate('이름: $이름.', data)).toBe('이름: 민수.')
  expect(resolve('$list', data)).toBe(data.list)
  expect(resolve(undefined, data)).toBeUndefined()
})

test('attributes are found whatever their case', () => {
  expect(attribute({ tag: 'X', attributes: { toname: 'a' }, children: [] }, 'toName')).toBe('a')
})

test('labels: written ones, and those in the task data', () => {
  const child = (attributes: Record<string, string>): ConfigNode => ({ tag: 'Label', attributes, children: [] })
  const node: ConfigNode = { tag: 'RectangleLabels', attributes: { name: 'label', value: '$list', maxUsages: '2' }, children: [child({ value: '$이름', hotkey: 'q', background: 'red' }), child({ value: '개', alias: 'dog', selected: 'true', maxUsages: '1' })] }
  expect(labelsOf(node, data)).toEqual([
    { value: '민수', title: '민수', fromName: 'label', hotkey: 'q', color: 'red', maxUsages: 2 },
    { value: 'dog', title: '개', fromName: 'label', selected: true, maxUsages: 1 },
    { value: '하나', title: '하나', fromName: 'label', maxUsages: 2 },
    { value: 'two', title: '둘', fromName: 'label', maxUsages: 2 },
    { value: '3', title: '3', fromName: 'label', maxUsages: 2 },
  ])
})

test('colours and styles of strangers are only colours and layout', () => {
  expect(['#f00', 'red', 'rgb(1, 2, 3)', 'url(x)', 'red;position:fixed', ''].map(safeColor)).toEqual(['#f00', 'red', 'rgb(1, 2, 3)', undefined, undefined, undefined])
  expect(declarations('display:flex; GAP: 1em;position:fixed;background-image:url(x);width:calc(100% - 2em);color:expression(alert(1));margin-top:-900px;width:/**/1px')).toEqual([
    ['display', 'flex'], ['gap', '1em'], ['width', 'calc(100% - 2em)'],
  ])
})

test('history goes back and forth, and a new step forgets the future', () => {
  let history = push(push(historyOf('a'), 'b'), 'c')
  history = undo(history)
  expect(history.present).toBe('b')
  expect(redo(history).present).toBe('c')
  history = push(history, 'd')
  expect(redo(history)).toBe(history)
  expect(undo(amend(history, 'e')).present).toBe('b')
  expect(push(history, 'd')).toBe(history)
})
