import { describe, expect, test } from 'vitest'
import { stringsOf } from '../strings'
import type { ConfigNode, Region } from '../types'
import { isSame, withOwn, withoutOrphans } from './compose'
import { controlsOf } from './config'
import { problemsOf } from './problems'
import { isShown, liveRegions } from './visibility'

const n = (tag: string, attributes: Record<string, string> = {}, ...children: ConfigNode[]): ConfigNode => ({ tag, attributes, children })
const choices = (id: string, name: string, ...picked: string[]): Region => ({ id, from_name: name, to_name: 'text', type: 'choices', value: { choices: picked } })
const ids = (regions: readonly Region[]) => regions.map((region) => region.id).join('')
const ko = stringsOf('ko')

describe('one answer out of many values', () => {
  const regions = [choices('a', 'x'), choices('b', 'y'), choices('c', 'x'), choices('d', 'z')]
  const isX = (region: Region) => region.from_name === 'x'

  test('own regions stay together where the first stood', () => {
    expect(ids(withOwn(regions, isX, [choices('e', 'x'), choices('a', 'x')]))).toBe('eabd')
    expect(ids(withOwn(regions, isX, []))).toBe('bd')
    expect(ids(withOwn(regions, (region) => region.from_name === 'new', [choices('n', 'new')]))).toBe('abcdn')
  })

  test('all others are the same objects', () => {
    const next = withOwn(regions, isX, [choices('e', 'x')])
    expect(isSame(next.slice(1), [regions[1]!, regions[3]!])).toBe(true)
  })
})

describe('visibility', () => {
  const tree = n('View', {},
    n('Choices', { name: 'mood', toName: 'text' }, n('Choice', { value: '부정', alias: 'bad' }), n('Choice', { value: '긍정', alias: 'good' })),
    n('View', { visibleWhen: 'choice-selected', whenTagName: 'mood', whenChoiceValue: '부정' },
      n('Choices', { name: 'why', toName: 'text', required: 'true' }, n('Choice', { value: '값' })),
      n('TextArea', { name: 'note', toName: 'text', visibleWhen: 'choice-selected', whenTagName: 'why' })),
    n('TextArea', { name: 'thanks', toName: 'text', visibleWhen: 'choice-unselected', whenTagName: 'mood', whenChoiceValue: 'bad' }))
  const controls = controlsOf(tree, {})
  const shown = (...regions: Region[]) => controls.filter((control) => isShown(control, { controls, regions })).map((control) => control.name)

  test('follows the choice, named by value or alias, through the elements around', () => {
    expect(shown()).toEqual(['mood', 'thanks'])
    expect(shown(choices('a', 'mood', 'bad'))).toEqual(['mood', 'why'])
    expect(shown(choices('a', 'mood', 'bad'), choices('b', 'why', '값'))).toEqual(['mood', 'why', 'note'])
    expect(shown(choices('a', 'mood', 'good'))).toEqual(['mood', 'thanks'])
  })

  test('what hidden controls held is no part of the answer, also when one hides another', () => {
    const note: Region = { id: 'n', from_name: 'note', to_name: 'text', type: 'textarea', value: { text: ['비싸요'] } }
    expect(ids(liveRegions(controls, [choices('a', 'mood', 'good'), choices('b', 'why', '값'), note]))).toBe('a')
    const all = [choices('a', 'mood', 'bad'), choices('b', 'why', '값'), note]
    expect(liveRegions(controls, all)).toBe(all)
  })

  test('a hidden control is not required', () => {
    expect(problemsOf(controls, [choices('a', 'mood', 'good')], ko)).toEqual([])
    expect(problemsOf(controls, [choices('a', 'mood', 'bad')], ko).map((problem) => problem.from_name)).toEqual(['why'])
  })
})

describe('answers about regions', () => {
  const tree = n('View', {},
    n('RectangleLabels', { name: 'label', toName: 'image' }, n('Label', { value: '차' }), n('Label', { value: '사람' })),
    n('Choices', { name: 'state', toName: 'image', perRegion: 'true', required: 'true', visibleWhen: 'region-selected', whenLabelValue: '차' }, n('Choice', { value: '새것' })))
  const controls = controlsOf(tree, {})
  const box = (id: string, label: string): Region => ({ id, from_name: 'label', to_name: 'image', type: 'rectanglelabels', value: { x: 0, y: 0, width: 1, height: 1, rectanglelabels: [label] } })
  const state = (id: string): Region => ({ id, from_name: 'state', to_name: 'image', type: 'choices', value: { choices: ['새것'] } })

  test('are required for each region they are about', () => {
    expect(problemsOf(controls, [box('a', '차'), box('b', '차'), box('c', '사람'), state('a')], ko)).toEqual([
      { from_name: 'state', code: 'required', message: '답이 빠진 영역이 1개 있어요.' },
    ])
    expect(problemsOf(controls, [box('c', '사람')], ko)).toEqual([])
  })

  test('go with the region', () => {
    expect(ids(withoutOrphans(controls, [box('a', '차'), state('a'), state('gone')]))).toBe('aa')
  })
})

describe('problems in plain words', () => {
  test('of choices, boxes and texts', () => {
    const tree = n('View', {}, n('Choices', { name: 'c', toName: 't', required: 'true', requiredMessage: '느낌을 골라 주세요' }),
      n('RectangleLabels', { name: 'r', toName: 'i', required: 'true' }), n('TextArea', { name: 't', toName: 't', minLength: '5', required: 'true' }))
    const controls = controlsOf(tree, {})
    const note: Region = { id: 'n', from_name: 't', to_name: 't', type: 'textarea', value: { text: ['짧아요'] } }
    expect(problemsOf(controls, [note], ko).map((problem) => problem.message)).toEqual(['느낌을 골라 주세요', '하나 이상 그려 주세요.', '5자 이상 써 주세요. 지금은 3자예요.'])
    expect(problemsOf(controls, [], stringsOf('en')).map((problem) => problem.message)).toEqual(['느낌을 골라 주세요', 'Draw at least one.', 'Write something.'])
  })

  test('of several texts of which two are the same', () => {
    const note: Region = { id: 'n', from_name: 't', to_name: 't', type: 'textarea', value: { text: ['하나', '둘', '하나'] } }
    const problems = (skipDuplicates: string) =>
      problemsOf(controlsOf(n('TextArea', { name: 't', toName: 't', maxSubmissions: '3', skipDuplicates }), {}), [note], ko)
    expect(problems('true')).toEqual([{ from_name: 't', code: 'repeated', message: '같은 글이 두 번 있어요: 하나' }])
    expect(problems('false')).toEqual([])
  })

  test('of conversations', () => {
    const controls = controlsOf(n('Chat', { name: 'chat', minMessages: '3', minLength: '2' }), {})
    const turn = (id: string, content: string): Region => ({ id, from_name: 'chat', to_name: 'chat', type: 'chatmessage', value: { chatmessage: { role: 'user', content } } })
    expect(problemsOf(controls, [], ko).map((problem) => problem.code)).toEqual(['required'])
    expect(problemsOf(controls, [turn('a', '안녕'), turn('b', '네')], ko).map((problem) => problem.message)).toEqual([
      '2번째 메시지: 2자 이상 써 주세요 (지금 1자).', '메시지를 3개 이상 써 주세요. 지금은 2개예요.',
    ])
    expect(problemsOf(controls, [turn('a', '안녕'), turn('b', '그래'), turn('c', '잘 가')], ko)).toEqual([])
  })

  test('an empty conversation without a minimum is no problem', () => {
    expect(problemsOf(controlsOf(n('Chat', { name: 'chat' }), {}), [], ko)).toEqual([])
  })
})
