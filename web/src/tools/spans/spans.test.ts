import { describe, expect, test } from 'vitest'
import { controlsOf } from '../interface/config'
import type { ConfigNode, Place, Region } from '../types'
import { SpanEditor, type EditorOptions, type Notice } from './editor'
import { paragraphsPassage, textPassage, type Passage } from './passage'
import { codePoints, decoded, linesOf, piecesOf, textOf, unitsOf, withEndMoved } from './text'

const TEXT = '이순신 장군은 한산도에서 😀 이겼다.'

const tree = (attributes: Record<string, string> = {}): ConfigNode => ({ tag: 'View', attributes: {}, children: [
  { tag: 'Text', attributes: { name: 'text', value: '$text' }, children: [] },
  { tag: 'Labels', attributes: { name: 'ner', toName: 'text', ...attributes }, children: [
    { tag: 'Label', attributes: { value: '사람' }, children: [] },
    { tag: 'Label', attributes: { value: '장소', alias: 'place', maxUsages: '1' }, children: [] },
  ] },
] })

function editorOf(value: readonly Region[] = [], options: Partial<EditorOptions> = {}, attributes: Record<string, string> = {}): { editor: SpanEditor; notices: Notice[] } {
  const controls = controlsOf(tree(attributes), {})
  const notices: Notice[] = []
  let made = 0
  const editor = new SpanEditor(value, {
    passage: textPassage(TEXT), controls, labels: controls[0]!.labels, mode: 'edit', unit: 'word', locale: 'ko', object: 'text',
    newId: () => `r${(made += 1)}`, paint: () => undefined, notify: (notice) => notices.push(notice), ...options,
  })
  return { editor, notices }
}

const span = (id: string, start: number, end: number, label = '사람'): Region =>
  ({ id, from_name: 'ner', to_name: 'text', type: 'labels', value: { start, end, text: textOf(codePoints(TEXT), { from: start, to: end }), labels: [label] } })
const wordAt = (editor: SpanEditor, index: number) => editor.units[index]!
const values = (editor: SpanEditor) => editor.store.value.map((region) => region.value)

describe('text', () => {
  test('is counted in code points of composed letters, with Unix line ends', () => {
    expect(codePoints('\u1112\u1161\u11ab😀\r\nx')).toEqual(['한', '😀', '\n', 'x'])
  })

  test('words, letters, sentences and lines', () => {
    const chars = codePoints('한산도에서 이겼다. 그랬다.\n👨‍👩‍👧!')
    const lines = linesOf(chars)
    const texts = (unit: 'word' | 'letter' | 'sentence') => lines.flatMap((line) => unitsOf(chars, line, unit, 'ko')).map((range) => textOf(chars, range))
    expect(lines).toHaveLength(2)
    expect(texts('word')).toEqual(['한산도에서', '이겼다', '.', '그랬다', '.', '👨‍👩‍👧', '!'])
    expect(texts('sentence')).toEqual(['한산도에서 이겼다.', '그랬다.', '👨‍👩‍👧!'])
    expect(texts('letter').slice(-3)).toEqual(['.', '👨‍👩‍👧', '!'])
  })

  test('is cut so that each piece is within or without each range, whatever overlaps', () => {
    const cut = piecesOf({ from: 0, to: 10 }, [{ from: 2, to: 6 }, { from: 4, to: 20 }])
    expect(cut.map(({ from, to }) => [from, to])).toEqual([[0, 2], [2, 4], [4, 6], [6, 10]])
  })

  test('an end moves by a unit and never past the other', () => {
    const units = [{ from: 0, to: 3 }, { from: 4, to: 7 }, { from: 8, to: 13 }]
    expect(withEndMoved({ from: 4, to: 7 }, 'end', 1, units)).toEqual({ from: 4, to: 13 })
    expect(withEndMoved({ from: 4, to: 7 }, 'start', -1, units)).toEqual({ from: 0, to: 7 })
    const range = { from: 4, to: 7 }
    expect(withEndMoved(range, 'end', -1, units)).toBe(range)
    expect(withEndMoved(range, 'start', 1, units)).toBe(range)
  })

  test('may come in base64', () => {
    expect(decoded('7ZWc6riA', 'base64')).toBe('한글')
    expect(decoded('not base64!', 'base64')).toBe('not base64!')
    expect(decoded('7ZWc6riA', undefined)).toBe('7ZWc6riA')
  })
})

describe('places', () => {
  test('of a text and of a dialogue come back as they went', () => {
    const dialogue = paragraphsPassage(['안녕😀', '네', '잘 가요'])
    const both: [Passage, Region['value']][] = [
      [textPassage(TEXT), { start: 8, end: 11, text: '한산도' }],
      [dialogue, { start: '0', end: '2', startOffset: 2, endOffset: 1, text: '😀\n네\n잘' }],
      [dialogue, { start: '1', end: '1', startOffset: 0, endOffset: 1, text: '네' }],
    ]
    for (const [passage, value] of both) expect(passage.valueOf(passage.rangeOf(value)!)).toEqual(value)
    expect(dialogue.rangeOf({ start: '3', end: '3', startOffset: 0, endOffset: 1 })).toBeNull()
    expect(dialogue.rangeOf({ start: '1', end: '1', startOffset: 0, endOffset: 2 })).toBeNull()
    expect(textPassage(TEXT, false).valueOf({ from: 0, to: 3 })).toEqual({ start: 0, end: 3 })
  })
})

describe('marking', () => {
  test('nothing done, the same objects in the same order', () => {
    const value = [span('b', 8, 11), { ...span('a', 0, 3), note: 'kept' } as Region, { ...span('c', 0, 3), value: { start: 900, end: 901, labels: ['사람'] } }]
    const { editor } = editorOf(value)
    editor.select('a')
    editor.cycle(1)
    editor.select(null)
    expect(editor.store.value).toBe(value)
    expect(editor.spans[2]!.range).toBeNull()
  })

  test('tap, tap, label', () => {
    const { editor } = editorOf()
    editor.tap(wordAt(editor, 0))
    expect(editor.open).toBe(true)
    editor.tap(wordAt(editor, 1))
    editor.setLabel(editor.labels[0]!)
    expect(values(editor)).toEqual([{ start: 0, end: 7, text: '이순신 장군은', labels: ['사람'] }])
    expect(editor.selectedId).toBe('r1')
    editor.store.undo()
    expect(values(editor)).toEqual([])
    expect(editor.selectedId).toBeNull()
  })

  test('with a label at hand, two taps are enough, and another label means the next mark', () => {
    const { editor } = editorOf()
    editor.setLabel(editor.labels[0]!)
    editor.tap(wordAt(editor, 0))
    editor.finish()
    editor.setLabel(editor.labels[1]!)
    editor.tap(wordAt(editor, 2))
    editor.tap(wordAt(editor, 2))
    expect(values(editor).map((value) => [value['text'], value['labels']])).toEqual([['이순신', ['사람']], ['한산도에서', ['place']]])
  })

  test('by keys: extend, label, and take the particle off letter by letter', () => {
    const { editor } = editorOf()
    editor.moveCaret(1, false, false)
    editor.moveCaret(1, true, false)
    editor.setLabel(editor.labels[0]!, true)
    expect(values(editor)[0]!['text']).toBe('이순신 장군은')
    editor.adjust('end', -1, true)
    expect(values(editor)[0]!['text']).toBe('이순신 장군')
    editor.adjust('start', 1, false)
    expect(values(editor)[0]).toEqual({ start: 4, end: 6, text: '장군', labels: ['사람'] })
  })

  test('the word under the keyboard is meant when a digit finds nothing else', () => {
    const { editor } = editorOf()
    editor.moveCaret(1, false, false)
    editor.setLabel(editor.labels[0]!, true)
    expect(values(editor)).toEqual([{ start: 0, end: 3, text: '이순신', labels: ['사람'] }])
  })

  test('marks within marks: each tap goes one deeper, then a new one begins', () => {
    const { editor } = editorOf([span('a', 0, 7), span('b', 0, 3)])
    const word = wordAt(editor, 0)
    editor.tap(word)
    expect(editor.selectedId).toBe('a')
    editor.tap(word)
    expect(editor.selectedId).toBe('b')
    editor.tap(word)
    expect([editor.selectedId, editor.open]).toEqual([null, true])
  })

  test('a label runs out, and the same stretch is not marked twice by one control', () => {
    const { editor, notices } = editorOf([span('a', 0, 3, 'place')])
    editor.tap(wordAt(editor, 2))
    editor.finish()
    editor.setLabel(editor.labels[1]!)
    expect(notices.at(-1)?.kind).toBe('used_up')
    expect(editor.store.value).toHaveLength(1)
    editor.cancel()
    editor.begin(wordAt(editor, 0))
    editor.setLabel(editor.labels[0]!)
    expect(values(editor)).toEqual([{ ...span('a', 0, 3).value, labels: ['사람'] }])
  })

  test('several labels a mark where the config allows', () => {
    const { editor } = editorOf([span('a', 0, 3)], {}, { choice: 'multiple' })
    editor.select('a')
    editor.setLabel(editor.labels[1]!)
    expect(values(editor)[0]!['labels']).toEqual(['사람', 'place'])
    editor.setLabel(editor.labels[0]!)
    expect(values(editor)[0]!['labels']).toEqual(['place'])
  })

  test('what a model proposed and a person changed says so', () => {
    const { editor } = editorOf([{ ...span('a', 8, 13), origin: 'prediction' }])
    editor.select('a')
    editor.adjust('end', -1, true)
    expect(editor.store.value[0]!.origin).toBe('prediction-changed')
  })

  test('an inspector points at a mark and changes nothing', () => {
    const picks: unknown[] = []
    const { editor } = editorOf([span('a', 0, 3)], { mode: 'pick', onPick: (pick) => picks.push(pick) })
    editor.tap(wordAt(editor, 0))
    editor.tap(wordAt(editor, 1))
    editor.remove('a')
    expect(picks).toEqual([{ kind: 'region', region_id: 'a' }])
    expect(editor.store.value).toHaveLength(1)
  })
})

test('an inspector means a mark by a tap on it, or any stretch by a tap on its first and its last word', () => {
  const picks: Place[] = []
  const { editor } = editorOf([span('a', 0, 2)], { mode: 'pick', onPick: (place) => picks.push(place) })
  editor.tap(wordAt(editor, 0))
  editor.tap(wordAt(editor, 1))
  editor.tap(wordAt(editor, 2))
  expect(picks).toEqual([
    { kind: 'region', region_id: 'a' },
    { kind: 'text', object: 'text', start: wordAt(editor, 1).from, end: wordAt(editor, 2).to },
  ])
  expect(editor.selection).toBeNull()
  expect(editor.store.value).toHaveLength(1)
})
