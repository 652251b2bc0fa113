/** Boxes on a picture: drawing (`RectangleLabels`), looking (read-only), and pointing at a place (an inspector's return). */
import { announcer, button, domId, h, newRegionId } from '../dom'
import { HotkeyAllocator, HotkeyRegistry } from '../hotkeys'
import { asText, attribute, interpolate, labelsOf, nameOf } from '../node'
import { stringsOf } from '../strings'
import type { Region } from '../types'
import { Editor, type Notice } from './editor'
import type { Point } from './geometry'
import { keysText, labelHotkeys, stageHotkeys, type KeyboardHost } from './keyboard'
import { Loupe } from './loupe'
import { colorOf, shapeOf, type Shape } from './model'
import type { BoxesHandle, BoxesOptions } from './options'
import { LabelBar, ShapeList, ToolBar } from './panel'
import { bindPointer } from './pointer'
import { StageView, type ShapeLook } from './stage'
import { actualSize, fit, panned, revealing, toImage, zoomed, type Viewport } from './viewport'

export type { BoxesHandle, BoxesOptions, Mark } from './options'

/** Above this many shapes only what is selected or pointed out carries its name: names over names can be read by nobody. */
const NAMES_MAX = 40

export function mount(el: HTMLElement, options: BoxesOptions): BoxesHandle {
  const text = stringsOf(options.locale)
  const mode = options.pickRegion ? 'pick' : options.readonly ? 'view' : 'edit'
  const labels = options.labels ?? labelsOf(options.node, options.task)
  const chords = options.chords ?? new HotkeyAllocator().allocate(labels.map((label) => label.hotkey))
  const titles = new Map(labels.map((label) => [label.value, label.title]))
  const marks = options.marks ?? {}
  const highlights = new Set(options.highlights)
  const source = options.source ?? interpolate(attribute(options.image, 'value') ?? '', options.task)
  const voice = announcer()

  let viewport: Viewport = { scale: 1, x: 0, y: 0 }
  let fitted = true
  let hovered: Point | null = null
  let frame = 0

  const editor = new Editor(options.value, {
    labels, mode,
    toName: nameOf(options.image),
    newId: options.newId ?? newRegionId,
    invalidate,
    notify: (notice) => voice.say(noticeText(notice)),
    onStep: options.onStep,
    onChange: options.onChange,
    onSelect: options.onSelectRegion,
    onPick: options.onPick,
  })

  editor.pickedArea = options.highlightArea ?? null

  const keysId = domId('keys')
  const stage = new StageView({
    role: 'application',
    'aria-roledescription': text.boxes.stageRole,
    'aria-label': text.boxes.stage(nameOf(options.image)),
    'aria-describedby': keysId,
  })
  stage.element.classList.add(`pt-stage-${mode}`)
  const actions = {
    zoomIn: () => zoomBy(1.5),
    zoomOut: () => zoomBy(1 / 1.5),
    fit: fitStage,
    actualSize: () => look(actualSize(viewport, size(), stage.stageSize)),
    undo: () => void editor.store.undo(),
    redo: () => void editor.store.redo(),
    chosen(id: string, enter: boolean) {
      const shape = editor.shape(id)
      if (shape) reveal({ x: shape.box.x + shape.box.width / 2, y: shape.box.y + shape.box.height / 2 })
      if (enter) stage.element.focus({ preventScroll: true })
    },
  }
  const labelBar = mode === 'edit' && labels.length > 0 ? new LabelBar(editor, text, labels, chords) : null
  const toolBar = new ToolBar(editor, text, actions)
  const list = new ShapeList(editor, text, actions, describe)
  const loupe = new Loupe()
  const hint = h('div', { class: 'pt-stage-hint', hidden: true }, h('span', {}, text.boxes.cornerHint),
    button(text.boxes.cancel, { class: 'pt-small' }, () => editor.cancel()))
  const failure = h('div', { class: 'pt-stage-failure', role: 'alert', hidden: true }, h('span', {}, text.boxes.imageFailed),
    button(text.boxes.retry, { class: 'pt-small' }, load))
  stage.element.append(loupe.element, hint, failure)
  const withList = labels.length > 0 || options.value.length > 0 || Boolean(options.ghosts?.length)
  const root = h('div', { class: `pt-boxes pt-boxes-${mode}${withList ? '' : ' pt-boxes-plain'}` },
    labelBar?.element, toolBar.element, stage.element, withList && list.element,
    h('p', { id: keysId, class: 'pt-sr' }, keysText(text, mode)), voice.element)
  el.append(root)

  const keyboardHost: KeyboardHost = {
    editor, text, reveal, zoomBy,
    element: stage.element,
    scale: () => viewport.scale,
    middle: () => toImage(viewport, middleOfStage()),
    fit: fitStage,
    actualSize: actions.actualSize,
  }
  // Without the page's registry the keys of the focused stage still work; they are no single-key shortcuts (WCAG 2.1.4).
  const hotkeys = options.hotkeys ?? new HotkeyRegistry({ enabled: false })
  const releaseKeys = hotkeys.register([...stageHotkeys(keyboardHost), ...labelHotkeys(keyboardHost, labels, chords)])
  const releasePointer = bindPointer({
    editor,
    element: stage.element,
    viewport: () => viewport,
    zoom: (factor, at) => look(zoomed(viewport, factor, at, size(), stage.stageSize)),
    pan: (dx, dy) => look(panned(viewport, dx, dy, size(), stage.stageSize)),
    magnify,
    hover(at) {
      hovered = at
      invalidate()
    },
  })
  const resize = new ResizeObserver(() => (fitted ? fitStage() : look(panned(viewport, 0, 0, size(), stage.stageSize))))
  resize.observe(stage.element)
  stage.image.addEventListener('load', () => {
    editor.imageLoaded({ width: stage.image.naturalWidth, height: stage.image.naturalHeight })
    stage.element.classList.add('pt-loaded')
    fitStage()
    revealHighlight()
  })
  stage.image.addEventListener('error', () => (failure.hidden = false))
  load()
  invalidate()

  function load(): void {
    failure.hidden = true
    stage.image.removeAttribute('src')
    stage.image.src = source
  }

  function size() {
    return editor.size ?? { width: 1, height: 1 }
  }

  function middleOfStage(): Point {
    const { width, height } = stage.stageSize
    return { x: width / 2, y: height / 2 }
  }

  function look(next: Viewport): void {
    if (!editor.size) return
    fitted = false
    viewport = next
    invalidate()
  }

  function fitStage(): void {
    look(fit(size(), stage.stageSize))
    fitted = true
  }

  function zoomBy(factor: number): void {
    look(zoomed(viewport, factor, middleOfStage(), size(), stage.stageSize))
  }

  function reveal(point: Point): void {
    const next = revealing(viewport, point, size(), stage.stageSize)
    if (next !== viewport) look(next)
  }

  function revealHighlight(): void {
    const shape = editor.shapes().find((candidate) => highlights.has(candidate.region.id))
    if (shape && mode !== 'pick') editor.select(shape.region.id, true)
  }

  function magnify(at: Point | null): void {
    if (!at || !editor.size) return loupe.hide()
    loupe.show(at, stage.image.src, viewport, editor.size, stage.stageSize, editor.draftBox() ?? editor.pulled?.box ?? null)
  }

  function invalidate(): void {
    if (frame === 0) frame = requestAnimationFrame(paint)
  }

  function paint(): void {
    frame = 0
    const shapes = editor.shapes()
    labelBar?.paint()
    toolBar.paint()
    list.paint(shapes)
    hint.hidden = editor.draft === null || editor.draft.via === 'drag'
    stage.element.classList.toggle('pt-drawing', editor.canDraw)
    if (!editor.size) return
    const selected = editor.canEdit && !editor.draft ? editor.shape(editor.selectedId) : null
    stage.draw({
      viewport,
      size: editor.size,
      looks: shapes.map((shape, index) => lookOf(shape, index, shapes.length <= NAMES_MAX)),
      ghosts: ghosts(),
      selected: selected?.box ?? null,
      draft: editor.draftBox(),
      draftColor: mode === 'pick' ? '#d6336c' : colorOf(labels, editor.label?.value),
      area: editor.pickedArea,
      crosshair: crosshair(),
      corner: editor.draft && editor.draft.via !== 'drag' ? editor.draft.anchor : null,
    })
  }

  let ghostShapes: readonly Shape[] = []
  function ghosts(): readonly Shape[] {
    if (ghostShapes.length === 0 && options.ghosts?.length) ghostShapes = options.ghosts.map((region) => shapeOf(region, size()))
    return ghostShapes
  }

  function crosshair(): Point | null {
    if (hovered && editor.canDraw) return toImage(viewport, hovered)
    return stage.element.matches(':focus-visible') && (editor.draft || !editor.selectedId) ? editor.crosshair : null
  }

  function lookOf(shape: Shape, index: number, allNames: boolean): ShapeLook {
    const { id } = shape.region
    const selected = id === editor.selectedId
    const marked = highlights.has(id)
    const mark = marks[id]
    const classes = [selected && 'pt-selected', marked && 'pt-highlight', mark && `pt-${mark}`].filter(Boolean).join(' ')
    return {
      shape, classes,
      color: colorOf(labels, shape.labels[0]),
      name: `${index + 1} ${titleOf(shape)}${markText(id)}`,
      showName: allNames || selected || marked || mark !== undefined,
    }
  }

  function titleOf(shape: Shape): string {
    return shape.labels.map((label) => titles.get(label) ?? asText(label)).join(', ') || text.boxes.unlabelled
  }

  function markText(id: string): string {
    const mark = marks[id]
    return (mark ? ` · ${text.compare[mark]}` : '') + (highlights.has(id) ? ` · ${text.pointedAt}` : '')
  }

  function describe(shape: Shape, index: number): string {
    const { x, y, width, height } = shape.box
    return text.boxes.shape(index + 1, titleOf(shape), Math.round(x), Math.round(y), Math.round(width), Math.round(height)) + markText(shape.region.id)
  }

  function noticeText(notice: Notice): string {
    if ('shape' in notice) {
      const words = { added: text.boxes.added, selected: text.boxes.selected, changed: text.boxes.changed, relabelled: text.boxes.relabelled }
      return words[notice.kind](describe(notice.shape, editor.regions.findIndex((region) => region.id === notice.shape.region.id)))
    }
    if (notice.kind === 'label') return text.boxes.labelChosen(notice.label.title)
    if (notice.kind === 'label_used_up') return text.boxes.labelUsedUp(notice.label.title)
    return { removed: text.boxes.removed, cancelled: text.boxes.cancelled, too_small: text.boxes.tooSmall, no_label: text.boxes.noLabel, corner: text.boxes.cornerHint, picked: text.picked }[notice.kind]
  }

  return {
    getValue: () => [...editor.regions],
    setValue: (value: readonly Region[]) => editor.setValue(value),
    focus: () => stage.element.focus(),
    destroy() {
      cancelAnimationFrame(frame)
      resize.disconnect()
      releaseKeys()
      releasePointer()
      if (!options.hotkeys) hotkeys.destroy()
      root.remove()
    },
    undo: () => void editor.store.undo(),
    redo: () => void editor.store.redo(),
    canUndo: () => editor.store.canUndo(),
    canRedo: () => editor.store.canRedo(),
    hideControls: (names) => editor.hide(names),
    select(id) {
      editor.select(id, true)
      const shape = editor.shape(id)
      if (shape) reveal({ x: shape.box.x + shape.box.width / 2, y: shape.box.y + shape.box.height / 2 })
    },
  }
}
