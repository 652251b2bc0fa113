/** Puts editor, stage, panel, keys and pointer together, and draws at most once a frame. */
import { announcer, button, domId, h, newRegionId } from '../dom'
import { HotkeyAllocator, HotkeyRegistry } from '../hotkeys'
import { attribute, interpolate, labelsOf, nameOf } from '../node'
import { stringsOf, type Strings } from '../strings'
import type { LabelSpec } from '../types'
import { Camera } from './camera'
import { Editor } from './editor'
import { centre, type Point } from './geometry'
import { keysText, labelHotkeys, stageHotkeys, type KeyboardHost } from './keyboard'
import { Loupe } from './loupe'
import { colorOf, shapeOf, type Shape } from './model'
import type { SurfaceOptions } from '../surface'
import { LabelBar, ShapeList, ToolBar, type PanelActions } from './panel'
import { bindPointer } from './pointer'
import { StageView, type ShapeLook } from './stage'
import { toImage } from './viewport'
import { Words } from './words'

/** Above this many shapes only what is selected or pointed out carries its name: names over names can be read by nobody. */
const NAMES_MAX = 40

const PICK_COLOR = '#d6336c'

export class BoxesView {
  readonly editor: Editor
  readonly #options: SurfaceOptions
  readonly #text: Strings
  readonly #labels: readonly LabelSpec[]
  readonly #highlights: ReadonlySet<string>
  readonly #words: Words
  readonly #voice = announcer()
  readonly #stage: StageView
  readonly #camera: Camera
  readonly #loupe = new Loupe()
  readonly #labelBar: LabelBar | null
  readonly #toolBar: ToolBar
  readonly #list: ShapeList
  readonly #hint: HTMLElement
  readonly #failure: HTMLElement
  readonly #root: HTMLElement
  readonly #cleanups: (() => void)[] = []
  #hovered: Point | null = null
  #ghosts: readonly Shape[] = []
  #frame = 0

  constructor(el: HTMLElement, options: SurfaceOptions) {
    this.#options = options
    this.#text = stringsOf(options.locale)
    this.#labels = options.labels ?? labelsOf(options.node, options.task)
    this.#highlights = new Set(options.highlights)
    this.#words = new Words(this.#text, this.#labels, options.marks ?? {}, this.#highlights)
    this.editor = this.#newEditor()
    const keysId = domId('keys')
    this.#stage = this.#newStage(keysId)
    this.#camera = new Camera(() => this.editor.size, () => this.#stage.stageSize, () => this.#invalidate())
    const chords = options.chords ?? new HotkeyAllocator().allocate(this.#labels.map((label) => label.hotkey))
    const actions = this.#panelActions()
    const { mode } = this.editor.options
    this.#labelBar = mode === 'edit' && this.#labels.length > 0 ? new LabelBar(this.editor, this.#text, this.#labels, chords) : null
    this.#toolBar = new ToolBar(this.editor, this.#text, actions)
    this.#list = new ShapeList(this.editor, this.#text, actions, (shape, index) => this.#words.describe(shape, index))
    this.#hint = h('div', { class: 'pt-stage-hint', hidden: true }, h('span', {}, this.#text.boxes.cornerHint),
      button(this.#text.boxes.cancel, { class: 'pt-small' }, () => void this.editor.cancel()))
    this.#failure = h('div', { class: 'pt-stage-failure', role: 'alert', hidden: true }, h('span', {}, this.#text.boxes.imageFailed),
      button(this.#text.boxes.retry, { class: 'pt-small' }, () => this.#load()))
    this.#stage.element.append(this.#loupe.element, this.#hint, this.#failure)
    this.#root = this.#assemble(keysId)
    el.append(this.#root)
    this.#bindKeys(chords)
    this.#bindPointer()
    this.#bindPicture()
    this.#invalidate()
  }

  focus(): void {
    this.#stage.element.focus({ preventScroll: true })
  }

  select(id: string | null): void {
    this.editor.select(id, true)
    this.#reveal(id)
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    for (const cleanup of this.#cleanups) cleanup()
    this.#root.remove()
  }

  #newEditor(): Editor {
    const { value, newId, onStep, onChange, onSelectRegion, onPick, highlightArea, pickRegion, readonly, object } = this.#options
    const editor: Editor = new Editor(value, {
      labels: this.#labels,
      mode: pickRegion ? 'pick' : readonly ? 'view' : 'edit',
      toName: nameOf(object),
      newId: newId ?? newRegionId,
      invalidate: () => this.#invalidate(),
      notify: (notice) => this.#voice.say(this.#words.notice(notice, (shape) =>
        editor.regions.findIndex((region) => region.id === shape.region.id))),
      onStep, onChange, onPick,
      onSelect: onSelectRegion,
    })
    editor.pickedArea = highlightArea ?? null
    return editor
  }

  #newStage(keysId: string): StageView {
    const stage = new StageView({
      role: 'application',
      'aria-roledescription': this.#text.boxes.stageRole,
      'aria-label': this.#text.boxes.stage(nameOf(this.#options.object)),
      'aria-describedby': keysId,
    })
    stage.element.classList.add(`pt-stage-${this.editor.options.mode}`)
    return stage
  }

  #panelActions(): PanelActions {
    return {
      camera: this.#camera,
      chosen: (id, enter) => {
        this.#reveal(id)
        if (enter) this.focus()
      },
    }
  }

  #assemble(keysId: string): HTMLElement {
    const { value, ghosts } = this.#options
    const { mode } = this.editor.options
    const withList = this.#labels.length > 0 || value.length > 0 || Boolean(ghosts?.length)
    return h('div', { class: `pt-boxes pt-boxes-${mode}${withList ? '' : ' pt-boxes-plain'}` },
      mode === 'pick' && h('p', { class: 'pt-pick-hint' }, this.#text.boxes.pickHint(value.length > 0)), this.#labelBar?.element, this.#toolBar.element, this.#stage.element, withList && this.#list.element,
      h('p', { id: keysId, class: 'pt-sr' }, keysText(this.#text, mode)), this.#voice.element)
  }

  #bindKeys(chords: readonly (string | null)[]): void {
    const host: KeyboardHost = {
      editor: this.editor,
      element: this.#stage.element,
      text: this.#text,
      camera: this.#camera,
    }
    // Without the page's registry the keys of the focused stage still work; they are no single-key shortcuts (WCAG 2.1.4).
    const own = this.#options.hotkeys ? null : new HotkeyRegistry({ enabled: false })
    const hotkeys = this.#options.hotkeys ?? own!
    this.#cleanups.push(hotkeys.register([...stageHotkeys(host), ...labelHotkeys(host, this.#labels, chords)]), () => own?.destroy())
  }

  #bindPointer(): void {
    this.#cleanups.push(bindPointer({
      editor: this.editor,
      element: this.#stage.element,
      camera: this.#camera,
      magnify: (at) => this.#magnify(at),
      hover: (at) => {
        this.#hovered = at
        this.#invalidate()
      },
    }))
  }

  #bindPicture(): void {
    const { image, element } = this.#stage
    const resize = new ResizeObserver(() => this.#camera.stageResized())
    resize.observe(element)
    this.#cleanups.push(() => resize.disconnect())
    image.addEventListener('load', () => void this.#show())
    image.addEventListener('error', () => (this.#failure.hidden = false))
    this.#load()
  }

  #load(): void {
    const { source, object, task } = this.#options
    this.#failure.hidden = true
    this.#stage.image.removeAttribute('src')
    this.#stage.image.src = source ?? interpolate(attribute(object, 'value') ?? '', task)
  }

  /** The shapes come with the picture, not before it is painted. */
  async #show(): Promise<void> {
    const { image, element } = this.#stage
    await image.decode().catch(() => undefined)
    if (!this.#root.isConnected) return
    if (image.naturalWidth === 0) return void (this.#failure.hidden = false)
    element.style.setProperty('--aspect', `${image.naturalWidth} / ${image.naturalHeight}`)
    element.classList.add('pt-loaded')
    this.editor.imageLoaded({ width: image.naturalWidth, height: image.naturalHeight })
    this.#camera.fit()
    const marked = this.editor.regions.find((region) => this.#highlights.has(region.id))
    if (marked && this.editor.options.mode !== 'pick') this.editor.select(marked.id, true)
  }

  #reveal(id: string | null): void {
    const shape = this.editor.shape(id)
    if (shape) this.#camera.reveal(centre(shape.box))
  }

  #magnify(at: Point | null): void {
    const { editor } = this
    if (!at || !editor.size) return this.#loupe.hide()
    const box = editor.draftBox() ?? editor.pulled?.box ?? null
    this.#loupe.show(at, this.#stage.image.src, this.#camera.viewport, editor.size, this.#stage.stageSize, box)
  }

  #invalidate(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint())
  }

  #paint(): void {
    this.#frame = 0
    const { editor } = this
    const shapes = editor.shapes()
    this.#labelBar?.paint()
    this.#toolBar.paint()
    this.#list.paint(shapes)
    this.#hint.hidden = editor.draft === null || editor.draft.via === 'drag'
    this.#stage.element.classList.toggle('pt-drawing', editor.canDraw)
    if (!editor.size) return
    if (this.#ghosts.length === 0) this.#ghosts = this.#options.ghosts?.map((region) => shapeOf(region, editor.size!)) ?? []
    const selected = editor.canEdit && !editor.draft ? editor.shape(editor.selectedId) : null
    this.#stage.draw({
      viewport: this.#camera.viewport,
      size: editor.size,
      looks: shapes.map((shape, index) => this.#lookOf(shape, index, shapes.length <= NAMES_MAX)),
      ghosts: this.#ghosts,
      selected: selected?.box ?? null,
      draft: editor.draftBox(),
      draftColor: editor.options.mode === 'pick' ? PICK_COLOR : colorOf(this.#labels, editor.label?.value),
      area: editor.pickedArea,
      areaName: editor.options.mode === 'pick' ? '' : this.#text.pointedAt,
      crosshair: this.#crosshair(),
      corner: editor.draft && editor.draft.via !== 'drag' ? editor.draft.anchor : null,
    })
  }

  #crosshair(): Point | null {
    const { editor } = this
    if (this.#hovered && editor.canDraw) return toImage(this.#camera.viewport, this.#hovered)
    const byKeyboard = this.#stage.element.matches(':focus-visible') && (editor.draft !== null || editor.selectedId === null)
    return byKeyboard ? editor.crosshair : null
  }

  #lookOf(shape: Shape, index: number, allNames: boolean): ShapeLook {
    const { id } = shape.region
    const selected = id === this.editor.selectedId
    const marked = this.#highlights.has(id)
    const mark = this.#options.marks?.[id]
    return {
      shape,
      color: colorOf(this.#labels, shape.labels[0]),
      name: this.#words.name(shape, index),
      classes: [selected && 'pt-selected', marked && 'pt-highlight', mark && `pt-${mark}`].filter(Boolean).join(' '),
      showName: allNames || selected || marked || mark !== undefined,
    }
  }
}
