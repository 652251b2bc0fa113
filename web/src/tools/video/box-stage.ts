/** The boxes over the video: drawn, moved and resized at the frame that is seen, which makes it a key frame. */
import { changed } from '../base'
import { button, domId, h, setAttributes } from '../dom'
import type { Hotkey } from '../hotkeys'
import { nameOf } from '../node'
import { colorOf } from '../spans/colors'
import type { StretchEditor } from '../stretches/editor'
import { isInUse } from '../stretches/keyboard'
import type { Stretch } from '../stretches/model'
import { keyed } from '../stretches/panel'
import type { SurfaceOptions } from '../surface'
import type { Region } from '../types'
import { between, BOXES, isBigEnough, keysOf, MIDDLE, moved, placeAt, resized, toggled, withKey, withoutKey, type Corner, type Place } from './boxes'
import type { Frames } from './frames'
import type { Words } from './words'

export interface BoxStageHost {
  readonly options: SurfaceOptions
  readonly words: Words
  frames(): Frames
  frame(): number
  editor(): StretchEditor
  goTo(frame: number): void
  pause(): unknown
}

type Point = { readonly x: number; readonly y: number }

const CORNERS: readonly Corner[] = [[-1, -1], [0, -1], [1, -1], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0]]
const ARROWS: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }
const REACH = { mouse: 9, touch: 22 }
const DRAG_LEAST = 4

export class BoxStage {
  readonly #host: BoxStageHost
  readonly #element: HTMLElement
  readonly #layer = h('div', { 'aria-hidden': 'true' })
  readonly #hint: HTMLElement
  readonly #bar: HTMLElement
  readonly #draw: HTMLButtonElement
  readonly #key: HTMLButtonElement
  readonly #end: HTMLButtonElement
  #drawing = false
  #anchor: Point | null = null
  #draft: Place | null = null

  constructor(video: HTMLVideoElement, host: BoxStageHost) {
    this.#host = host
    const { words, options } = host
    const keysId = domId('keys')
    this.#element = h('div', { class: 'pt-video-stage', tabindex: 0, role: 'application', 'aria-roledescription': words.stageRole, 'aria-label': words.stage(nameOf(options.object)), 'aria-describedby': keysId })
    video.replaceWith(this.#element)
    this.#element.append(video, this.#layer)
    this.#hint = h('p', { class: 'pt-empty', hidden: true })
    this.#draw = keyed(words.draw, ['video.draw', 'KeyB'], 'pt-small', () => this.#setDrawing(!this.#drawing))
    this.#key = keyed(words.keepKey, ['video.key', 'KeyN'], 'pt-small', () => this.#toggleKey())
    this.#end = keyed(words.hide, ['video.end', 'KeyH'], 'pt-small', () => this.#change((value, frame) => toggled(value, frame, host.frames())))
    this.#bar = h('div', { class: 'pt-tools pt-stretch-tools', role: 'toolbar', 'aria-label': words.tools }, this.#draw,
      button(words.newBox, { class: 'pt-small' }, () => this.#addInMiddle()), this.#key, this.#end,
      keyed(words.previousKey, ['video.previous_key', 'Shift+BracketLeft'], 'pt-small', () => this.#goToKey(-1)), keyed(words.nextKey, ['video.next_key', 'Shift+BracketRight'], 'pt-small', () => this.#goToKey(1)))
    this.#element.after(this.#hint)
    const fixed = options.readonly || options.pickRegion
    this.#element.parentElement?.append(...(fixed ? [] : [this.#bar]), h('p', { id: keysId, class: 'pt-sr' }, words.keys))
    this.#bindPointer()
  }

  shaped(aspect: number): void {
    this.#element.style.setProperty('--aspect', String(aspect))
  }

  destroy(): void {
    this.#layer.remove()
  }

  keys(): Hotkey[] {
    const { words } = this.#host
    const editor = () => this.#host.editor()
    const editing = { group: words.group, when: () => isInUse(this.#element) && editor().canEdit }
    const here = { ...editing, scope: this.#element, when: () => editor().canEdit }
    const arrows = Object.entries(ARROWS).flatMap(([code, [dx, dy]]): Hotkey[] => ['', 'Shift+'].flatMap((far): Hotkey[] => {
      const by = far ? 5 : 0.5
      return [
        { ...here, id: `video.move.${far}${code}`, chord: `${far}${code}`, label: words.move, repeat: true, run: (event) => this.#shift((place) => moved(place, dx * by, dy * by), event.repeat) },
        { ...here, id: `video.grow.${far}${code}`, chord: `Alt+${far}${code}`, label: words.grow, repeat: true, run: (event) => this.#shift((place) => resized(place, [1, 1], dx * by, dy * by), event.repeat) },
      ]
    }))
    return [
      ...arrows,
      { ...here, id: 'video.new_box', chord: 'Enter', label: words.newBox, run: () => this.#addInMiddle() },
      { ...editing, id: 'video.draw', chord: 'KeyB', label: words.draw, run: () => this.#setDrawing(!this.#drawing) },
      { ...editing, id: 'video.key', chord: 'KeyN', label: words.keepKey, run: () => this.#toggleKey() },
      { ...editing, id: 'video.end', chord: 'KeyH', label: words.hide, run: () => this.#change((value, frame) => toggled(value, frame, this.#host.frames())) },
      { ...editing, id: 'video.previous_key', chord: 'Shift+BracketLeft', label: words.previousKey, run: () => this.#goToKey(-1) },
      { ...editing, id: 'video.next_key', chord: 'Shift+BracketRight', label: words.nextKey, run: () => this.#goToKey(1) },
    ]
  }

  paint(): void {
    const { options, words } = this.#host
    const editor = this.#host.editor()
    const frame = this.#host.frame()
    const { selectedId, stretches } = editor
    const boxes = stretches.map((stretch, index) => ({ stretch, index })).filter(({ stretch }) => stretch.kind.type === BOXES)
    const drawn = boxes.flatMap(({ stretch, index }) => this.#boxAt(stretch, index, frame))
    const ghosts = (options.ghosts ?? []).flatMap((region) => this.#placed(placeAt(keysOf(region.value), frame), 'pt-ghost', '#fff', ''))
    const draft = this.#placed(this.#draft, 'pt-selected', colorOf(editor.host.labels, editor.label?.value), '')
    this.#layer.replaceChildren(...ghosts, ...drawn, ...draft)
    const box = boxes.find(({ stretch }) => stretch.region.id === selectedId)?.stretch
    const keys = box ? keysOf(box.region.value) : []
    const key = keys.find((candidate) => candidate.frame === frame)
    for (const element of [this.#key, this.#end]) element.disabled = !box || !placeAt(keys, frame)
    this.#key.firstElementChild!.textContent = key && keys.length > 1 ? words.dropKey : words.keepKey
    this.#end.firstElementChild!.textContent = key?.enabled === false ? words.show : words.hide
    setAttributes(this.#draw, { 'aria-pressed': String(this.#drawing) })
    this.#element.classList.toggle('pt-drawing', this.#drawing)
    this.#hint.hidden = !this.#drawing
    this.#hint.textContent = this.#anchor ? words.cornerHint : words.drawHint
  }

  #boxAt(stretch: Stretch, index: number, frame: number): HTMLElement[] {
    const { options } = this.#host
    const { labels } = this.#host.editor().host
    const { id, value } = stretch.region
    const title = stretch.labels.map((label) => labels.find((spec) => spec.value === label)?.title ?? label).join(', ')
    const classes = [id === this.#host.editor().selectedId && 'pt-selected', options.highlights?.includes(id) && 'pt-highlight'].filter(Boolean).join(' ')
    return this.#placed(placeAt(keysOf(value), frame), classes, colorOf(labels, stretch.labels[0]), `${index + 1} ${title}`)
  }

  #placed(place: (Place & { readonly rotation?: number }) | null, classes: string, color: string, name: string): HTMLElement[] {
    if (!place) return []
    const element = h('div', { class: `pt-video-box ${classes}${place.y < 12 ? ' pt-inside' : ''}` }, name ? h('span', {}, name) : null)
    for (const [across, down] of name ? CORNERS : []) {
      const grip = h('i')
      grip.style.left = `${(across + 1) * 50}%`
      grip.style.top = `${(down + 1) * 50}%`
      element.append(grip)
    }
    Object.assign(element.style, { left: `${place.x}%`, top: `${place.y}%`, width: `${place.width}%`, height: `${place.height}%`, rotate: `${place.rotation ?? 0}deg` })
    element.style.setProperty('--shape', color)
    return [element]
  }

  /** The value of the selected box at the frame seen, changed; nothing where there is no box. */
  #change(change: (value: Region['value'], frame: number) => Region['value'], joined = false): void {
    const editor = this.#host.editor()
    const { selected } = editor
    if (!selected || selected.kind.type !== BOXES || !editor.canEdit) return
    const value = change(selected.region.value, this.#host.frame())
    if (value === selected.region.value) return
    editor.store.commit(editor.store.value.map((region) => (region === selected.region ? changed(region, value) : region)), joined)
  }

  #shift(change: (place: Place) => Place, joined: boolean): void {
    this.#host.pause()
    this.#change((value, frame) => {
      const keys = keysOf(value)
      const place = placeAt(keys, frame) ?? keys.findLast((key) => key.frame <= frame) ?? keys[0]
      return place ? withKey(value, frame, change(place), this.#host.frames()) : value
    }, joined)
  }

  #toggleKey(): void {
    this.#change((value, frame) => {
      const keys = keysOf(value)
      const place = placeAt(keys, frame)
      if (keys.some((key) => key.frame === frame)) return withoutKey(value, frame, this.#host.frames())
      return place ? withKey(value, frame, place, this.#host.frames()) : value
    })
  }

  #goToKey(step: 1 | -1): void {
    const { selected } = this.#host.editor()
    const frame = this.#host.frame()
    const others = selected ? keysOf(selected.region.value).map((key) => key.frame).filter((at) => (step > 0 ? at > frame : at < frame)) : []
    const next = step > 0 ? others[0] : others.at(-1)
    if (next !== undefined) this.#host.goTo(next)
  }

  #addInMiddle(): void {
    this.#add(MIDDLE)
  }

  #add(place: Place): void {
    const editor = this.#host.editor()
    const frames = this.#host.frames()
    const frame = this.#host.frame()
    this.#host.pause()
    // Boxes carry the labels of boxes, whatever was marked on the timeline before.
    if (editor.kindOf(editor.label)?.type !== BOXES) editor.label = editor.host.labels.find((label) => editor.kindOf(label)?.type === BOXES) ?? null
    editor.add({ start: frame - 1, end: frames.count }, withKey({}, frame, place, frames))
    this.#setDrawing(false)
  }

  #setDrawing(on: boolean): void {
    this.#drawing = on && this.#host.editor().canEdit
    this.#anchor = null
    this.#draft = null
    if (this.#drawing) {
      this.#host.pause()
      this.#host.editor().select(null, true)
    }
    this.paint()
  }

  #pointOf(event: PointerEvent): Point {
    const frame = this.#element.getBoundingClientRect()
    return { x: ((event.clientX - frame.left) / frame.width) * 100, y: ((event.clientY - frame.top) / frame.height) * 100 }
  }

  #cornerAt(at: Point, reach: number): Corner | null {
    const place = this.#selectedPlace()
    if (!place || !this.#host.editor().canEdit) return null
    const { clientWidth, clientHeight } = this.#element
    const distance = ([across, down]: Corner) => Math.hypot(
      ((place.x + ((across + 1) / 2) * place.width - at.x) / 100) * clientWidth, ((place.y + ((down + 1) / 2) * place.height - at.y) / 100) * clientHeight)
    const nearest = CORNERS.toSorted((a, b) => distance(a) - distance(b))[0]!
    return distance(nearest) <= reach ? nearest : null
  }

  #selectedPlace(): Place | null {
    const { selected } = this.#host.editor()
    return selected?.kind.type === BOXES ? placeAt(keysOf(selected.region.value), this.#host.frame()) : null
  }

  /** The smallest box under the point. */
  #boxUnder(at: Point): string | null {
    const frame = this.#host.frame()
    const under = this.#host.editor().stretches.flatMap((stretch) => {
      const place = stretch.kind.type === BOXES ? placeAt(keysOf(stretch.region.value), frame) : null
      const inside = place && at.x >= place.x && at.x <= place.x + place.width && at.y >= place.y && at.y <= place.y + place.height
      return place && inside ? [{ id: stretch.region.id, size: place.width * place.height }] : []
    })
    return under.toSorted((a, b) => a.size - b.size)[0]?.id ?? null
  }

  #bindPointer(): void {
    this.#element.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || !event.isPrimary) return
      const down = this.#pointOf(event)
      const corner = this.#drawing ? null : this.#cornerAt(down, event.pointerType === 'touch' ? REACH.touch : REACH.mouse)
      const id = this.#drawing || corner ? null : this.#boxUnder(down)
      const start = this.#selectedPlace()
      const holds = corner !== null || (id !== null && id === this.#host.editor().selectedId)
      if (!this.#drawing && !holds) return void (event.pointerType === 'mouse' ? this.#host.editor().choose(id) : this.#tapChoose(id))
      event.preventDefault()
      this.#element.focus({ preventScroll: true })
      this.#element.setPointerCapture?.(event.pointerId)
      this.#follow(event, (at, first) => {
        if (this.#drawing) this.#draft = between(this.#anchor ?? down, at)
        else if (start) {
          const [dx, dy] = [at.x - down.x, at.y - down.y]
          this.#shift(() => (corner ? resized(start, corner, dx, dy) : moved(start, dx, dy)), !first)
        }
        this.paint()
      }, (moved) => this.#drawing && this.#drawn(down, moved))
    })
  }

  #tapChoose(id: string | null): void {
    this.#host.editor().choose(id)
  }

  /** A drag is a box; of two taps the second ends it. */
  #drawn(down: Point, dragged: boolean): void {
    const place = dragged ? this.#draft : this.#anchor && between(this.#anchor, down)
    if (place && isBigEnough(place)) return this.#add(place)
    this.#draft = null
    this.#anchor = this.#anchor ? null : down
    this.paint()
  }

  #follow(begun: PointerEvent, move: (at: Point, first: boolean) => void, done: (moved: boolean) => void): void {
    const gesture = new AbortController()
    const { signal } = gesture
    let hasMoved = false
    this.#element.addEventListener('pointermove', (event) => {
      if (!hasMoved && Math.hypot(event.clientX - begun.clientX, event.clientY - begun.clientY) < DRAG_LEAST) return
      move(this.#pointOf(event), !hasMoved)
      hasMoved = true
    }, { signal })
    for (const type of ['pointerup', 'pointercancel'] as const) this.#element.addEventListener(type, () => {
      gesture.abort()
      done(hasMoved && type === 'pointerup')
    }, { signal })
  }
}
