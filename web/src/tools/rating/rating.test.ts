import { expect, test } from 'vitest'
import { limitsOf, problemOf, read, stepped } from '../number/model'
import { partOf } from '../date-time'
import { found, pathsOf, pressed, titlesOf, treeOf } from '../taxonomy/model'
import { columnsOf, itemsOf, moved, regionOf, shifted } from '../ranker/model'
import { styleRules } from '../interface/style'
import type { ConfigNode, Region } from '../types'

const n = (tag: string, attributes: Record<string, string> = {}, ...children: ConfigNode[]): ConfigNode => ({ tag, attributes, children })

test('numbers are read as people write them', () => {
  expect(['1', '-2.5', '3,5', ' .5 ', '', 'two', '1e3', '1.2.3'].map(read)).toEqual([1, -2.5, 3.5, 0.5, null, null, null, null])
})

test('numbers go by steps and stay within their limits', () => {
  const limits = limitsOf(n('Number', { min: '0', max: '1', step: '0.1' }))
  expect(stepped(undefined, 1, limits)).toBe(0)
  expect(stepped(0.2, 1, limits)).toBe(0.3)
  expect(stepped(0.25, -1, limits)).toBe(0.2)
  expect(stepped(1, 1, limits)).toBe(1)
  expect([0.3, 0.35, 1.1, undefined].map((value) => problemOf(value, limits))).toEqual([null, 'between', 'outside', null])
})

test('the finest part of a date counts', () => {
  const part = (only?: string) => partOf(n('DateTime', only === undefined ? {} : { only }))
  expect([part(), part('date'), part('time'), part('date,time'), part('month,year'), part('year')]).toEqual(['datetime-local', 'date', 'time', 'datetime-local', 'month', 'year'])
})

test('a tree of categories, searched and pressed', () => {
  const node = n('Taxonomy', { value: '$more' }, n('Choice', { value: '동물', alias: 'animal' }, n('Choice', { value: 'Cat' }), n('Choice', { value: 'Dog' })))
  const tree = treeOf(node, { more: [{ value: 'Plant', children: ['Tree'] }] })
  expect(found(tree, 'tre').map((branch) => branch.title)).toEqual(['Plant'])
  expect(found(tree, '동').flatMap((branch) => branch.children.map((child) => child.title))).toEqual(['Cat', 'Dog'])
  expect(titlesOf(tree, ['animal', 'Cat'])).toEqual(['동물', 'Cat'])
  const cat = ['animal', 'Cat']
  expect(pressed([], cat, 2)).toEqual([cat])
  expect(pressed([cat], ['animal', 'Cat'], 2)).toEqual([])
  expect(pressed([cat], ['Plant'], 1)).toEqual([['Plant']])
  expect(pressed([cat, ['Plant']], ['Plant', 'Tree'], 2)).toEqual([cat, ['Plant']])
  expect(pathsOf({ value: { taxonomy: [cat, 'x'] } } as unknown as Region)).toEqual([cat])
})

test('items are ordered, sorted into buckets, and come back as they were', () => {
  const list = n('List', { name: 'l', value: '$items', title: '결과' })
  const task = { items: [{ id: 'a', title: 'A' }, { id: 2, body: 'B' }, { title: 'no id' }] }
  const items = itemsOf(list, task)
  expect(items.map((item) => item.id)).toEqual(['a', '2'])
  const ranker = n('Ranker', { name: 'r', toName: 'l' })
  const order = shifted(columnsOf(ranker, list, items, undefined), '2', -1)
  const region = regionOf(ranker, order, undefined, () => 'x')
  expect(region).toMatchObject({ id: 'x', type: 'ranker', value: { ranker: { r: ['2', 'a'] } } })
  expect(columnsOf(ranker, list, items, region)[0]?.ids).toEqual(['2', 'a'])
  const sorting = n('Ranker', { name: 'r', toName: 'l' }, n('Bucket', { name: 'good' }), n('Bucket', { name: 'bad', title: '나쁨' }))
  const before = columnsOf(sorting, list, items, undefined)
  expect(before.map((column) => [column.name, column.title, column.ids])).toEqual([['_', '결과', ['a', '2']], ['good', 'good', []], ['bad', '나쁨', []]])
  const after = moved(before, 'a', 'bad')
  expect(regionOf(sorting, after, undefined, () => 'y').value).toEqual({ ranker: { _: ['2'], good: [], bad: ['a'] } })
  expect(shifted(after, 'a', 1)).toEqual(after)
})

test('rules of a style sheet reach their classes and nothing else', () => {
  const rules = styleRules(n('View', {}, n('Style', { value: '.wide { width: 100%; position: fixed }\n.tall { height: 3em }' })))
  expect([...rules]).toEqual([['wide', [['width', '100%']]], ['tall', [['height', '3em']]]])
})
