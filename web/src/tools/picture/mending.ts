/** Changing the shape that is selected: pulling, moving, turning, its corners one by one. */
import type { Region } from '../types'
import type { Board } from './board'
import type { Form } from './form'
import { afterRemoval, removed, withForm } from './model'

export class Mending {
  /** What of the selected shape the keyboard moves; null for all of it. */
  #knob: string | null = null
  #knobOf: string | null = null
  readonly board: Board

  constructor(board: Board) {
    this.board = board
  }

  pull(id: string, form: Form): void {
    this.board.pulled = { id, form }
    this.board.options.invalidate()
  }

  letGo(): void {
    const { board } = this
    const { pulled } = board
    board.pulled = null
    if (!pulled) return
    if (pulled.form.isBigEnough) this.change(pulled.id, pulled.form)
    else this.remove(pulled.id)
    board.invalidate()
  }

  /** `held`: the key repeats, and the whole walk is one step to undo. */
  change(id: string, form: Form, held = false): void {
    const { board } = this
    const shape = board.shape(id)
    if (!shape || !board.size || !board.canEdit) return
    const next = withForm(board.regions, id, shape.form, form, board.size, board.options.roles)
    if (next === board.regions) return
    board.store.commit(next, held)
    board.notifyShape('changed', id)
  }

  nudge(dx: number, dy: number, resize: boolean, held: boolean): void {
    const { selected, size } = this.board
    if (!selected || !size) return
    const { form, region: { id } } = selected
    const knob = this.activeKnob()
    if (knob?.looks === 'turn') return this.turn(dx + dy, held)
    if (knob) return this.change(id, form.pulled(knob.id, { x: knob.at.x + dx, y: knob.at.y + dy }, size), held)
    this.change(id, resize ? form.grown(dx, dy, size) : form.moved(dx, dy, size), held)
  }

  turn(degrees: number, held = false): void {
    const { selected, size } = this.board
    const turned = size && selected && this.canTurn(selected.region) ? selected.form.turned?.(degrees, size) : undefined
    if (selected && turned) this.change(selected.region.id, turned, held)
  }

  canTurn(region: Region): boolean {
    return this.board.options.roles.makers.find(({ fromName }) => fromName === region.from_name)?.canRotate ?? false
  }

  /** The knobs of the selected shape that a hand may pull now. */
  knobs(scale: number) {
    const { selected, canEdit } = this.board
    if (!selected || !canEdit) return []
    return selected.form.knobs(scale).filter(({ looks }) => looks !== 'turn' || this.canTurn(selected.region))
  }

  activeKnob() {
    if (this.#knobOf !== this.board.selectedId) this.#knob = null
    return this.#knob === null ? null : (this.knobs(1).find(({ id }) => id === this.#knob) ?? null)
  }

  holdKnob(id: string | null): void {
    this.#knob = id
    this.#knobOf = this.board.selectedId
    this.board.invalidate()
  }

  /** A middle that is tapped becomes a corner; a corner is held, so that keys move it or take it out. */
  tapKnob(id: string): void {
    const { selected, size } = this.board
    const between = this.knobs(Infinity).find((knob) => knob.id === id && knob.looks === 'between')
    if (!between || !selected || !size) return this.holdKnob(id)
    this.change(selected.region.id, selected.form.pulled(id, between.at, size))
    this.holdKnob(`p${Number(id.slice(1)) + 1}`)
  }

  cycleKnob(step: 1 | -1): void {
    const knobs = this.knobs(1).filter(({ looks }) => looks !== 'between')
    if (knobs.length === 0) return
    const at = knobs.findIndex(({ id }) => id === this.activeKnob()?.id)
    const next = at < 0 ? (step === 1 ? 0 : knobs.length - 1) : (at + step + knobs.length) % knobs.length
    this.holdKnob(knobs[next]!.id)
    this.board.options.notify({ kind: 'point', number: next + 1, count: knobs.length })
  }

  /** A new corner half way to the next one. */
  insertPoint(): void {
    const between = `b${Number(this.activeKnob()?.id.slice(1) ?? 0)}`
    if (this.knobs(Infinity).some(({ id }) => id === between)) this.tapKnob(between)
  }

  /** A corner that is held, else the whole shape. */
  removeHeld(): void {
    const { selected } = this.board
    const knob = this.activeKnob()
    const rest = selected && knob ? selected.form.without?.(knob.id) : null
    if (!selected || !rest) return this.remove()
    this.change(selected.region.id, rest)
    this.holdKnob(null)
    this.board.options.notify({ kind: 'point_removed' })
  }

  remove(id = this.board.selectedId): void {
    const { board } = this
    if (!id || !board.canEdit) return
    const next = afterRemoval(board.drawn(), id)
    const wasSelected = id === board.selectedId
    board.store.commit(removed(board.regions, id))
    board.options.notify({ kind: 'removed' })
    if (wasSelected) board.select(next, true)
  }
}
