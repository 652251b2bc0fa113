import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { chordText, HotkeyAllocator, HotkeyRegistry, keyTextOf, parseChord, setOwnKeys } from './hotkeys'

describe('chords', () => {
  test.each([
    ['a', 'KeyA'], ['1', 'Digit1'], ['ctrl+enter', 'Mod+Enter'], ['Shift+KeyA', 'Shift+KeyA'], ['shift+ctrl+z', 'Mod+Shift+KeyZ'],
    ['[', 'BracketLeft'], ['esc', 'Escape'], ['ㅁ', null], ['hyper+a', null], ['', null],
  ])('%s → %s', (text, chord) => expect(parseChord(text)).toBe(chord))

  test('as printed on keys', () => expect([chordText('Mod+Shift+KeyZ'), chordText('Digit1'), chordText('BracketLeft')]).toEqual(['Ctrl+Shift+Z', '1', '[']))
})

describe('registry', () => {
  let registry: HotkeyRegistry
  const run = vi.fn()
  const press = (init: KeyboardEventInit & { keyCode?: number }, target: EventTarget = document.body) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, composed: true, ...init }))

  beforeEach(() => {
    run.mockClear()
    registry = new HotkeyRegistry()
    registry.register([{ id: 'one', chord: 'Digit1', label: '첫째', run }, { id: 'send', chord: 'Mod+Enter', label: '제출', inFields: true, run }])
  })
  afterEach(() => {
    registry.destroy()
    setOwnKeys({})
    document.body.replaceChildren()
  })

  const field = () => {
    const element = document.createElement('textarea')
    document.body.append(element)
    return element
  }

  test('binds the place on the keyboard, whatever letter the input method makes of it', () => {
    press({ code: 'Digit1', key: '1' })
    press({ code: 'Digit1', key: 'Process' })
    press({ code: 'Numpad1', key: '1' })
    expect(run).toHaveBeenCalledTimes(3)
  })

  test('keeps out of composition', () => {
    press({ code: 'Digit1', isComposing: true })
    expect(run).not.toHaveBeenCalled()
  })

  test('keeps out of fields, but for keys that say otherwise', () => {
    const target = field()
    press({ code: 'Digit1' }, target)
    expect(run).not.toHaveBeenCalled()
    press({ code: 'Enter', ctrlKey: true }, target)
    expect(run).toHaveBeenCalledTimes(1)
    press({ code: 'Enter', ctrlKey: true, keyCode: 229 }, target)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('modifiers must match and a held key runs once', () => {
    press({ code: 'Digit1', altKey: true })
    press({ code: 'Digit1', repeat: true })
    expect(run).not.toHaveBeenCalled()
  })

  test('single characters can be switched off, the rest stays', () => {
    registry.setEnabled(false)
    press({ code: 'Digit1' })
    expect(run).not.toHaveBeenCalled()
    press({ code: 'Enter', metaKey: true })
    expect(run).toHaveBeenCalledTimes(1)
    expect(registry.list().map((entry) => entry.id)).toEqual(['send'])
  })

  test('can be remapped', () => {
    registry.setMap({ one: 'q' })
    press({ code: 'Digit1' })
    press({ code: 'KeyQ' })
    expect(run).toHaveBeenCalledTimes(1)
    expect(registry.list()[0]).toMatchObject({ id: 'one', chord: 'KeyQ', label: '첫째' })
  })

  test('the person’s own keys work and show without being handed to each registry', () => {
    setOwnKeys({ one: 'KeyQ', 'spans.letters': 'Shift+KeyK', choice: 'KeyW', broken: 'ㅁ' })
    const choose = vi.fn()
    registry.register([{ id: 'choice', chord: 'Digit2', label: '둘째', fixed: 'interface', run: choose }])
    press({ code: 'Digit1' })
    expect(run).not.toHaveBeenCalled()
    press({ code: 'KeyQ', key: 'ㅂ' })
    press({ code: 'KeyQ', key: 'Process', keyCode: 229 })
    expect(run).toHaveBeenCalledTimes(2)
    press({ code: 'KeyQ', isComposing: true })
    press({ code: 'KeyQ', keyCode: 229 }, field())
    expect(run).toHaveBeenCalledTimes(2)
    // The interface gave this one.
    press({ code: 'KeyW' })
    expect(choose).not.toHaveBeenCalled()
    press({ code: 'Digit2' })
    expect(choose).toHaveBeenCalledTimes(1)
    expect([keyTextOf('spans.letters', 'KeyL'), keyTextOf('spans.delete', 'Delete'), keyTextOf('broken', 'KeyB')]).toEqual(['Shift+K', 'Delete', 'B'])
    expect(registry.list().find(({ id }) => id === 'one')).toMatchObject({ chord: 'KeyQ', usual: 'Digit1' })
  })

  test('what works in fields too never takes a letter from them, whatever key it was given', () => {
    const target = field()
    for (const own of ['KeyJ', 'Shift+KeyJ', 'Enter', 'Backspace', 'ArrowLeft', 'Space']) {
      setOwnKeys({ send: own })
      const [code, shift] = [own.replace('Shift+', ''), own.startsWith('Shift')]
      press({ code, shiftKey: shift }, target)
      expect(run, own).not.toHaveBeenCalled()
      press({ code, shiftKey: shift })
      expect(run, own).toHaveBeenCalledTimes(1)
      run.mockClear()
    }
    setOwnKeys({ send: 'F8' })
    press({ code: 'F8' }, target)
    expect(run).toHaveBeenCalledTimes(1)
  })

  test('the later of two is asked first and may pass it on', () => {
    const later = vi.fn()
    let wanted = true
    const release = registry.register([{ id: 'later', chord: 'Digit1', label: '', when: () => wanted, run: later }])
    press({ code: 'Digit1' })
    wanted = false
    press({ code: 'Digit1' })
    wanted = true
    release()
    press({ code: 'Digit1' })
    expect([later.mock.calls.length, run.mock.calls.length]).toEqual([1, 2])
  })

  test('a scoped key works only on its element, even when single keys are off', () => {
    const stage = document.createElement('div')
    document.body.append(stage)
    const nudge = vi.fn()
    registry.register([{ id: 'nudge', chord: 'BracketLeft', label: '', scope: stage, run: nudge }])
    registry.setEnabled(false)
    press({ code: 'BracketLeft' })
    press({ code: 'BracketLeft' }, stage)
    expect(nudge).toHaveBeenCalledTimes(1)
  })

  test('the help sheet says each purpose once', () => {
    for (const code of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Delete', 'Backspace']) {
      const label = code.startsWith('Arrow') ? '옮기기' : '지우기'
      registry.register([{ id: code, chord: `Shift+${code}`, label, group: '그림판', run }])
    }
    expect(registry.help()).toEqual([
      { group: '', label: '첫째', keys: ['1'] }, { group: '', label: '제출', keys: ['Ctrl+Enter'] },
      { group: '그림판', label: '옮기기', keys: ['Shift+↑↓←→'] }, { group: '그림판', label: '지우기', keys: ['Shift+Delete', 'Shift+Backspace'] },
    ])
  })

  test('Enter on a button presses the button', () => {
    const button = document.createElement('button')
    document.body.append(button)
    registry.register([{ id: 'next', chord: 'Enter', label: '', run }])
    press({ code: 'Enter' }, button)
    expect(run).not.toHaveBeenCalled()
  })
})

test('keys are given out once: wishes first, then the digits', () => {
  const allocator = new HotkeyAllocator()
  expect(allocator.allocate(['2', undefined, 'q', undefined])).toEqual(['Digit2', 'Digit1', 'KeyQ', 'Digit3'])
  expect(allocator.allocate([undefined, '1', 'q'])).toEqual(['Digit4', 'Digit5', 'Digit6'])
  expect(allocator.allocate(Array.from({ length: 5 }, () => undefined))).toEqual(['Digit7', 'Digit8', 'Digit9', null, null])
})
