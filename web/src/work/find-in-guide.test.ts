import { expect, test } from 'vitest'
import { findInGuide } from './find-in-guide'

const guide = '# 상자\n\n1. 자동차만 그려요.\n   1. 유리에 비친 것은 빼요.\n2. 바퀴까지 넣어요.\n\n# 이름\n\n트럭은 따로 골라요.\n'

test('lines come with their heading and the clauses above them', () => {
  expect(findInGuide(guide, '유리')).toEqual({ count: 1, markdown: '\n# 상자\n\n1. 자동차만 그려요.\n   1. 유리에 비친 것은 빼요.' })
  expect(findInGuide(guide, '트럭 골라').markdown).toBe('\n# 이름\n\n트럭은 따로 골라요.')
})

test('all words count, in any case and form, and nothing found is nothing shown', () => {
  expect(findInGuide(guide, '바퀴 유리').count).toBe(0)
  expect(findInGuide('One TRUCK', 'truck one').count).toBe(1)
  expect(findInGuide(guide, '자동차'.normalize('NFD')).count).toBe(1)
})
