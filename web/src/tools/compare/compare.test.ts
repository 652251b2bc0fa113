import { describe, expect, test } from 'vitest'
import { controlsOf } from '../interface/config'
import type { ConfigNode, Region } from '../types'
import { differenceOf } from './difference'
import { diffWords } from './words'

const apply = (pieces: ReturnType<typeof diffWords>, kept: 'removed' | 'added') =>
  pieces.filter((piece) => piece.kind === 'same' || piece.kind === kept).map((piece) => piece.text).join('')

describe('words', () => {
  test.each([
    ['', ''], ['', '새 글'], ['옛 글', ''], ['같은 글', '같은 글'],
    ['언제 주문하셨어요?', '언제 주문하셨는지 알려 주시겠어요?'],
    ['  앞 공백', '앞 공백  '], ['줄\n바꿈', '줄 바꿈'],
  ])('%j → %j gives both texts back', (before, after) => {
    const pieces = diffWords(before, after)
    expect(apply(pieces, 'removed')).toBe(before)
    expect(apply(pieces, 'added')).toBe(after)
  })

  test('only the changed word is marked', () => {
    expect(diffWords('나는 오늘 학교에 갔다', '나는 어제 학교에 갔다')).toEqual([
      { kind: 'same', text: '나는 ' }, { kind: 'removed', text: '오늘 ' }, { kind: 'added', text: '어제 ' }, { kind: 'same', text: '학교에 갔다' },
    ])
  })

  test('a text too long to compare is shown replaced, at once', () => {
    const long = (word: string) => Array.from({ length: 2000 }, (_, i) => `${word}${i}`).join(' ')
    expect(diffWords(long('가'), long('나')).map((piece) => piece.kind)).toEqual(['removed', 'added'])
  })
})

const tree: ConfigNode = { tag: 'View', attributes: {}, children: [
  { tag: 'Choices', attributes: { name: 'mood', toName: 'text' }, children: [] },
  { tag: 'RectangleLabels', attributes: { name: 'label', toName: 'image' }, children: [] },
  { tag: 'Chat', attributes: { name: 'chat' }, children: [] },
] }
const controls = controlsOf(tree, {})
const choice = (id: string, ...choices: string[]): Region => ({ id, from_name: 'mood', to_name: 'text', type: 'choices', value: { choices } })
const box = (id: string, x: number): Region => ({ id, from_name: 'label', to_name: 'image', type: 'rectanglelabels', value: { x, y: 1, width: 5, height: 5, rectanglelabels: ['cat'] } })
const message = (id: string, content: string): Region => ({ id, from_name: 'chat', to_name: 'chat', type: 'chatmessage', value: { chatmessage: { role: 'user', content } } })
const kinds = (before: Region[], after: Region[]) => differenceOf(controls, before, after).map((change) => `${change.kind} ${change.region_id}`)

describe('regions', () => {
  test('the same answer has no differences, whatever the ids and the noise of arithmetic', () => {
    expect(kinds([choice('a', 'x', 'y'), box('b', 10)], [choice('q', 'y', 'x'), box('z', 10 + 1e-9)])).toEqual([])
  })

  test('one region a task is matched by its control, boxes by their id', () => {
    expect(kinds([choice('a', 'x'), box('b', 10), box('c', 20)], [choice('q', 'y'), box('b', 11), box('d', 50)])).toEqual(['changed q', 'changed b', 'added d', 'removed c'])
  })

  test('an untouched twin keeps its partner', () => {
    expect(kinds([box('a', 10), box('b', 10)], [box('b', 10)])).toEqual(['removed a'])
  })

  test('messages that changed places have moved', () => {
    expect(kinds([message('a', '1'), message('b', '2'), message('c', '3')], [message('b', '2'), message('a', '1'), message('c', '3')])).toEqual(['moved b', 'moved a'])
    expect(kinds([message('a', '1'), message('b', '2')], [message('b', '2')])).toEqual(['removed a'])
  })
})
