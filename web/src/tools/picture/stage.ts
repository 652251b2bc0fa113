/** The picture and what is drawn over it. Shapes live in image pixels inside one transformed group, so zooming repaints none of them. */
import { h, setAttributes, svg } from '../dom'
import type { PercentArea } from '../types'
import type { Area, Form, Knob } from './form'
import { toPixels, type Point, type Size } from './geometry'
import type { Shape } from './model'
import { toStage, type Viewport } from './viewport'

export interface ShapeLook {
  readonly shape: Shape
  readonly color: string
  readonly name: string
  /** Classes, space separated; part of what decides whether a repaint is needed. */
  readonly classes: string
  readonly showName: boolean
}

interface Drawn {
  readonly look: ShapeLook
  readonly group: SVGGElement
  readonly lines: readonly SVGPathElement[]
  readonly name: HTMLElement
}

/** A place that was pointed at, and what hangs on it. */
export interface StageArea {
  readonly area: PercentArea
  readonly name: string
}

export interface StageFrame {
  readonly viewport: Viewport
  readonly size: Size
  readonly looks: readonly ShapeLook[]
  readonly ghosts: readonly Shape[]
  readonly knobs: readonly Knob[]
  /** The knob that the keyboard holds. */
  readonly heldKnob: string | null
  readonly draft: Form | null
  readonly draftColor: string
  readonly areas: readonly StageArea[]
  readonly crosshair: Point | null
  /** Points that are set of a shape on its way. */
  readonly corners: readonly Point[]
  /** Radius of the brush under the pointer, in image pixels. */
  readonly brush: number | null
}

/** How long after its last step a picture counts as at rest, in milliseconds. */
const REST = 200

export class StageView {
  readonly element: HTMLElement
  readonly image: HTMLImageElement
  readonly #world = svg('g', { class: 'pt-world' })
  readonly #ghosts = svg('g')
  readonly #shapes = svg('g')
  readonly #draft = outline('pt-shape pt-draft')
  readonly #areas = svg('g')
  readonly #handles = svg('g', { class: 'pt-handles' })
  readonly #crosshair = svg('g', { class: 'pt-crosshair' }, svg('line'), svg('line'))
  readonly #corners = svg('g')
  readonly #brush = svg('circle', { class: 'pt-brush' })
  readonly #names = h('div', { class: 'pt-names', 'aria-hidden': 'true' })
  readonly #drawn = new Map<string, Drawn>()
  #areaNames: readonly HTMLElement[] = []
  #areasDrawn: readonly StageArea[] = []
  #ghostsDrawn: readonly Shape[] = []
  #rest = 0

  constructor(attributes: Record<string, string>) {
    this.image = h('img', { class: 'pt-picture', alt: '', draggable: 'false', decoding: 'async' })
    this.#world.append(this.#ghosts, this.#shapes, this.#areas, this.#draft.group)
    const overlay = svg('svg', { class: 'pt-overlay', 'aria-hidden': 'true' }, this.#world, this.#crosshair, this.#brush, this.#corners, this.#handles)
    this.element = h('div', { class: 'pt-stage', tabindex: 0, ...attributes }, this.image)
    this.element.append(overlay, this.#names)
  }

  get stageSize(): Size {
    return { width: this.element.clientWidth || 1, height: this.element.clientHeight || 1 }
  }

  /** While it moves, the picture is a layer of its own that is only shifted and scaled; at rest it is drawn anew, sharp. */
  moving(): void {
    this.element.classList.add('pt-moving')
    clearTimeout(this.#rest)
    this.#rest = window.setTimeout(() => this.element.classList.remove('pt-moving'), REST)
  }

  draw(frame: StageFrame): void {
    const { viewport, size } = frame
    this.placeOver(this.image, viewport, size)
    this.image.classList.toggle('pt-pixelated', viewport.scale > 4)
    setAttributes(this.#world, { transform: `translate(${viewport.x} ${viewport.y}) scale(${viewport.scale})` })
    this.#drawGhosts(frame.ghosts)
    this.#drawShapes(frame.looks)
    this.#placeNames(viewport)
    place(this.#draft, frame.draft?.path ?? null)
    this.#draft.group.style.setProperty('--shape', frame.draftColor)
    this.#placeAreas(frame)
    this.#placeHandles(frame, viewport)
    this.#placeCrosshair(frame, viewport)
    circles(this.#corners, frame.corners.map((corner, index) => ({ at: toStage(viewport, corner), looks: index === 0 ? 'pt-corner' : 'pt-corner pt-corner-next' })))
  }

  /** Laid where the picture lies, by nothing but a transform. */
  placeOver(element: HTMLElement, viewport: Viewport, size: Size): void {
    if (element.style.width !== `${size.width}px`) {
      element.style.width = `${size.width}px`
      element.style.height = `${size.height}px`
    }
    element.style.transform = `translate(${viewport.x}px, ${viewport.y}px) scale(${viewport.scale})`
  }

  #drawGhosts(ghosts: readonly Shape[]): void {
    if (ghosts === this.#ghostsDrawn) return
    this.#ghostsDrawn = ghosts
    this.#ghosts.replaceChildren(...ghosts.map((ghost) => {
      const drawn = outline(`pt-shape pt-ghost${dot(ghost.form)}`)
      place(drawn, ghost.form.path)
      return drawn.group
    }))
  }

  #drawShapes(looks: readonly ShapeLook[]): void {
    const gone = new Set(this.#drawn.keys())
    for (const look of looks) {
      const { id } = look.shape.region
      gone.delete(id)
      const before = this.#drawn.get(id)
      if (before && sameLook(before.look, look)) continue
      const drawn = before ?? this.#newShape(look)
      this.#drawn.set(id, { ...drawn, look })
      place(drawn, look.shape.form.path)
      setAttributes(drawn.group, { class: `pt-shape${dot(look.shape.form)} ${look.classes}` })
      drawn.group.style.setProperty('--shape', look.color)
      drawn.name.textContent = look.name
      drawn.name.className = `pt-name ${look.classes}`
      drawn.name.style.setProperty('--shape', look.color)
      drawn.name.hidden = !look.showName
    }
    for (const id of gone) {
      const drawn = this.#drawn.get(id)!
      drawn.group.remove()
      drawn.name.remove()
      this.#drawn.delete(id)
    }
  }

  #newShape(look: ShapeLook): Drawn {
    const drawn = { ...outline(''), name: h('span', { class: 'pt-name' }), look }
    this.#shapes.append(drawn.group)
    this.#names.append(drawn.name)
    return drawn
  }

  /** A name hangs on its box and stays on the stage while any of the box is seen. */
  #placeNames(viewport: Viewport): void {
    const stage = this.stageSize
    for (const { look, name } of this.#drawn.values()) {
      if (!look.showName) continue
      const { bounds } = look.shape.form
      const at = toStage(viewport, bounds)
      const seen = at.x < stage.width && at.y < stage.height &&
        at.x + bounds.width * viewport.scale >= 0 && at.y + bounds.height * viewport.scale >= 0
      name.classList.toggle('pt-out', !seen)
      // The selected shape's name clears its handles.
      hang(name, at, look.classes.includes('pt-selected') ? 34 : 24, stage.width)
    }
  }

  #placeAreas({ areas, size, viewport }: StageFrame): void {
    const boxes = areas.map(({ area }) => toPixels({ ...area }, size))
    if (areas !== this.#areasDrawn) {
      this.#areasDrawn = areas
      this.#areas.replaceChildren(...boxes.map((box) => {
        const drawn = outline('pt-shape pt-area')
        place(drawn, rectangle(box))
        return drawn.group
      }))
      for (const name of this.#areaNames) name.remove()
      this.#areaNames = areas.map(({ name }) => h('span', { class: 'pt-name pt-highlight' }, name))
      this.#names.append(...this.#areaNames)
    }
    boxes.forEach((box, index) => hang(this.#areaNames[index]!, toStage(viewport, box), 24, this.stageSize.width))
  }

  #placeHandles({ knobs, heldKnob }: StageFrame, viewport: Viewport): void {
    circles(this.#handles, knobs.map(({ id, at, looks }) =>
      ({ at: toStage(viewport, at), looks: `pt-handle pt-handle-${looks}${id === heldKnob ? ' pt-handle-held' : ''}` })))
  }

  #placeCrosshair({ crosshair: point, brush }: StageFrame, viewport: Viewport): void {
    this.#crosshair.style.display = point && brush === null ? '' : 'none'
    this.#brush.style.display = point && brush !== null ? '' : 'none'
    if (!point) return
    const at = toStage(viewport, point)
    const [across, down] = this.#crosshair.children
    setAttributes(this.#brush, { cx: at.x, cy: at.y, r: (brush ?? 0) * viewport.scale })
    setAttributes(across!, { x1: 0, x2: 99999, y1: at.y, y2: at.y })
    setAttributes(down!, { y1: 0, y2: 99999, x1: at.x, x2: at.x })
  }
}

/** As many circles as there are places, reused. */
function circles(group: SVGGElement, places: readonly { at: Point; looks: string }[]): void {
  while (group.childElementCount > places.length) group.lastElementChild!.remove()
  while (group.childElementCount < places.length) group.append(svg('circle', { r: 7 }))
  places.forEach(({ at, looks }, index) => setAttributes(group.children[index]!, { cx: at.x, cy: at.y, class: looks }))
}

/** A per cent of `translate` is of the name's own width, so that no name has to be measured to keep it inside. */
function hang(name: HTMLElement, at: Point, above: number, stageWidth: number): void {
  name.style.transform = `translate(clamp(0px, ${at.x - 1}px, calc(${stageWidth}px - 100%)), ${Math.max(at.y - above, 0)}px)`
}

/** A shape without extent is a dot that keeps its size. */
const dot = ({ bounds, mask }: Form) => (bounds.width === 0 && bounds.height === 0 && !mask ? ' pt-dot' : '')

function outline(classes: string) {
  const lines = [svg('path', { class: 'pt-halo' }), svg('path', { class: 'pt-line' })]
  return { group: svg('g', { class: classes }, ...lines), lines }
}

const rectangle = ({ x, y, width, height }: Area) => `M${x} ${y}h${width}v${height}h${-width}Z`

function place(drawn: { group: SVGGElement; lines: readonly SVGPathElement[] }, path: string | null): void {
  drawn.group.style.display = path ? '' : 'none'
  if (path) for (const line of drawn.lines) setAttributes(line, { d: path })
}

function sameLook(a: ShapeLook, b: ShapeLook): boolean {
  return a.shape === b.shape && a.color === b.color && a.name === b.name && a.classes === b.classes && a.showName === b.showName
}
