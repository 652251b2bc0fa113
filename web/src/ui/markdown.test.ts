import { expect, test } from 'vitest'
import { parseInline, parseMarkdown } from './markdown'

test('numbered items keep their numbers, nested and continued', () => {
  const [heading, list] = parseMarkdown('# 안내\n\n1. 고양이면\n   고양이\n2. 개면 **개**\n   1. 강아지도\n\n2.3 늑대는 아님\n- 끝')
  expect(heading).toEqual({ kind: 'heading', level: 1, content: [{ kind: 'text', text: '안내' }] })
  expect(list?.kind === 'list' && list.items.map((item) => [item.mark, item.depth, item.content.map((part) => part.text).join('')])).toEqual([
    ['1', 0, '고양이면 고양이'],
    ['2', 0, '개면 개'],
    ['1', 1, '강아지도'],
    ['2.3', 0, '늑대는 아님'],
    [null, 0, '끝'],
  ])
})

test('links lead only where links may lead', () => {
  expect(parseInline('[a](https://a.example) [b](javascript:alert(1))')).toEqual([
    { kind: 'link', text: 'a', href: 'https://a.example' },
    { kind: 'text', text: ' ' },
    { kind: 'text', text: 'b' },
    { kind: 'text', text: ')' },
  ])
})

test('prose with figures is prose', () => {
  expect(parseMarkdown('2026 년에는\n그렇다')).toEqual([{ kind: 'paragraph', content: [{ kind: 'text', text: '2026 년에는 그렇다' }] }])
})
