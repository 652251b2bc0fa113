/** All that is needed to draw, joined to a board that shows the picture. Fetched beside it. */
import { button, h } from '../dom'
import type { Hotkey } from '../hotkeys'
import { drawingTools, labelBar, makerBar } from './bars'
import { Drawing } from './drawing'
import { drawingKeys, labelKeys, makerKeys } from './drawing-keys'
import type { Point } from './geometry'
import type { KeyboardHost } from './keyboard'
import { Loupe } from './loupe'
import type { StageView } from './stage'
import type { TileLayer } from './tiles'

export interface Hand {
  readonly drawing: Drawing
  /** Above the picture. */
  readonly bars: readonly HTMLElement[]
  readonly tools: readonly HTMLElement[]
  /** What to do next; lies over the tools, never over the picture. */
  readonly hint: HTMLElement
  readonly keys: readonly Hotkey[]
  /** Shows what the finger hides; null when nothing is to be shown. */
  magnify(at: Point | null): void
  /** Tiles for what it magnifies. */
  layTiles(tiles: TileLayer): void
  /** `full`: more than the place of the picture has changed. */
  paint(full: boolean): void
}

/** `chords`: keys in the order of the labels. */
export function handFor(host: KeyboardHost & { readonly stage: StageView }, chords: readonly (string | null)[]): Hand {
  const { board, camera, stage, words } = host
  const { labels, roles, mode } = board.options
  const drawing = new Drawing(board)
  const bare = roles.makers.filter((maker) => !maker.isLabelled)
  const editing = mode === 'edit'
  const bars = [
    ...(editing && labels.length > 0 ? [labelBar(drawing, words, chords)] : []),
    ...(editing && bare.length > 0 && roles.makers.length > 1 ? [makerBar(drawing, words, bare)] : []),
  ]
  const tools = drawingTools(drawing, words)
  const hint = hintFor(drawing, words.text)
  const loupe = new Loupe()
  stage.element.append(loupe.element)
  return {
    drawing,
    bars: bars.map((bar) => bar.element),
    tools: tools.elements,
    hint: hint.element,
    keys: [...drawingKeys({ ...host, drawing }), ...makerKeys({ ...host, drawing }, bars.length > 0 ? bare : []), ...labelKeys({ ...host, drawing }, labels, chords)],
    magnify(at) {
      if (!at || !board.size) return loupe.hide()
      loupe.show(at, stage.image.src, camera.viewport, board.size, stage.stageSize, drawing.draftForm() ?? board.pulled?.form ?? null)
    },
    layTiles: (tiles) => loupe.layTiles(tiles),
    paint(full) {
      hint.paint()
      if (!full) return
      drawing.settle()
      for (const bar of bars) bar.paint()
      tools.paint()
    },
  }
}

/** What to do next with a shape that is half drawn, and the buttons that a thumb needs for it. */
function hintFor(drawing: Drawing, text: KeyboardHost['words']['text']) {
  const words = h('span', {})
  const close = button(text.close, { class: 'pt-small' }, () => drawing.finish())
  const takeBack = button(text.takeBack, { class: 'pt-small' }, () => void drawing.takeBack())
  const cancel = button(text.cancel, { class: 'pt-small' }, () => void drawing.cancel())
  const element = h('div', { class: 'pt-stage-hint', hidden: true }, words, takeBack, close, cancel)
  return {
    element,
    paint() {
      const { draft, kind, painting } = drawing
      element.hidden = !(draft && draft.via !== 'drag') && painting?.via !== 'key'
      if (element.hidden) return
      const isLine = draft !== null && (kind?.points ?? 0) > 2
      const wanted = painting ? text.painting : isLine ? text.next_point : text.corner
      if (words.textContent !== wanted) words.textContent = wanted
      close.hidden = !drawing.canClose
      takeBack.hidden = !isLine || draft.points.length < 2
    },
  }
}
