/** Puts board, stage, list, hand, keys and pointer together, and draws at most once a frame. */
import { announcer, button, domId, h, newRegionId } from '../dom'
import { HotkeyAllocator, HotkeyRegistry } from '../hotkeys'
import { attribute, interpolate, labelsOf, nameOf } from '../node'
import { numbersOfRegions, pinsOn } from '../pins'
import type { LabelSpec, Pin, Place } from '../types'
import type { Pyramid, SurfaceOptions } from '../surface'
import { Board } from './board'
import { Camera } from './camera'
import type { Kind, KindName } from './form'
import { toPixels, type Point } from './geometry'
import type { Hand, handFor } from './hand'
import { panningKeys, viewingKeys, type KeyboardHost } from './keyboard'
import { ShapeList } from './list'
import type { MaskLayer } from './mask'
import { colorOf, rolesOf, type Shape } from './model'
import { bindPointer } from './pointer'
import { StageView, type ShapeLook, type StageArea } from './stage'
import type { TileLayer } from './tiles'
import { toolBar } from './tools'
import { toImage } from './viewport'
import type { textsFor } from './texts'
import { Words } from './words'

/** What is fetched beside the board. */
export interface Parts {
  readonly textsFor: typeof textsFor
  /** Without them the picture is only looked at, and nothing is drawn on it. */
  readonly drawing?: DrawingParts
}

export interface DrawingParts {
  readonly kinds: Partial<Record<KindName, Kind>>
  readonly handFor: typeof handFor
}

/** Above this many shapes only what is selected or pointed out carries its name: names over names can be read by nobody. */
const NAMES_MAX = 40

const PICK_COLOR = '#d6336c'

export class PictureView {
  readonly board: Board
  readonly #options: SurfaceOptions
  readonly #labels: readonly LabelSpec[]
  #areas: readonly StageArea[] = []
  readonly #words: Words
  readonly #voice = announcer()
  readonly #stage: StageView
  readonly #camera: Camera
  readonly #hand: Hand | null
  readonly #list: ShapeList
  readonly #failure: HTMLElement
  readonly #root: HTMLElement
  readonly #cleanups: (() => void)[] = []
  #masks: MaskLayer | null = null
  #tiles: TileLayer | null = null
  #hovered: Point | null = null
  #ghosts: readonly Shape[] = []
  #looks: readonly ShapeLook[] = []
  #painted = -1
  #frame = 0

  constructor(el: HTMLElement, options: SurfaceOptions, { textsFor: texts, drawing: parts }: Parts) {
    this.#options = options
    this.#labels = options.labels ?? labelsOf(options.node, options.task)
    const roles = rolesOf(options.controls)
    this.#words = new Words(texts, options.locale, roles.makers.map((maker) => maker.kind), this.#labels, options.marks ?? {})
    this.#words.pins = numbersOfRegions(options.pins ?? [])
    this.#areas = this.#areasOf(options.pins)
    this.board = this.#newBoard(roles)
    if (parts) this.board.learn(parts.kinds)
    const keysId = domId('keys')
    this.#stage = this.#newStage(keysId)
    this.#camera = new Camera(() => this.board.size, () => this.#stage.stageSize, () => {
      this.#stage.moving()
      this.#invalidate()
    })
    const { text } = this.#words
    const host = { board: this.board, element: this.#stage.element, words: this.#words, camera: this.#camera, stage: this.#stage }
    const chords = options.chords ?? new HotkeyAllocator().allocate(this.#labels.map((label) => label.hotkey))
    this.#hand = parts && this.board.options.mode !== 'view' ? parts.handFor(host, chords) : null
    this.#list = new ShapeList(this.board, text, {
      describe: (shape, index) => this.#words.describe(shape, index),
      color: (shape) => this.#colorOf(shape),
      remove: () => this.#hand?.drawing.mending.remove(),
      chosen: (id, enter) => {
        this.#reveal(id)
        if (enter) this.focus()
      },
    })
    this.#failure = h('div', { class: 'pt-stage-failure', role: 'alert', hidden: true }, h('span', {}, text.imageFailed),
      button(text.retry, { class: 'pt-small' }, () => this.#load()))
    this.#stage.element.append(this.#failure)
    this.#root = this.#assemble(keysId)
    el.append(this.#root)
    this.#bindKeys(host)
    this.#bindPointer()
    this.#bindPicture()
    if (roles.makers.some(({ kind }) => kind === 'brush')) void this.#bindMasks()
    if (options.pyramid) void this.#bindTiles(options.pyramid)
    this.#invalidate()
  }

  focus(): void {
    this.#stage.element.focus({ preventScroll: true })
  }

  select(id: string | null): void {
    this.board.select(id, true)
    this.#reveal(id)
  }

  setPins(pins: readonly Pin[]): void {
    this.#words.pins = numbersOfRegions(pins)
    this.#areas = this.#areasOf(pins)
    this.board.invalidate()
  }

  reveal(place: Place): void {
    if (place.kind !== 'area' || !this.board.size) return
    const { x, y, width, height } = toPixels({ ...place }, this.board.size)
    this.#camera.reveal({ x: x + width / 2, y: y + height / 2 })
  }

  #areasOf(pins: readonly Pin[] | undefined): StageArea[] {
    return pinsOn(pins, 'area', nameOf(this.#options.object)).map(({ number, place }) => ({ area: place, name: this.#words.pinned(number) }))
  }

  hide(controls: ReadonlySet<string>): void {
    this.board.hide(controls)
  }

  setValue(value: SurfaceOptions['value']): void {
    this.#hand?.drawing.cancel()
    this.board.setValue(value)
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    for (const cleanup of this.#cleanups) cleanup()
    this.#root.remove()
  }

  #newBoard(roles: ReturnType<typeof rolesOf>): Board {
    const { value, newId, onStep, onChange, onSelectRegion, onPick, pickRegion, readonly, object } = this.#options
    const board: Board = new Board(value, {
      labels: this.#labels,
      roles,
      mode: pickRegion ? 'pick' : readonly ? 'view' : 'edit',
      toName: nameOf(object),
      newId: newId ?? newRegionId,
      invalidate: () => this.#invalidate(),
      notify: (notice) => this.#voice.say(this.#words.notice(notice, (shape) =>
        board.drawn().findIndex((region) => region.id === shape.region.id))),
      onStep, onChange, onPick,
      onSelect: onSelectRegion,
    })
    return board
  }

  #newStage(keysId: string): StageView {
    const stage = new StageView({
      role: 'application',
      'aria-roledescription': this.#words.text.stageRole,
      'aria-label': this.#words.text.stage(nameOf(this.#options.object)),
      'aria-describedby': keysId,
    })
    stage.element.classList.add(`pt-stage-${this.board.options.mode}`)
    return stage
  }

  #assemble(keysId: string): HTMLElement {
    const { value, ghosts, controls } = this.#options
    const { mode } = this.board.options
    const { text } = this.#words
    const withList = controls.length > 0 || value.length > 0 || Boolean(ghosts?.length)
    const bars = this.#hand?.bars ?? []
    const keys = this.#hand ? text.keys : text.keysView
    return h('div', { class: `pt-boxes pt-boxes-${mode}${withList ? '' : ' pt-boxes-plain'}` },
      mode === 'pick' && h('p', { class: 'pt-pick-hint' }, text.pickHint(value.length > 0)),
      bars.length > 0 && h('div', { class: 'pt-bars' }, ...bars),
      toolBar(text, this.#camera, this.#hand?.tools ?? []), this.#hand?.hint, this.#stage.element, withList && this.#list.element,
      h('p', { id: keysId, class: 'pt-sr' }, keys), this.#voice.element)
  }

  #bindKeys(host: KeyboardHost): void {
    // Without the page's registry the keys of the focused stage still work; they are no single-key shortcuts (WCAG 2.1.4).
    const own = this.#options.hotkeys ? null : new HotkeyRegistry({ enabled: false })
    const hotkeys = this.#options.hotkeys ?? own!
    const keys = [...viewingKeys(host), ...(this.#hand ? this.#hand.keys : panningKeys(host))]
    this.#cleanups.push(hotkeys.register(keys), () => own?.destroy())
  }

  #bindPointer(): void {
    this.#cleanups.push(bindPointer({
      board: this.board,
      drawing: () => this.#hand?.drawing ?? null,
      element: this.#stage.element,
      camera: this.#camera,
      magnify: (at) => this.#hand?.magnify(at),
      hover: (at) => {
        this.#hovered = at
        this.#invalidate()
      },
    }))
  }

  /** Masks are large, and few tasks have any. */
  async #bindMasks(): Promise<void> {
    const { brush, MaskLayer } = await import('./mask')
    this.#masks = new MaskLayer()
    this.#stage.image.after(this.#masks.element)
    this.board.learn({ brush })
  }

  async #bindTiles(pyramid: Pyramid): Promise<void> {
    const { TileLayer } = await import('./tiles')
    this.#tiles = new TileLayer(pyramid)
    this.#stage.image.after(this.#tiles.element)
    this.#hand?.layTiles(new TileLayer(pyramid))
    this.#invalidate()
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
    const { width, height } = this.#options.pyramid ?? { width: image.naturalWidth, height: image.naturalHeight }
    this.board.imageLoaded({ width, height })
    this.#camera.fit()
    const marked = this.board.drawn().find((region) => this.#words.pins.has(region.id))
    if (marked && this.board.options.mode !== 'pick') this.board.select(marked.id, true)
  }

  #reveal(id: string | null): void {
    const shape = this.board.shape(id)
    if (shape) this.#camera.reveal(shape.form.middle)
  }

  #invalidate(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint())
  }

  /** A picture that only moves leaves the panels beside it as they are. */
  #paint(): void {
    this.#frame = 0
    const { board } = this
    const full = board.version !== this.#painted
    this.#painted = board.version
    this.#hand?.paint(full)
    if (full || board.pulled) this.#look(full)
    this.#stage.element.classList.toggle('pt-drawing', this.#hand?.drawing.canDraw ?? false)
    if (board.size) this.#draw()
  }

  #look(full: boolean): void {
    const shapes = this.board.shapes()
    this.#looks = shapes.map((shape, index) => this.#lookOf(shape, index, shapes.length <= NAMES_MAX))
    if (full) this.#list.paint(shapes)
    if (this.#ghosts.length === 0 && this.board.size) this.#ghosts = this.board.ghostsOf(this.#options.ghosts ?? [])
  }

  #draw(): void {
    const { board } = this
    const { viewport } = this.#camera
    const size = board.size!
    const drawing = this.#hand?.drawing
    const isPick = board.options.mode === 'pick'
    const draft = drawing?.draftForm() ?? null
    const draftColor = isPick ? PICK_COLOR : colorOf(this.#labels, drawing?.label?.value, drawing?.maker?.color)
    const isFree = drawing && !drawing.draft && !drawing.isPainting
    this.#stage.draw({
      viewport, size, draft, draftColor,
      looks: this.#looks,
      ghosts: this.#ghosts,
      knobs: isFree ? drawing.mending.knobs(viewport.scale) : [],
      heldKnob: drawing?.mending.activeKnob()?.id ?? null,
      areas: this.#areas,
      crosshair: this.#crosshair(),
      corners: drawing?.draft && drawing.draft.via !== 'drag' ? drawing.draft.points : [],
      brush: drawing?.isPainting ? drawing.radius : null,
    })
    if (this.#tiles) {
      this.#stage.placeOver(this.#tiles.element, viewport, size)
      this.#tiles.paint(viewport, this.#stage.stageSize)
    }
    if (!this.#masks) return
    this.#stage.placeOver(this.#masks.element, viewport, size)
    const painted = this.#looks.map(({ shape, color, classes }) => ({ form: shape.form, color, strong: classes !== '' }))
    this.#masks.paint(draft?.mask ? [...painted, { form: draft, color: draftColor, strong: true }] : painted, size)
  }

  #crosshair(): Point | null {
    const { board } = this
    const drawing = this.#hand?.drawing
    if (!drawing) return null
    if (this.#hovered && drawing.canDraw) return toImage(this.#camera.viewport, this.#hovered)
    const isPointing = drawing.draft !== null || board.selectedId === null || drawing.isPainting
    return this.#stage.element.matches(':focus-visible') && isPointing ? drawing.crosshair : null
  }

  #colorOf(shape: Shape): string {
    const maker = this.board.options.roles.makers.find(({ fromName }) => fromName === shape.region.from_name)
    return colorOf(this.#labels, shape.labels[0], maker?.color)
  }

  #lookOf(shape: Shape, index: number, allNames: boolean): ShapeLook {
    const { id } = shape.region
    const selected = id === this.board.selectedId
    const marked = this.#words.pins.has(id)
    const mark = this.#options.marks?.[id]
    return {
      shape,
      color: this.#colorOf(shape),
      name: this.#words.name(shape, index),
      classes: [selected && 'pt-selected', marked && 'pt-highlight', mark && `pt-${mark}`].filter(Boolean).join(' '),
      showName: allNames || selected || marked || mark !== undefined,
    }
  }
}
