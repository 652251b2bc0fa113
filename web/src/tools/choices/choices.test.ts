import { describe, expect, test } from 'vitest'
import type { ConfigNode, LabelSpec, Region } from '../types'
import { inConfigOrder, isMultiple, pickedOf, preselected, press, regionsOf, shuffled } from './model'

const node: ConfigNode = { tag: 'Choices', attributes: { name: 'mood', toName: 'text' }, children: [] }
const label = (value: string, selected = false): LabelSpec => ({ value, title: value, fromName: 'mood', ...(selected ? { selected } : {}) })

describe('pressing', () => {
  test('a single choice is replaced, and cleared only where it may be', () => {
    expect(press(['a'], 'b', false)).toEqual(['b'])
    expect(press(['a'], 'a', false)).toEqual(['a'])
    expect(press(['a'], 'a', false, true)).toEqual([])
  })

  test('several choices toggle, and are kept in the order of the config', () => {
    const labels = [label('a'), label('b'), label('c')]
    const picked = press(press(['c'], 'a', true), 'b', true)
    expect(inConfigOrder(picked, labels)).toEqual(['a', 'b', 'c'])
    expect(press(picked, 'a', true)).toEqual(['c', 'b'])
    expect(inConfigOrder(['unknown', 'a'], labels)).toEqual(['a', 'unknown'])
  })
})

describe('regions', () => {
  const before: Region[] = [{ id: 'x', from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: ['a'], note: 1 }, origin: 'prediction' }]

  test('come back the same objects when nothing changed', () => {
    expect(regionsOf(node, pickedOf(before), before, () => 'n')[0]).toBe(before[0])
  })

  test('keep their id and unknown fields when changed', () => {
    expect(regionsOf(node, ['b'], before, () => 'n')).toEqual([{ ...before[0], value: { choices: ['b'], note: 1 }, origin: 'prediction-changed' }])
  })

  test('are made, and vanish with the last pick', () => {
    expect(regionsOf(node, ['a'], [], () => 'n')).toEqual([{ id: 'n', from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: ['a'] }, origin: 'manual' }])
    expect(regionsOf(node, [], before, () => 'n')).toEqual([])
  })
})

test('preselected choices', () => {
  const labels = [label('a', true), label('b', true)]
  expect(preselected(labels, true)).toEqual(['a', 'b'])
  expect(preselected(labels, false)).toEqual(['a'])
})

test('kinds of choice', () => {
  const of = (choice: string) => isMultiple({ ...node, attributes: { choice } })
  expect([of('single'), of('single-radio'), of('multiple'), isMultiple(node)]).toEqual([false, false, true, false])
})

test('a shuffled order is whole, steady for a task, and not the same for all', () => {
  const items = ['a', 'b', 'c', 'd', 'e']
  expect(shuffled(items, 'task 1')).toEqual(shuffled(items, 'task 1'))
  expect(shuffled(items, 'task 1').toSorted()).toEqual(items)
  expect(new Set(Array.from({ length: 20 }, (_, i) => shuffled(items, `task ${i}`).join(''))).size).toBeGreaterThan(5)
})
