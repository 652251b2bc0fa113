import { describe, expect, test } from 'vitest'
import type { ConfigNode, Region } from '../types'
import { appended, edited, givenMessages, messageOf, movedTurn, nextRole, removed, rulesOf, toggledTag, turnProblem } from './model'

const node = (attributes: Record<string, string> = {}): ConfigNode => ({ tag: 'Chat', attributes: { name: 'chat', ...attributes }, children: [] })
const turn = (id: string, role: string, content: string, extra: Record<string, unknown> = {}): Region =>
  ({ id, from_name: 'chat', to_name: 'chat', type: 'chatmessage', value: { chatmessage: { role, content, ...extra } } })
const conversation = [turn('a', 'user', '안녕?'), turn('b', 'assistant', '반가워요.', { createdAt: 5, tags: ['인사'] }), turn('c', 'user', '잘 가.')]

describe('whose turn it is', () => {
  test('the parties alternate', () => {
    expect(nextRole(['user', 'assistant'], undefined)).toBe('user')
    expect(nextRole(['user', 'assistant'], 'user')).toBe('assistant')
    expect(nextRole(['user', 'assistant'], 'assistant')).toBe('user')
  })

  test('system speaks only when asked to', () => {
    expect(nextRole(['system', 'user', 'assistant'], undefined)).toBe('user')
    expect(nextRole(['system', 'user', 'assistant'], 'assistant')).toBe('user')
    expect(nextRole(['system'], 'system')).toBe('system')
  })
})

describe('steps', () => {
  test('a message is a region about the chat itself', () => {
    expect(appended([], node(), { role: 'user', content: '줄\r\n둘', tags: [] }, 'n')).toEqual([{ ...turn('n', 'user', '줄\n둘'), origin: 'manual' }])
    expect(appended([], node(), { role: 'user', content: '네', tags: ['인사'] }, 'n')[0]?.value).toEqual({ chatmessage: { role: 'user', content: '네', tags: ['인사'] } })
  })

  test('editing keeps what it does not know, and the other messages as they are', () => {
    const next = edited(conversation, 'b', { content: '네, 반가워요.' })
    expect(next[0]).toBe(conversation[0])
    expect(next[1]?.value).toEqual({ chatmessage: { role: 'assistant', content: '네, 반가워요.', createdAt: 5, tags: ['인사'] } })
    expect(edited(next, 'b', { tags: [] })[1]?.value).toEqual({ chatmessage: { role: 'assistant', content: '네, 반가워요.', createdAt: 5 } })
  })

  test('moving and removing', () => {
    expect(movedTurn(conversation, 'c', -1).map((region) => region.id)).toEqual(['a', 'c', 'b'])
    expect(movedTurn(conversation, 'a', -1)).toBe(conversation)
    expect(movedTurn(conversation, 'c', 1)).toBe(conversation)
    expect(removed(conversation, 'b').map((region) => region.id)).toEqual(['a', 'c'])
  })
})

describe('rules', () => {
  test('are read from the config', () => {
    const rules = rulesOf(node({ roles: '손님, 점원', minMessages: '4', minLength: '5', tags: 'a,b', tagRequired: 'true', editable: '손님' }))
    expect(rules).toMatchObject({ roles: ['손님', '점원'], messagesMin: 4, messagesMax: Infinity, lengthMin: 5, tags: ['a', 'b'], tagRequired: true })
    expect([rules.editable('손님'), rules.editable('점원'), rulesOf(node()).editable('user'), rulesOf(node({ editable: 'false' })).editable('user')]).toEqual([true, false, true, false])
  })

  test('a message is measured without the white space around it', () => {
    const rules = rulesOf(node({ minLength: '3', maxLength: '5', tags: 'a', tagRequired: 'true' }))
    const problem = (content: string, tags: string[] = []) => turnProblem({ role: 'user', content, tags }, rules)
    expect([problem(' '), problem('가나  '), problem('가나다라마바'), problem('가나다'), problem('가나다', ['a'])]).toEqual(['blank', 'too_short', 'too_long', 'no_tag', null])
  })

  test('tags toggle in the order of the config', () => {
    const rules = rulesOf(node({ tags: 'a,b,c' }))
    expect(toggledTag(toggledTag(['c'], 'a', rules), 'b', rules)).toEqual(['a', 'b', 'c'])
    expect(toggledTag(['a'], 'a', rules)).toEqual([])
    expect(toggledTag(['a'], 'b', rulesOf(node({ tags: 'a,b', tagChoice: 'single' })))).toEqual(['b'])
  })
})

test('messages in the task data are read with care', () => {
  const data = { messages: [{ role: 'user', content: '안녕?' }, null, { role: 'user' }, 'x'] }
  expect(givenMessages(node({ value: '$messages' }), data)).toEqual([{ role: 'user', content: '안녕?', tags: [] }])
  expect(givenMessages(node(), data)).toEqual([])
  expect(messageOf({ ...conversation[0]!, value: {} })).toEqual({ role: '', content: '', tags: [] })
})
