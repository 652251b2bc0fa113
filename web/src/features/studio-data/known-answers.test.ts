import { expect, it } from 'vitest'
import { answersByName } from './known-answers'

const choice = (value: string, alias?: string) => ({ tag: 'Choice', attributes: { value, ...(alias ? { alias } : {}) }, children: [] })
const tree = {
  tag: 'View',
  attributes: {},
  children: [{ tag: 'Choices', attributes: { name: 'animal', toName: 'image' }, children: [choice('고양이', 'cat'), { tag: 'View', attributes: {}, children: [choice('개')] }] }],
}

it('knows an answer by its title and by what is stored', () => {
  expect([...answersByName({ categorical: 'animal', tree })]).toEqual([
    ['cat', 'cat'],
    ['고양이', 'cat'],
    ['개', '개'],
  ])
})

it('knows none where one choice is not the whole answer', () => {
  expect(answersByName({ categorical: null, tree }).size).toBe(0)
})
