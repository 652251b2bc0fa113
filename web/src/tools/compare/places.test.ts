import { expect, test } from 'vitest'
import type { ConfigNode, Region } from '../types'
import { placesOf } from './places'

const n = (tag: string, attributes: Record<string, string> = {}, ...children: ConfigNode[]): ConfigNode => ({ tag, attributes, children })
const tree = n('View', {},
  n('Text', { name: 'text', value: '$text' }), n('Image', { name: 'photo', value: '$photo' }), n('Audio', { name: 'sound', value: '$sound' }),
  n('Labels', { name: 'what', toName: 'text' }, n('Label', { value: '사람', alias: 'person' })),
  n('Rectangle', { name: 'box', toName: 'photo' }), n('Labels', { name: 'label', toName: 'photo' }, n('Label', { value: '차', alias: 'car' })),
  n('Labels', { name: 'heard', toName: 'sound' }, n('Label', { value: '박수' })),
  n('Relations', {}, n('Relation', { value: '안다' })),
  n('Header', { value: '얼마나 또렷한가요?' }), n('Rating', { name: 'clear', toName: 'text' }),
  n('TextArea', { name: 'note', toName: 'text', title: '요약' }), n('Chat', { name: 'chat' }))
const region = (id: string, from_name: string, type: string, value: Region['value']): Region => ({ id, from_name, to_name: 'text', type, value })
const titles = (...regions: Region[]) => placesOf(tree, {}, regions, 'ko').map(({ region_id, title }) => `${region_id} ${title}`)

test('every kind of part is called by its label, its words or its question', () => {
  expect(titles(
    region('s', 'what', 'labels', { start: 0, end: 2, text: '영희', labels: ['person'] }),
    region('b', 'box', 'rectangle', { x: 1, y: 1, width: 1, height: 1 }),
    region('b', 'label', 'labels', { x: 1, y: 1, width: 1, height: 1, labels: ['car'] }),
    region('a', 'heard', 'labels', { start: 0, end: 1, labels: ['박수'] }),
    region('r', 'clear', 'rating', { rating: 4 }),
    region('t', 'note', 'textarea', { text: ['둘째\n 줄'] }),
    region('c', 'chat', 'chatmessage', { chatmessage: { role: 'user', content: '안녕?' } }),
  )).toEqual([
    's 사람: 영희', 'b 차', 'a 박수', 'r 얼마나 또렷한가요?: 4', 't 요약: 둘째 줄', expect.stringMatching(/^c 1번째 메시지, .+: 안녕\?$/),
  ])
})

test('relations have no id to be meant by, and what the interface does not know is still a place', () => {
  expect(titles({ type: 'relation', from_id: 'a', to_id: 'b' } as unknown as Region, region('x', 'gone', 'number', { number: 3 }))).toEqual(['x {"number":3}'])
})

test('long words are cut', () => {
  expect(titles(region('t', 'note', 'textarea', { text: ['가'.repeat(500)] }))[0]!.length).toBeLessThan(70)
})
