import { expect, it } from 'vitest'
import { writingProblem } from './writing'

const node = (attributes: Record<string, string> = {}) => ({ tag: 'TextArea', attributes: { name: 't', ...attributes }, children: [] })
const problem = (text: string, attributes?: Record<string, string>, data = {}) => writingProblem(node(attributes), false, text, data)

it('finds what gives people away', () => {
  expect(problem('제 번호는 010-1234-5678이에요')).toBe('phone')
  expect(problem('０１０１２３４５６７８')).toBe('phone')
  expect(problem('Mail Hong.Gildong@example.co.kr!')).toBe('email')
  expect(problem('210305-3999999')).toBe('resident')
  for (const text of ['2024년 10월 12일 15:30', 'ISBN 9788901234567', '1588-1234', '991301-1234567']) expect(problem(text)).toBe(null)
})

it('lets pass what the task says, and where the config allows it', () => {
  expect(problem('02-123-4567', {}, { text: '전화 (02) 123-4567' })).toBe(null)
  expect(problem('010-1234-5678', { personalData: 'allow' })).toBe(null)
  expect(writingProblem(node(), true, '010-1234-5678', {})).toBe(null)
})

it('tells languages apart by their letters', () => {
  expect(problem('The weather is lovely today.', { language: 'ko' })).toBe('language')
  expect(problem('iPhone을 샀어요', { language: 'ko' })).toBe(null)
  expect(problem('오늘은 날씨가 참 좋네요.', { language: 'en' })).toBe('language')
  expect(problem('12:30', { language: 'ko' })).toBe(null)
})
