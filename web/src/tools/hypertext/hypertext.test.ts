import { describe, expect, test } from 'vitest'
import { nodesPassage, textNodesOf } from './passage'

// What is cleaned away is tested in a real browser (e2e/tags/spans.spec.ts): the parser of a stand-in is not what protects anybody.
function passageOf(html: string) {
  const page = document.createElement('div')
  page.innerHTML = html
  return nodesPassage(textNodesOf(page).map(({ node, path }) => ({ path, text: node.data })))
}

describe('places', () => {
  const html = '<h1>제목</h1><p>이순신은 <b>한산도</b>에서😀</p><p>이겼다</p>'

  test('are named by path and offset, and come back', () => {
    const passage = passageOf(html)
    const value = passage.valueOf({ from: 2, to: 12 })
    expect(value).toEqual({
      start: '/p[1]/text()[1]', startOffset: 0, end: '/p[1]/text()[2]', endOffset: 2,
      globalOffsets: { start: 2, end: 12 }, text: '이순신은 한산도에서',
    })
    expect(passage.rangeOf(value)).toEqual({ from: 2, to: 12 })
  })

  test('are found by their offsets when the paths are of another page, as the quoted text tells', () => {
    const passage = passageOf(html)
    const lost = { start: '/div[9]/text()[1]', startOffset: 0, end: '/div[9]/text()[1]', endOffset: 1, globalOffsets: { start: 7, end: 10 } }
    expect(passage.rangeOf(lost)).toEqual({ from: 7, to: 10 })
    const moved = { ...lost, start: '/h1[1]/text()[1]', end: '/h1[1]/text()[1]', text: '한산도' }
    expect(passage.rangeOf(moved)).toEqual({ from: 7, to: 10 })
    expect(passage.rangeOf({ start: '/x', end: '/y', startOffset: 0, endOffset: 1 })).toBeNull()
  })
})
