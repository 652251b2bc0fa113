/** Drawing, moving and finding boxes without a pointer. All keys but the labels' work only while the stage has the focus. */
import { chordText, type Hotkey } from '../hotkeys'
import type { Strings } from '../strings'
import type { LabelSpec } from '../types'
import type { Camera } from './camera'
import { centre, clamp, type Point } from './geometry'
import { crosshairStep } from './model'
import type { Editor } from './editor'

export interface KeyboardHost {
  readonly editor: Editor
  readonly element: HTMLElement
  readonly text: Strings
  readonly camera: Camera
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
}
/** CSS pixels an arrow key moves the picture that is only looked at. */
const PAN_STEP = 60
const MOVES = [['', 'move'], ['Shift+', 'moveFar'], ['Alt+', 'grow'], ['Alt+Shift+', 'growFar']] as const

export function stageHotkeys(host: KeyboardHost): Hotkey[] {
  const { editor, element, text } = host
  const key = (id: string, chord: string, label: string, run: Hotkey['run'], extra: Partial<Hotkey> = {}): Hotkey =>
    ({ id: `boxes.${id}`, chord, label, group: text.help.boxes, scope: element, run, ...extra })
  const editing = { when: () => editor.canEdit }
  const drawing = { when: () => editor.canDraw || editor.draft !== null }

  const viewing = [
    key('next', 'BracketRight', text.help.next, () => cycle(host, 1)),
    key('previous', 'BracketLeft', text.help.previous, () => cycle(host, -1)),
    key('zoom_in', 'Equal', text.boxes.zoomIn, () => host.camera.zoom(1.25), { repeat: true }),
    key('zoom_in2', 'Shift+Equal', text.boxes.zoomIn, () => host.camera.zoom(1.25), { repeat: true }),
    key('zoom_out', 'Minus', text.boxes.zoomOut, () => host.camera.zoom(0.8), { repeat: true }),
    key('fit', 'Digit0', text.boxes.fit, host.camera.fit),
    key('actual_size', 'Shift+Digit0', text.boxes.actualSize, host.camera.actualSize),
  ]
  if (editor.options.mode === 'view') {
    const pans = Object.entries(ARROWS).map(([code, [dx, dy]]) =>
      key(`pan${code}`, code, text.help.pan, () => host.camera.pan(-dx * PAN_STEP, -dy * PAN_STEP), { repeat: true }))
    return [...pans, ...viewing]
  }
  return [
    ...viewing,
    ...Object.keys(ARROWS).flatMap((code) => MOVES.map(([modifiers, purpose]) =>
      key(modifiers + code, modifiers + code, text.help[purpose], (event) => arrow(host, code, event), { repeat: true }))),
    key('corner', 'Enter', text.help.corner, () => corner(host), drawing),
    key('cancel', 'Escape', text.help.cancel, () => {
      if (!editor.cancel()) editor.select(null)
    }, { when: () => editor.draft !== null || editor.selectedId !== null }),
    key('delete', 'Delete', text.help.remove, () => editor.remove(), editing),
    key('delete2', 'Backspace', text.help.remove, () => editor.remove(), editing),
    key('draw', 'KeyB', text.boxes.draw, () => editor.setTool('draw'), editing),
    key('select', 'KeyV', text.boxes.select, () => editor.setTool('select'), editing),
    key('undo', 'Mod+KeyZ', text.boxes.undo, () => editor.store.undo(), editing),
    key('redo', 'Mod+Shift+KeyZ', text.boxes.redo, () => editor.store.redo(), editing),
  ]
}

/** 1–9 wherever the focus is: the label of the next box, or of the selected one. */
export function labelHotkeys(host: KeyboardHost, labels: readonly LabelSpec[], chords: readonly (string | null)[]): Hotkey[] {
  return labels.flatMap((label, index) => {
    const chord = chords[index]
    if (!chord) return []
    const when = () => host.editor.canEdit && host.element.isConnected
    return [{ id: `boxes.label.${index + 1}`, chord, label: label.title, group: host.text.help.labels, when, run: () => host.editor.setLabel(label) }]
  })
}

/** What the stage says about its keys to a screen reader. */
export function keysText(text: Strings, mode: 'edit' | 'view' | 'pick'): string {
  return mode === 'view' ? text.boxes.keysView : text.boxes.keys(chordText('BracketLeft'), chordText('BracketRight'))
}

function arrow(host: KeyboardHost, code: string, event: KeyboardEvent): void {
  const { editor } = host
  const [dx, dy] = ARROWS[code]!
  if (editor.draft === null && editor.selectedId !== null && editor.canEdit) {
    const step = event.shiftKey ? 10 : 1
    editor.nudge(dx * step, dy * step, event.altKey, event.repeat)
    const shape = editor.shape(editor.selectedId)
    if (shape) host.camera.reveal({ x: shape.box.x + (dx > 0 ? shape.box.width : 0), y: shape.box.y + (dy > 0 ? shape.box.height : 0) })
    return
  }
  if (!editor.size) return
  const step = crosshairStep(host.camera.viewport.scale, event.altKey ? 'fine' : event.shiftKey ? 'big' : 'plain')
  const from = crosshairOf(host)
  editor.crosshair = {
    x: clamp(from.x + dx * step, editor.size.width),
    y: clamp(from.y + dy * step, editor.size.height),
  }
  host.camera.reveal(editor.crosshair)
  if (editor.draft) editor.stretch(editor.crosshair)
  else editor.options.invalidate()
}

function corner(host: KeyboardHost): void {
  const { editor } = host
  const at = crosshairOf(host)
  if (editor.draft) {
    editor.stretch(at)
    editor.finish()
  } else editor.begin(at, 'key')
}

function crosshairOf(host: KeyboardHost): Point {
  const { editor } = host
  if (!editor.crosshair) {
    // Steps from a round place give round numbers, which is how a person aims for one.
    const middle = host.camera.centre()
    const grid = crosshairStep(host.camera.viewport.scale, 'plain')
    editor.crosshair = { x: Math.round(middle.x / grid) * grid, y: Math.round(middle.y / grid) * grid }
  }
  return editor.crosshair
}

function cycle(host: KeyboardHost, step: 1 | -1): void {
  host.editor.cycle(step)
  const shape = host.editor.shape(host.editor.selectedId)
  if (shape) host.camera.reveal(centre(shape.box))
}
