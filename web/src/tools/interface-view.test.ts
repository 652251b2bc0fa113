import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HotkeyRegistry } from './hotkeys'
import { mountInterface, preloadTools, type InterfaceHandle, type InterfaceOptions } from './interface-view'
import { onPage, pageOf, pagesOf } from './interface/pages'
import type { ConfigNode, Region } from './types'

const n = (tag: string, attributes: Record<string, string> = {}, ...children: ConfigNode[]): ConfigNode => ({ tag, attributes, children })
const mood = n('Choices', { name: 'mood', toName: 'text', required: 'true' }, n('Choice', { value: '긍정' }), n('Choice', { value: '부정' }))
const everything = n('View', {},
  n('Header', { value: '$title' }),
  n('Text', { name: 'text', value: '$text' }),
  n('Image', { name: 'image', value: '$image' }),
  n('RectangleLabels', { name: 'label', toName: 'image' }, n('Label', { value: '차' })),
  n('Choices', { name: 'state', toName: 'image', perRegion: 'true' }, n('Choice', { value: '새것' }), n('Choice', { value: '헌것' })),
  mood,
  n('TextArea', { name: 'note', toName: 'text' }),
  n('Chat', { name: 'chat' }),
  n('Nope', { name: 'video', value: '$video' }))
const data = { title: '<b>제목</b>', text: '<img src=x onerror=alert(1)>', image: 'media:1' }
const box: Region = { id: 'b', from_name: 'label', to_name: 'image', type: 'rectanglelabels', original_width: 4000, original_height: 3000, image_rotation: 0, value: { x: 25, y: 26.666666666666668, width: 20, height: 20, rotation: 0, rectanglelabels: ['차'] } }
const whole: Region[] = [
  { id: 'c1', from_name: 'chat', to_name: 'chat', type: 'chatmessage', value: { chatmessage: { role: 'user', content: '안녕?', createdAt: 7 } } },
  box,
  { id: 'z', from_name: 'unknown', to_name: 'text', type: 'rating', value: { rating: 4 } },
  { id: 'm', from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: ['부정'] }, origin: 'prediction' },
  { id: 'b', from_name: 'state', to_name: 'image', type: 'choices', value: { choices: ['헌것'] } },
  { id: 't', from_name: 'note', to_name: 'text', type: 'textarea', value: { text: ['글'] } },
  { id: 'c2', from_name: 'chat', to_name: 'chat', type: 'chatmessage', value: { chatmessage: { role: 'assistant', content: '반가워요.' } } },
]

let handle: InterfaceHandle | undefined
const mount = (options: Partial<InterfaceOptions> & { tree: ConfigNode }) => {
  handle = mountInterface(document.body, { data, value: [], locale: 'ko', newId: () => 'new', ...options })
  return handle
}
const buttonNamed = (name: string) => [...document.querySelectorAll('button')].find((button) => button.textContent?.includes(name))!
const press = (code: string, init: KeyboardEventInit = {}) => document.body.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true, ...init }))

beforeEach(() => document.body.replaceChildren())
afterEach(() => handle?.destroy())

test('an answer comes back as it went in: same order, same objects, nothing lost', () => {
  const interfaceHandle = mount({ tree: everything, value: whole })
  const value = interfaceHandle.getValue()
  expect(value).toHaveLength(whole.length)
  value.forEach((region, index) => expect(region).toBe(whole[index]))
})

test('data is only ever text', () => {
  mount({ tree: everything, value: whole })
  expect(document.querySelector('h2')?.textContent).toBe('<b>제목</b>')
  expect(document.querySelector('img[src="x"]')).toBeNull()
  expect(document.querySelector('.pt-text')?.textContent).toBe(data.text)
})

test('media addresses are asked for, and what cannot be shown is named', async () => {
  await preloadTools(everything)
  mount({ tree: everything, resolveMedia: (reference) => `/media/${reference.slice(6)}?signature=s` })
  expect(document.querySelector<HTMLImageElement>('.pt-stage img')?.getAttribute('src')).toBe('/media/1?signature=s')
  expect(document.querySelector('.pt-unsupported')?.textContent).toContain('<Nope>')
})

describe('one key = answer and next', () => {
  test('choosing tells the change first, then asks to submit', () => {
    const calls: unknown[] = []
    const hotkeys = new HotkeyRegistry()
    mount({ tree: n('View', {}, mood), hotkeys, autoSubmit: true, onChange: (value) => calls.push(value[0]?.value), onSubmitRequest: () => calls.push('submit') })
    press('Digit2')
    expect(calls).toEqual([{ choices: ['부정'] }, 'submit'])
    hotkeys.destroy()
  })

  test('not where there is more to answer', () => {
    const submit = vi.fn()
    mount({ tree: everything, autoSubmit: true, hotkeys: true, onSubmitRequest: submit })
    buttonNamed('긍정').click()
    expect(submit).not.toHaveBeenCalled()
    press('Enter', { ctrlKey: true })
    expect(submit).toHaveBeenCalledTimes(1)
  })
})

describe('undo', () => {
  test('takes back the last thing done, in whichever tool', () => {
    const interfaceHandle = mount({ tree: everything })
    buttonNamed('긍정').click()
    const field = document.querySelector<HTMLTextAreaElement>('.pt-text-area textarea')!
    field.value = '글'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    buttonNamed('부정').click()
    const values = () => interfaceHandle.getValue().map((region) => Object.values(region.value)[0])
    expect(values()).toEqual([['부정'], ['글']])
    interfaceHandle.undo()
    expect(values()).toEqual([['긍정'], ['글']])
    interfaceHandle.undo()
    expect([values(), field.value]).toEqual([[['긍정']], ''])
    interfaceHandle.undo()
    expect([values(), interfaceHandle.canUndo()]).toEqual([[], false])
    interfaceHandle.redo()
    interfaceHandle.redo()
    expect([values(), field.value]).toEqual([[['긍정'], ['글']], '글'])
  })
})

describe('answers about a region', () => {
  test('are asked while it is selected and share its id', () => {
    const interfaceHandle = mount({ tree: everything, value: [box] })
    expect(buttonNamed('새것')).toBeUndefined()
    interfaceHandle.select('b')
    buttonNamed('새것').click()
    expect(interfaceHandle.getValue()).toContainEqual({ id: 'b', from_name: 'state', to_name: 'image', type: 'choices', value: { choices: ['새것'] }, origin: 'manual' })
    expect(buttonNamed('새것').getAttribute('aria-checked')).toBe('true')
    interfaceHandle.select(null)
    expect(buttonNamed('새것')).toBeUndefined()
  })

  test('undo reaches them too', () => {
    const interfaceHandle = mount({ tree: everything, value: [box] })
    interfaceHandle.select('b')
    buttonNamed('새것').click()
    interfaceHandle.undo()
    expect(interfaceHandle.getValue()).toEqual([box])
    expect(buttonNamed('새것').getAttribute('aria-checked')).toBe('false')
  })
})

test('what is missing is said beside the control, and unsaid when it is there', () => {
  const interfaceHandle = mount({ tree: n('View', {}, mood, n('Chat', { name: 'chat' })) })
  expect(document.querySelector('.pt-problem:not([hidden])')).toBeNull()
  expect(interfaceHandle.reportProblems()).toEqual([{ from_name: 'mood', code: 'required', message: '답을 하나 골라 주세요.' }])
  expect(document.querySelector('.pt-problem:not([hidden])')?.textContent).toBe('답을 하나 골라 주세요.')
  buttonNamed('긍정').click()
  expect(document.querySelector('.pt-problem:not([hidden])')).toBeNull()
})

test('a message that was written but not added is not forgotten', () => {
  const interfaceHandle = mount({ tree: n('Chat', { name: 'chat' }) })
  document.querySelector('textarea')!.value = '쓰던 글'
  expect(interfaceHandle.problems().map((problem) => problem.code)).toEqual(['unsent'])
})

test('only looking: nothing can be pressed, and destroy leaves nothing', () => {
  const change = vi.fn()
  const interfaceHandle = mount({ tree: everything, value: whole, readonly: true, hotkeys: true, onChange: change })
  buttonNamed('긍정').click()
  press('Digit2')
  expect(change).not.toHaveBeenCalled()
  interfaceHandle.destroy()
  expect(document.body.childElementCount).toBe(0)
})

test('an inspector points at a message or at an answer', () => {
  const picks: unknown[] = []
  mount({ tree: n('View', {}, n('Header', { value: '느낌' }), mood, n('Chat', { name: 'chat' })), value: whole, pickRegion: true, onPick: (pick) => picks.push(pick) })
  buttonNamed('여기를 표시').click()
  buttonNamed('느낌 답을 표시').click()
  expect(picks).toEqual([{ kind: 'region', region_id: 'c1' }, { kind: 'region', region_id: 'm' }])
})

test('an object of several pages keeps what is drawn on each apart', () => {
  const region = (id: string, extra = {}): Region => ({ id, from_name: 'box', to_name: 'i', type: 'rectanglelabels', value: { x: 1 }, ...extra })
  const first = region('a')
  const second = region('b', { item_index: 1 })
  expect([first, second].map(pageOf)).toEqual([0, 1])
  const placed = onPage([second, first], 1)
  expect(placed[0]).toBe(second)
  expect(placed[1]).toEqual({ ...first, item_index: 1 })
  const node: ConfigNode = { tag: 'Image', attributes: { name: 'i', valueList: '$pages' }, children: [] }
  expect(pagesOf(node, { pages: ['a.png', 'b.png'] })).toEqual(['a.png', 'b.png'])
  expect(pagesOf({ ...node, attributes: { name: 'i', value: '$x' } }, {})).toBeNull()
})
