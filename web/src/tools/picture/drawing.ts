/** What a hand is doing with the shapes right now: drawing one, pulling one, painting one. Knows no DOM; fetched only where one may draw. */
import type { LabelSpec, Region } from '../types'
import type { Board } from './board'
import { distanceOf, hit, type Form, type Kind, type Stroke } from './form'
import { toPercent, type Point } from './geometry'
import { added, mayUse, relabelled, type Maker } from './model'
import { Mending } from './mending'

export type Via = 'drag' | 'tap' | 'key'

export interface Draft {
  /** The points that are set; `current` is on its way. */
  readonly points: readonly Point[]
  readonly current: Point
  readonly via: Via
}

interface Painting {
  readonly stroke: Stroke
  /** The mask it goes on with; null for a new one. */
  readonly id: string | null
  readonly via: Via
}

/** A closed line needs this many points. */
const CLOSED_MIN = 3
/** Width of a new brush, as part of the width of the picture. */
const BRUSH = 0.015

export class Drawing {
  tool: 'draw' | 'select' = 'draw'
  /** Sticky: the label and the kind of the next shape too. */
  label: LabelSpec | null
  maker: Maker | null
  draft: Draft | null = null
  painting: Painting | null = null
  /** Where the keyboard points, in image pixels. */
  crosshair: Point | null = null
  lastVia: Via = 'drag'
  isErasing = false
  readonly board: Board
  readonly mending: Mending
  #radius: number | null = null

  constructor(board: Board) {
    this.board = board
    this.mending = new Mending(board)
    const { labels } = board.options
    this.label = labels.find((label) => label.selected) ?? labels[0] ?? null
    this.maker = this.#makerFor(this.label)
  }

  /** An inspector points with a box, whatever the worker drew. */
  get kind(): Kind | undefined {
    const { kinds, options } = this.board
    return options.mode === 'pick' ? kinds.rectangle : this.maker ? kinds[this.maker.kind] : undefined
  }

  get canDraw(): boolean {
    const { options, size, hidden } = this.board
    if (!size || this.tool !== 'draw' || !this.kind) return false
    return options.mode === 'pick' || (options.mode === 'edit' && this.maker !== null && !hidden.has(this.maker.fromName) && this.#isNamed())
  }

  #isNamed(): boolean {
    const { options, hidden } = this.board
    return options.labels.length === 0 || (this.label !== null && !hidden.has(this.label.fromName))
  }

  get isPainting(): boolean {
    return this.kind?.stroke !== undefined && this.board.options.mode === 'edit' && this.tool === 'draw'
  }

  get radius(): number {
    return this.#radius ?? Math.max(((this.board.size?.width ?? 1) * BRUSH) / 2, 1)
  }

  resizeBrush(factor: number): void {
    this.#radius = Math.min(Math.max(this.radius * factor, 0.5), (this.board.size?.width ?? 1) / 4)
    this.board.invalidate()
  }

  erase(on: boolean): void {
    this.isErasing = on
    this.board.invalidate()
  }

  draftForm(): Form | null {
    const { draft, kind } = this
    const { size } = this.board
    if (this.painting && this.painting.id === null) return this.painting.stroke.form()
    return draft && kind && size ? kind.draft([...draft.points, draft.current], size) : null
  }

  /** After the answer has hidden or shown controls. */
  settle(): void {
    const { hidden } = this.board
    if (this.label && hidden.has(this.label.fromName)) this.label = null
    this.label ??= this.board.shownLabels()[0] ?? null
    if (!this.maker || hidden.has(this.maker.fromName) || !this.#fits(this.label, this.maker)) this.maker = this.#makerFor(this.label)
  }

  setTool(tool: 'draw' | 'select'): void {
    this.tool = tool
    this.cancel()
    this.board.invalidate()
  }

  setLabel(label: LabelSpec): void {
    const { board } = this
    const { notify, roles } = board.options
    if (board.hidden.has(label.fromName)) return
    const { selected } = board
    const next = !this.draft && selected && board.canEdit ? relabelled(board.regions, selected.region.id, label, roles) : board.regions
    if (selected && next !== board.regions) {
      if (!mayUse(board.regions, label)) return notify({ kind: 'label_used_up', label })
      board.store.commit(next)
      board.notifyShape('relabelled', selected.region.id)
    } else notify({ kind: 'label', label })
    this.label = label
    if (!this.maker || !this.#fits(label, this.maker)) {
      this.cancel()
      // Another kind of shape is for another one, so that the next tap begins it.
      if (next === board.regions) board.select(null)
      this.maker = this.#makerFor(label)
    }
    board.invalidate()
  }

  /** For shapes without labels of their own. */
  setMaker(maker: Maker): void {
    this.cancel()
    this.board.select(null)
    this.maker = maker
    if (!this.#fits(this.label, maker)) this.label = this.board.shownLabels().find((label) => this.#fits(label, maker)) ?? null
    this.tool = 'draw'
    this.board.invalidate()
  }

  begin(anchor: Point, via: Via): boolean {
    const { board, kind } = this
    if (!this.canDraw || !kind || !this.#mayBegin()) return false
    board.select(null)
    const isFirst = kind.points === 2 || (via !== 'drag' && kind.points > 2)
    this.draft = { points: isFirst ? [anchor] : [], current: anchor, via }
    if (via !== 'drag' && kind.points !== 1) board.options.notify({ kind: kind.points === 2 ? 'corner' : 'next_point' })
    board.invalidate()
    return true
  }

  #mayBegin(): boolean {
    const { board, label } = this
    if (board.options.mode !== 'edit' || board.options.labels.length === 0) return true
    if (!label) board.options.notify({ kind: 'no_label' })
    else if (mayUse(board.regions, label)) return true
    else board.options.notify({ kind: 'label_used_up', label })
    return false
  }

  stretch(current: Point): void {
    if (!this.draft) return
    this.draft = { ...this.draft, current }
    this.board.options.invalidate()
  }

  /** The next point: a tap, an Enter, a finger lifted. `reach`: how near the first point closes the line, in image pixels. */
  put(point: Point, via: Via, reach: number): void {
    const { kind } = this
    if (kind?.stroke) return this.#dab(point, via)
    if (!this.draft) {
      if (this.begin(point, via) && kind?.points === 1) this.finish()
      return
    }
    if (!kind) return
    this.stretch(point)
    if (kind.points <= 2 || this.#closes(point, reach)) return this.finish()
    this.draft = { points: [...this.draft.points, point], current: point, via }
    this.board.options.notify({ kind: 'next_point' })
    this.board.invalidate()
  }

  #closes(point: Point, reach: number): boolean {
    const points = this.draft?.points ?? []
    const [first, last] = [points[0], points.at(-1)]
    return points.length >= CLOSED_MIN && first !== undefined && last !== undefined && (distanceOf(first, point) <= reach || distanceOf(last, point) < 1)
  }

  /** Whether the line may be closed now. */
  get canClose(): boolean {
    return this.draft !== null && (this.kind?.points ?? 0) > 2 && this.draft.points.length >= CLOSED_MIN
  }

  /** Too small is a slip, except by keyboard or taps, where the draft stays for another try. */
  finish(): void {
    const { board, draft, kind } = this
    const { size, options } = board
    if (!draft || !size || !kind) return
    const form = kind.draft(kind.points > 2 ? draft.points : [...draft.points, draft.current], size)
    if (!form.isBigEnough) {
      if (draft.via === 'drag') this.draft = null
      options.notify({ kind: 'too_small' })
      return board.invalidate()
    }
    this.draft = null
    this.lastVia = draft.via
    if (options.mode === 'pick') this.#pickArea(form)
    else this.#add(form)
    board.invalidate()
  }

  /** Takes the last point of an open line back. */
  takeBack(): boolean {
    const { draft } = this
    if (!draft || (this.kind?.points ?? 0) <= 2 || draft.points.length < 2) return false
    this.draft = { ...draft, points: draft.points.slice(0, -1) }
    this.board.options.notify({ kind: 'point_removed' })
    this.board.invalidate()
    return true
  }

  /** Ends whatever is half done; true when something was. */
  cancel(): boolean {
    const { board } = this
    const busy = this.draft !== null || board.pulled !== null || this.painting !== null
    if (this.draft && this.draft.via !== 'drag') board.options.notify({ kind: 'cancelled' })
    this.draft = null
    this.painting = null
    board.pulled = null
    if (busy) board.invalidate()
    return busy
  }

  paintFrom(point: Point, via: Via): void {
    const { board, kind, maker } = this
    if (!this.canDraw || !board.size || !kind?.stroke || !maker) return
    const mask = this.#maskAt(point, maker)
    if (!mask && (this.isErasing || !this.#mayBegin())) return
    if (!mask) board.select(null)
    else if (mask.region.id !== board.selectedId) board.select(mask.region.id)
    this.painting = { stroke: kind.stroke(mask?.form ?? null, board.size), id: mask?.region.id ?? null, via }
    if (via === 'key') board.options.notify({ kind: 'painting' })
    this.paintTo(point)
  }

  paintTo(point: Point): void {
    const { board, painting } = this
    if (!painting) return
    painting.stroke.to(point, this.radius, this.isErasing)
    if (painting.id) board.pulled = { id: painting.id, form: painting.stroke.form() }
    board.options.invalidate()
  }

  paintEnd(): void {
    const { painting } = this
    this.painting = null
    if (!painting) return
    this.lastVia = painting.via
    if (painting.id) return this.mending.letGo()
    const form = painting.stroke.form()
    if (form.isBigEnough) this.#add(form)
    this.board.invalidate()
  }

  #dab(point: Point, via: Via): void {
    if (this.painting) return this.paintEnd()
    this.paintFrom(point, via)
    if (via !== 'key') this.paintEnd()
  }

  #maskAt(point: Point, maker: Maker) {
    const isOwn = (region: Region) => region.from_name === maker.fromName
    const { selected } = this.board
    if (selected && isOwn(selected.region)) return selected
    return this.isErasing ? hit(this.board.shapes().filter((shape) => isOwn(shape.region)), point, 0) : null
  }

  #pickArea(form: Form): void {
    const { board } = this
    const { x, y, width, height } = toPercent({ ...form.bounds, rotation: 0 }, board.size!)
    board.select(null)
    board.options.notify({ kind: 'picked' })
    board.options.onPick?.({ kind: 'area', object: board.options.toName, x, y, width, height })
  }

  #add(form: Form): void {
    const { board, maker, label } = this
    const { size, options } = board
    if (!maker || !size) return
    const id = options.newId()
    const namer = options.roles.namers.find(({ fromName }) => fromName === label?.fromName)
    board.store.commit(added(board.regions, { id, maker, label, namer, toName: options.toName, form, size }))
    board.select(id, true)
    board.notifyShape('added', id)
  }

  #fits(label: LabelSpec | null, maker: Maker): boolean {
    if (!label) return !maker.isLabelled
    return maker.isLabelled ? label.fromName === maker.fromName : this.board.options.roles.namers.some(({ fromName }) => fromName === label.fromName)
  }

  #makerFor(label: LabelSpec | null): Maker | null {
    const makers = this.board.options.roles.makers.filter(({ fromName }) => !this.board.hidden.has(fromName))
    return makers.find((maker) => this.#fits(label, maker)) ?? null
  }
}
