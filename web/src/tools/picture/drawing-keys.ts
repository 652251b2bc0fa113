/** Drawing, moving and mending shapes without a pointer. All keys but the labels' work only while the stage has the focus. */
import type { Hotkey } from '../hotkeys'
import type { LabelSpec } from '../types'
import type { Drawing } from './drawing'
import { clamp, type Point } from './geometry'
import { ARROWS, keyMaker, type KeyboardHost } from './keyboard'
import type { Maker } from './model'

interface DrawingHost extends KeyboardHost {
  readonly drawing: Drawing
}

const MOVES = [['', 'move'], ['Shift+', 'moveFar'], ['Alt+', 'grow'], ['Alt+Shift+', 'growFar']] as const
const TURNS = [['', 15], ['Shift+', -15], ['Alt+', 1], ['Alt+Shift+', -1]] as const
/** How near the first point closes a line, in CSS pixels. */
const CLOSE_REACH = 6

export function drawingKeys(host: DrawingHost): Hotkey[] {
  const { board, drawing, words: { text } } = host
  const { mending } = drawing
  const key = keyMaker(host)
  const editing = { when: () => board.canEdit }
  const half = () => drawing.draft !== null || drawing.painting !== null
  return [
    ...Object.keys(ARROWS).flatMap((code) => MOVES.map(([modifiers, purpose]) =>
      key(modifiers + code, modifiers + code, text.help[purpose], (event) => arrow(host, code, event), { repeat: true }))),
    key('corner', 'Enter', text.help.corner, () => enter(host), { when: () => drawing.canDraw || half() }),
    key('cancel', 'Escape', text.help.cancel, () => {
      if (!drawing.cancel()) board.select(null)
    }, { when: () => half() || board.selectedId !== null }),
    ...['Delete', 'Backspace'].map((chord) => key(chord.toLowerCase(), chord, text.help.remove, () => {
      if (!drawing.takeBack()) mending.removeHeld()
    }, editing)),
    key('draw', 'KeyB', text.draw, () => drawing.setTool('draw'), editing),
    key('select', 'KeyV', text.select, () => drawing.setTool('select'), editing),
    key('undo', 'Mod+KeyZ', text.undo, () => board.store.undo(), editing),
    key('redo', 'Mod+Shift+KeyZ', text.redo, () => board.store.redo(), editing),
    ...mendingKeys(host, key),
  ]
}

function mendingKeys({ board, drawing, words: { text } }: DrawingHost, key: ReturnType<typeof keyMaker>): Hotkey[] {
  const { mending } = drawing
  const { makers } = board.options.roles
  const has = (...kinds: Maker['kind'][]) => makers.some(({ kind }) => kinds.includes(kind))
  const selected = { when: () => board.canEdit && board.selectedId !== null && !drawing.draft }
  const painting = { when: () => drawing.isPainting, repeat: true }
  return [
    ...(has('rectangle', 'ellipse', 'polygon') ? [
      key('next_point', 'Period', text.help.nextPoint, () => mending.cycleKnob(1), selected),
      key('previous_point', 'Comma', text.help.previousPoint, () => mending.cycleKnob(-1), selected),
    ] : []),
    ...(has('polygon') ? [key('insert_point', 'KeyI', text.help.insertPoint, () => mending.insertPoint(), selected)] : []),
    ...(has('rectangle', 'ellipse') ? TURNS.map(([modifiers, degrees]) =>
      key(`turn${degrees}`, `${modifiers}KeyR`, text.help.turn, (event) => mending.turn(degrees, event.repeat), { ...selected, repeat: true })) : []),
    ...(has('brush') ? [
      key('eraser', 'KeyE', text.eraser, () => drawing.erase(!drawing.isErasing), { when: () => board.canEdit }),
      key('larger', 'Shift+BracketRight', text.larger, () => drawing.resizeBrush(1.25), painting),
      key('smaller', 'Shift+BracketLeft', text.smaller, () => drawing.resizeBrush(0.8), painting),
    ] : []),
  ]
}

/** 1–9 wherever the focus is: the label of the next shape, or of the selected one. */
export function labelKeys({ board, drawing, element, words }: DrawingHost, labels: readonly LabelSpec[], chords: readonly (string | null)[]): Hotkey[] {
  return labels.flatMap((label, index) => {
    const chord = chords[index]
    if (!chord) return []
    const when = () => board.canEdit && element.isConnected
    return [{ fixed: 'interface', id: `picture.label.${index + 1}`, chord, label: label.title, group: words.text.labels, when, run: () => drawing.setLabel(label) }]
  })
}

/** Alt+1–5: which kind of shape, where labels do not say. */
export const makerChord = (index: number) => `Alt+Digit${index + 1}`

export function makerKeys(host: DrawingHost, makers: readonly Maker[]): Hotkey[] {
  const key = keyMaker(host)
  return makers.slice(0, 9).map((maker, index) => key(`kind.${maker.fromName}`, makerChord(index), host.words.kind(maker.kind), () => host.drawing.setMaker(maker), { when: () => host.board.canEdit, fixed: 'interface' }))
}

function arrow(host: DrawingHost, code: string, event: KeyboardEvent): void {
  const { board, camera, drawing } = host
  const [dx, dy] = ARROWS[code]!
  const { selected } = board
  if (!drawing.draft && selected && board.canEdit && !drawing.isPainting) {
    const step = event.shiftKey ? 10 : 1
    drawing.mending.nudge(dx * step, dy * step, event.altKey, event.repeat)
    const knob = drawing.mending.activeKnob()
    const { bounds } = board.selected?.form ?? selected.form
    return camera.reveal(knob?.at ?? { x: bounds.x + (dx > 0 ? bounds.width : 0), y: bounds.y + (dy > 0 ? bounds.height : 0) })
  }
  if (!board.size) return
  const step = crosshairStep(camera.viewport.scale, event.altKey ? 'fine' : event.shiftKey ? 'big' : 'plain')
  const from = crosshairOf(host)
  const to = { x: clamp(from.x + dx * step, board.size.width), y: clamp(from.y + dy * step, board.size.height) }
  drawing.crosshair = to
  camera.reveal(to)
  if (drawing.painting) drawing.paintTo(to)
  else if (drawing.draft) drawing.stretch(to)
  else board.options.invalidate()
}

function enter(host: DrawingHost): void {
  host.drawing.put(crosshairOf(host), 'key', CLOSE_REACH / host.camera.viewport.scale)
}

function crosshairOf({ camera, drawing }: DrawingHost): Point {
  if (!drawing.crosshair) {
    // Steps from a round place give round numbers, which is how a person aims for one.
    const middle = camera.centre()
    const grid = crosshairStep(camera.viewport.scale, 'plain')
    drawing.crosshair = { x: Math.round(middle.x / grid) * grid, y: Math.round(middle.y / grid) * grid }
  }
  return drawing.crosshair
}

/** Keyboard crosshair: a step that can be seen at this scale; `big` is ten times that, `fine` one pixel. */
export function crosshairStep(scale: number, how: 'plain' | 'big' | 'fine'): number {
  if (how === 'fine') return 1
  const step = [1, 2, 5, 10, 20, 50].find((candidate) => candidate * scale >= 2) ?? 100
  return how === 'big' ? step * 10 : step
}
