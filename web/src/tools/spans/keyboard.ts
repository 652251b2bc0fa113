/** The keys of the text, and of the labels wherever the focus is. */
import type { Hotkey } from '../hotkeys'
import type { SpanEditor } from './editor'
import type { Words } from './words'

export interface KeyboardHost {
  readonly editor: SpanEditor
  /** The text: its keys work while it has the focus. */
  readonly element: HTMLElement
  readonly words: Words
  /** To the same place a line up or down. */
  readonly line: (step: 1 | -1, extend: boolean) => void
}

export function textHotkeys({ editor, element, words, line }: KeyboardHost): Hotkey[] {
  const { help, group } = words
  const key = (id: string, chord: string, label: string, run: Hotkey['run'], extra: Partial<Hotkey> = {}): Hotkey =>
    ({ id: `spans.${id}`, chord, label, group, scope: element, run, ...extra })
  const repeat = { repeat: true }
  const viewing = [-1, 1].flatMap((step) => {
    const way = step < 0 ? 'Left' : 'Right'
    return [
      key(`move${way}`, `Arrow${way}`, help.move, () => editor.moveCaret(step, false, false), repeat),
      key(`letter${way}`, `Alt+Arrow${way}`, help.letter, () => editor.moveCaret(step, false, true), repeat),
      key(`line${way}`, step < 0 ? 'ArrowUp' : 'ArrowDown', help.move, () => line(step as 1 | -1, false), repeat),
    ]
  })
  const both = [
    ...viewing,
    key('next', 'BracketRight', help.next, () => editor.cycle(1)),
    key('previous', 'BracketLeft', help.previous, () => editor.cycle(-1)),
    key('take', 'Space', help.take, () => take(editor)),
    // With nothing begun, Enter is left to the page, which sends the answer.
    key('take2', 'Enter', help.take, () => take(editor), { when: () => editor.selection !== null }),
    key('cancel', 'Escape', words.cancel, () => void editor.cancel(), { when: () => editor.selection !== null || editor.selectedId !== null || editor.armed !== null }),
  ]
  const taking = ([-1, 1] as const).flatMap((step) => {
    const way = step < 0 ? 'Left' : 'Right'
    const when = () => editor.canTake
    return [
      key(`extend${way}`, `Shift+Arrow${way}`, help.extend, extend(editor, step, false), { repeat: true, when }),
      key(`extendLetter${way}`, `Alt+Shift+Arrow${way}`, help.extendLetter, extend(editor, step, true), { repeat: true, when }),
      key(`extendLine${way}`, step < 0 ? 'Shift+ArrowUp' : 'Shift+ArrowDown', help.extend, () => line(step, true), { repeat: true, when }),
    ]
  })
  return [...both, ...(editor.options.mode === 'view' ? [] : taking), ...(editor.options.mode === 'edit' ? editing(editor, key, words) : [])]
}

type Key = (id: string, chord: string, label: string, run: Hotkey['run'], extra?: Partial<Hotkey>) => Hotkey

function extend(editor: SpanEditor, step: 1 | -1, letters: boolean): Hotkey['run'] {
  return (event) => {
    if (editor.selected && editor.canEdit) editor.adjust('end', step, letters, event.repeat)
    else editor.moveCaret(step, true, letters)
  }
}

function editing(editor: SpanEditor, key: Key, words: Words): Hotkey[] {
  const { help } = words
  const when = () => editor.canEdit
  const ends = ([-1, 1] as const).flatMap((step) => {
    const way = step < 0 ? 'Left' : 'Right'
    const start = (letters: boolean) => (event: KeyboardEvent) => editor.adjust('start', step, letters, event.repeat)
    return [
      key(`start${way}`, `Mod+Arrow${way}`, help.start, start(false), { repeat: true, when }),
      key(`startLetter${way}`, `Mod+Alt+Arrow${way}`, help.startLetter, start(true), { repeat: true, when }),
    ]
  })
  return [
    ...ends,
    key('letters', 'KeyL', words.letters, () => editor.setLetters(!editor.letters), { when }),
    key('delete', 'Delete', words.remove, () => editor.remove(), { when }),
    key('delete2', 'Backspace', words.remove, () => editor.remove(), { when }),
  ]
}

/** As a tap on what is under the caret; with a stretch already taken by Shift, that is the whole of it. */
function take(editor: SpanEditor): void {
  if (editor.selection && !editor.open) editor.finish()
  else if (editor.caret) editor.tap(editor.caret)
}

/** Digits wherever the focus is. With the focus in the text, they also label the word under the caret. */
export function labelHotkeys({ editor, element, words }: KeyboardHost, chords: readonly (string | null)[]): Hotkey[] {
  return editor.options.labels.flatMap((label, index): Hotkey[] => {
    const chord = chords[index]
    if (!chord) return []
    const when = () => editor.canEdit && element.isConnected && element.closest('[hidden]') === null
    return [{ fixed: 'interface', id: `spans.label.${index + 1}`, chord, label: label.title, group: words.labelGroup, when, run: () => editor.setLabel(label, element === document.activeElement) }]
  })
}
