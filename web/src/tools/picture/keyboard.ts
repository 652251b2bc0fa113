/** Looking at a picture without a pointer. All keys work only while the stage has the focus. */
import type { Hotkey } from '../hotkeys'
import type { Board } from './board'
import type { Camera } from './camera'
import type { Words } from './words'

export interface KeyboardHost {
  readonly board: Board
  readonly element: HTMLElement
  readonly words: Words
  readonly camera: Camera
}

export const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0],
}
/** CSS pixels an arrow key moves the picture that is only looked at. */
const PAN_STEP = 60

export type MakeKey = (id: string, chord: string, label: string, run: Hotkey['run'], extra?: Partial<Hotkey>) => Hotkey

/** Keys of the focused stage. */
export function keyMaker({ element, words }: KeyboardHost): MakeKey {
  return (id, chord, label, run, extra = {}) => ({ id: `picture.${id}`, chord, label, group: words.text.help.stage, scope: element, run, ...extra })
}

export function viewingKeys(host: KeyboardHost): Hotkey[] {
  const { camera, words: { text } } = host
  const key = keyMaker(host)
  return [
    key('next', 'BracketRight', text.help.next, () => cycle(host, 1)),
    key('previous', 'BracketLeft', text.help.previous, () => cycle(host, -1)),
    key('zoom_in', 'Equal', text.zoomIn, () => camera.zoom(1.25), { repeat: true }),
    key('zoom_in2', 'Shift+Equal', text.zoomIn, () => camera.zoom(1.25), { repeat: true }),
    key('zoom_out', 'Minus', text.zoomOut, () => camera.zoom(0.8), { repeat: true }),
    key('fit', 'Digit0', text.fit, camera.fit),
    key('actual_size', 'Shift+Digit0', text.actualSize, camera.actualSize),
  ]
}

export function panningKeys(host: KeyboardHost): Hotkey[] {
  const key = keyMaker(host)
  return Object.entries(ARROWS).map(([code, [dx, dy]]) =>
    key(`pan${code}`, code, host.words.text.help.pan, () => host.camera.pan(-dx * PAN_STEP, -dy * PAN_STEP), { repeat: true }))
}

function cycle({ board, camera }: KeyboardHost, step: 1 | -1): void {
  board.cycle(step)
  if (board.selected) camera.reveal(board.selected.form.middle)
}
