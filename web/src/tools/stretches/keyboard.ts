/** The keys of a strip. Letters work wherever the focus is, for the strip that was last used; the rest while the strip has the focus. */
import type { Hotkey } from '../hotkeys'
import type { StretchEditor } from './editor'
import type { Stretch } from './model'
import type { Words } from './words'

export interface KeyboardHost {
  readonly editor: StretchEditor
  readonly element: HTMLElement
  readonly root: HTMLElement
  readonly words: Words
  position(): number
  seek(position: number): void
  zoom(factor: number): void
  fit(): void
  reveal(stretch: Stretch): void
  play?: ((stretch: Stretch) => void) | undefined
}

let lastUsed: HTMLElement | null = null

/** Of several strips on a page the keys mean the one last touched. */
export function followUse(root: HTMLElement): void {
  const use = () => (lastUsed = root)
  root.addEventListener('focusin', use)
  root.addEventListener('pointerdown', use)
}

export const isInUse = (root: HTMLElement): boolean =>
  root.isConnected && root.closest('[hidden]') === null && (!lastUsed?.isConnected || lastUsed.contains(root) || root.contains(lastUsed))

export function stretchHotkeys(host: KeyboardHost, chords: readonly (string | null)[]): Hotkey[] {
  const { editor, element, root, words } = host
  const common = { group: words.group }
  const here = { ...common, scope: element }
  const anywhere = { ...common, when: () => isInUse(root) }
  const editing = { ...common, when: () => isInUse(root) && editor.canEdit }
  const { axis } = editor
  const seek = (by: number) => host.seek(host.position() + by)
  const choose = (step: 1 | -1) => {
    editor.cycle(step)
    if (editor.selected) host.reveal(editor.selected)
  }
  const moves = (['ArrowLeft', 'ArrowRight'] as const).flatMap((code): Hotkey[] => {
    const way = code === 'ArrowLeft' ? -1 : 1
    const label = way < 0 ? words.back : words.forward
    const nudge = (edge: 'start' | 'end') => (event: KeyboardEvent) => editor.nudge(edge, way * editor.axis.nudge, event.repeat)
    const editable = { ...here, repeat: true, when: () => editor.canEdit && editor.selectedId !== null }
    return [
      { ...here, id: `stretches.${code}`, chord: code, label, repeat: true, run: () => seek(way * editor.axis.step) },
      { ...here, id: `stretches.far.${code}`, chord: `Shift+${code}`, label, repeat: true, run: () => seek(way * editor.axis.step * 10) },
      { ...editable, id: `stretches.start.${code}`, chord: `Alt+${code}`, label: words.moveStart, run: nudge('start') },
      { ...editable, id: `stretches.end.${code}`, chord: `Alt+Shift+${code}`, label: words.moveEnd, run: nudge('end') },
    ]
  })
  const taking = { ...common, when: () => isInUse(root) && editor.canTake }
  const ends: Hotkey[] = editor.host.mode === 'view' ? [] : [
    { ...taking, id: 'stretches.begin', chord: 'KeyI', label: words.begin, run: () => editor.begin(host.position()) },
    { ...taking, id: 'stretches.finish', chord: 'KeyO', label: words.finish, run: () => editor.finish(host.position()) },
    { ...taking, id: 'stretches.cancel', chord: 'Escape', label: words.cancel, when: () => isInUse(root) && (editor.begun !== null || (editor.canEdit && editor.selectedId !== null)), run: () => void (editor.cancel() || editor.select(null)) },
  ]
  const marking: Hotkey[] = editor.host.mode !== 'edit' ? [] : [
    { ...editing, id: 'stretches.start_here', chord: 'Shift+KeyI', label: words.startHere, run: () => editor.setEdgeHere('start', host.position()) },
    { ...editing, id: 'stretches.end_here', chord: 'Shift+KeyO', label: words.endHere, run: () => editor.setEdgeHere('end', host.position()) },
    { ...editing, id: 'stretches.remove', chord: 'Delete', label: words.remove, when: () => editor.canEdit && editor.selectedId !== null && root.contains(document.activeElement), run: () => editor.remove() },
    { ...here, id: 'stretches.remove2', chord: 'Backspace', label: words.remove, when: () => editor.canEdit, run: () => editor.remove() },
    ...editor.host.labels.flatMap((label, index): Hotkey[] => {
      const chord = chords[index]
      return chord ? [{ ...editing, fixed: 'interface', id: `stretches.label.${index + 1}`, chord, label: label.title, when: () => editor.host.mode === 'edit' && root.isConnected, run: () => editor.setLabel(label) }] : []
    }),
  ]
  return [
    ...moves, ...ends, ...marking,
    { ...here, id: 'stretches.home', chord: 'Home', label: words.back, run: () => host.seek(axis.from) },
    { ...here, id: 'stretches.end', chord: 'End', label: words.forward, run: () => host.seek(editor.axis.to) },
    { ...here, id: 'stretches.zoom_in', chord: 'Equal', label: words.zoomIn, repeat: true, run: () => host.zoom(1.5) },
    { ...here, id: 'stretches.zoom_out', chord: 'Minus', label: words.zoomOut, repeat: true, run: () => host.zoom(1 / 1.5) },
    { ...here, id: 'stretches.fit', chord: 'Digit0', label: words.fit, run: () => host.fit() },
    { ...anywhere, id: 'stretches.next', chord: 'BracketRight', label: words.next, run: () => choose(1) },
    { ...anywhere, id: 'stretches.previous', chord: 'BracketLeft', label: words.previous, run: () => choose(-1) },
    ...(host.play ? [{ ...anywhere, id: 'stretches.play', chord: 'KeyP', label: words.playStretch, run: () => editor.selected && host.play?.(editor.selected) }] : []),
  ]
}
