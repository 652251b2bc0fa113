import { expect, test } from 'vitest'
import { characterCount, contentCount } from '../characters'
import type { ConfigNode, Region } from '../types'
import { limitsOf, missing, regionsOf, stored, textsOf } from './model'

const node = (attributes: Record<string, string> = {}): ConfigNode => ({ tag: 'TextArea', attributes: { name: 'note', toName: 'text', ...attributes }, children: [] })

test('characters are NFC code points', () => {
  expect(characterCount('한')).toBe(1)
  expect(characterCount('\u1112\u1161\u11ab')).toBe(1)
  expect(characterCount('👍')).toBe(1)
  expect(contentCount('  두 자 \n')).toBe(3)
})

test('limits', () => {
  const limits = limitsOf(node({ minLength: '3', maxLength: '5', maxSubmissions: '2' }))
  expect(limits).toEqual({ minimum: 3, maximum: 5, submissions: 2 })
  expect(missing('가나', limits)).toBe(1)
  expect(missing('가나다', limits)).toBe(0)
  expect(missing('가나다라마바', limits)).toBe(-1)
  expect(missing('   ', limits)).toBe(3)
  expect(limitsOf(node())).toEqual({ minimum: 0, maximum: undefined, submissions: 1 })
})

test('texts are stored composed, with Unix line ends', () => {
  expect(stored('\u1112\u1161\u11ab\r\n글')).toBe('한\n글')
  expect(regionsOf(node(), ['\u1112\u1161\u11ab', '  '], [], () => 'n')).toEqual([
    { id: 'n', from_name: 'note', to_name: 'text', type: 'textarea', value: { text: ['한'] }, origin: 'manual' },
  ])
})

test('an untouched region stays the same object; emptied texts are no answer', () => {
  const before: Region[] = [{ id: 'x', from_name: 'note', to_name: 'text', type: 'textarea', value: { text: ['하나', '둘'] } }]
  expect(regionsOf(node(), textsOf(before), before, () => 'n')[0]).toBe(before[0])
  expect(regionsOf(node(), ['하나'], before, () => 'n')).toEqual([{ ...before[0], value: { text: ['하나'] } }])
  expect(regionsOf(node(), ['', ' '], before, () => 'n')).toEqual([])
})

test('a text that Label Studio wrote as a plain string is read too', () => {
  expect(textsOf([{ id: 'x', from_name: 'note', to_name: 'text', type: 'textarea', value: { text: '하나' } }])).toEqual(['하나'])
})
