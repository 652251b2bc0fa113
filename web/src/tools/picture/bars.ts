/** Beside the picture: what is drawn next, and with what. */
import { button, h, keycap, setAttributes, walkByArrow } from '../dom'
import { chordText } from '../hotkeys'
import { icon, type IconName } from '../icons'
import type { Drawing } from './drawing'
import { makerChord } from './drawing-keys'
import { colorOf, mayUse, type Maker } from './model'
import { tool } from './tools'
import type { Words } from './words'

/** Anything that shows a state and is painted when that changes. */
export interface Bar {
  readonly element: HTMLElement
  paint(): void
}

interface Chip {
  readonly element: HTMLButtonElement
  isOn(): boolean
  isOff(): boolean
  isHidden(): boolean
}

function chip(content: Node, title: string, chord: string | null, attributes: Record<string, string | undefined>, run: () => void): HTMLButtonElement {
  const element = button(content, { class: 'pt-chip', role: 'radio', 'aria-keyshortcuts': chord ? chordText(chord) : null, ...attributes }, run)
  element.append(h('span', {}, title))
  if (chord) element.append(keycap(chordText(chord)))
  return element
}

function radioBar(label: string, chips: readonly Chip[]): Bar {
  const elements = chips.map((one) => one.element)
  const element = h('div', { class: 'pt-labels', role: 'radiogroup', 'aria-label': label }, ...elements)
  element.addEventListener('keydown', (event) => void walkByArrow(event, elements))
  return {
    element,
    paint() {
      const someOn = chips.some((one) => one.isOn())
      chips.forEach((one, index) => setAttributes(one.element, {
        'aria-checked': String(one.isOn()),
        'aria-disabled': one.isOff() ? 'true' : null,
        hidden: one.isHidden(),
        tabindex: one.isOn() || (!someOn && index === 0) ? 0 : -1,
      }))
      element.hidden = chips.every((one) => one.element.hidden)
    },
  }
}

export function labelBar(drawing: Drawing, words: Words, chords: readonly (string | null)[]): Bar {
  const { board } = drawing
  const { labels } = board.options
  return radioBar(words.text.labels, labels.map((label, index): Chip => {
    const element = chip(h('span', { class: 'pt-swatch', 'aria-hidden': 'true' }), label.title, chords[index] ?? null, { title: label.hint }, () => drawing.setLabel(label))
    element.style.setProperty('--shape', colorOf(labels, label.value))
    return {
      element,
      isOn: () => drawing.label === label,
      isOff: () => !mayUse(board.regions, label),
      isHidden: () => board.hidden.has(label.fromName),
    }
  }))
}

const ICONS: Record<Maker['kind'], IconName> = { rectangle: 'box', polygon: 'polygon', ellipse: 'ellipse', keypoint: 'point', brush: 'brush' }

/** Which kind of shape, where labels do not say. */
export function makerBar(drawing: Drawing, words: Words, makers: readonly Maker[]): Bar {
  return radioBar(words.text.shapes, makers.map((maker, index): Chip => ({
    element: chip(icon(ICONS[maker.kind]), words.kind(maker.kind), makerChord(index), {}, () => drawing.setMaker(maker)),
    isOn: () => drawing.maker === maker,
    isOff: () => false,
    isHidden: () => drawing.board.hidden.has(maker.fromName),
  })))
}

/** Drawing, choosing, undoing; the brush where there is one. */
export function drawingTools(drawing: Drawing, { text }: Words): { elements: HTMLElement[]; paint(): void } {
  const { board, mending } = drawing
  const { mode, roles } = board.options
  const draw = tool('draw', text.draw, () => drawing.setTool('draw'), ['draw', 'KeyB'])
  const select = tool('select', text.select, () => drawing.setTool('select'), ['select', 'KeyV'])
  const undo = tool('undo', text.undo, () => board.store.undo(), ['undo', 'Mod+KeyZ'])
  const redo = tool('redo', text.redo, () => board.store.redo(), ['redo', 'Mod+Shift+KeyZ'])
  const remove = tool('remove', text.remove, () => mending.removeHeld(), ['delete', 'Delete'])
  const turn = tool('turn', text.turn, () => mending.turn(15), ['turn15', 'KeyR'])
  const canTurn = roles.makers.some(({ kind, canRotate }) => canRotate && (kind === 'rectangle' || kind === 'ellipse'))
  const brush = mode === 'edit' && roles.makers.some(({ kind }) => kind === 'brush') ? brushTools(drawing, text) : null
  return {
    elements: mode === 'pick' ? [draw, select] : [draw, select, undo, redo, remove, ...(canTurn ? [turn] : []), ...(brush?.elements ?? [])],
    paint() {
      setAttributes(draw, { 'aria-pressed': String(drawing.tool === 'draw') })
      setAttributes(select, { 'aria-pressed': String(drawing.tool === 'select') })
      undo.disabled = !board.store.canUndo()
      redo.disabled = !board.store.canRedo()
      remove.disabled = board.selectedId === null
      const { selected } = board
      turn.disabled = !selected?.form.turned || !mending.canTurn(selected.region)
      brush?.paint()
    },
  }
}

function brushTools(drawing: Drawing, text: Words['text']): { elements: HTMLElement[]; paint(): void } {
  const eraser = tool('eraser', text.eraser, () => drawing.erase(!drawing.isErasing), ['eraser', 'KeyE'])
  const smaller = tool('smaller', text.smaller, () => drawing.resizeBrush(0.8), ['smaller', 'Shift+BracketLeft'])
  const larger = tool('larger', text.larger, () => drawing.resizeBrush(1.25), ['larger', 'Shift+BracketRight'])
  const startNew = tool('add', text.startNew, () => drawing.board.select(null))
  return {
    elements: [eraser, smaller, larger, startNew],
    paint() {
      setAttributes(eraser, { 'aria-pressed': String(drawing.isErasing) })
      for (const element of [eraser, smaller, larger, startNew]) element.hidden = drawing.maker?.kind !== 'brush'
      startNew.disabled = drawing.board.selectedId === null
    },
  }
}
