/** The text on the page: cut into pieces so that each can be tapped and coloured, repainted block by block. */
import { h } from '../dom'
import type { SurfaceOptions } from '../surface'
import type { LabelSpec } from '../types'
import { colorOf } from './colors'
import type { Span, SpanEditor } from './editor'
import { overlaps, piecesOf, type Range } from './text'
import type { Words } from './words'

/** Where the blocks of a passage are shown: the whole, and an element for each block. */
export interface Page {
  readonly element: HTMLElement
  readonly places: readonly HTMLElement[]
}

/** What was pointed at: marks by their ids, and stretches of their own. */
export interface SpanPins {
  readonly regions: ReadonlyMap<string, string>
  readonly ranges: readonly { readonly number: number; readonly range: Range }[]
}

export interface PageLooks {
  readonly labels: readonly LabelSpec[]
  readonly words: Words
  readonly showNames: boolean
  /** A colour for all, instead of those of the labels. */
  readonly color: string | undefined
  readonly pins: () => SpanPins
  readonly marks: SurfaceOptions['marks']
  readonly ghosts: readonly Span[]
}

const pinNumber = (number: number | string): HTMLElement => h('span', { class: 'pt-pin', 'aria-hidden': 'true' }, String(number))

export class PageView {
  readonly #page: Page
  readonly #editor: SpanEditor
  readonly #looks: PageLooks
  readonly #painted: string[] = []

  constructor(page: Page, editor: SpanEditor, looks: PageLooks) {
    this.#page = page
    this.#editor = editor
    this.#looks = looks
  }

  paint(): void {
    const { passage } = this.#editor.options
    const spans = this.#editor.ordered.filter((span) => span.range !== null)
    passage.blocks.forEach((block, index) => {
      const here = spans.filter((span) => overlaps(span.range!, block))
      const signature = this.#signature(block, here)
      if (this.#painted[index] === signature) return
      this.#painted[index] = signature
      this.#page.places[index]?.replaceChildren(...this.#piecesOf(block, here))
    })
  }

  /** The unit at an element of the page. */
  unitAt(target: EventTarget | null): Range | null {
    const piece = target instanceof Element ? target.closest<HTMLElement>('[data-from]') : null
    if (!piece || !this.#page.element.contains(piece)) return null
    const at = Number(piece.dataset['from'])
    return this.#editor.units.find((unit) => unit.from <= at && at < unit.to) ?? null
  }

  reveal(range: Range | null): void {
    if (!range) return
    const pieces = [...this.#page.element.querySelectorAll<HTMLElement>('[data-from]')]
    pieces.find((piece) => Number(piece.dataset['to']) > range.from)?.scrollIntoView?.({ block: 'nearest' })
  }

  /** Everything that a block's looks depend on. */
  #signature(block: Range, spans: readonly Span[]): string {
    const { selection, caret, selectedId, letters } = this.#editor
    const near = (range: Range | null) => (range && overlaps(range, block) ? `${range.from}-${range.to}` : '')
    const { regions, ranges } = this.#looks.pins()
    return JSON.stringify([letters, ranges.filter(({ range }) => overlaps(range, block)), near(selection), near(caret), spans.map((span) =>
      [span.region.id, span.range, span.labels, span.region.id === selectedId, regions.get(span.region.id)])])
  }

  #piecesOf(block: Range, spans: readonly Span[]): HTMLElement[] {
    const { units, selection, caret } = this.#editor
    const ghosts = this.#looks.ghosts.filter((ghost) => ghost.range && overlaps(ghost.range, block))
    const cuts = [...units.filter((unit) => overlaps(unit, block)), ...spans.map((span) => span.range!), ...ghosts.map((ghost) => ghost.range!)]
    const pinned = this.#looks.pins().ranges.filter(({ range }) => overlaps(range, block))
    cuts.push(...pinned.map(({ range }) => range))
    if (selection) cuts.push(selection)
    return piecesOf(block, cuts).flatMap((range) => {
      const covers = spans.filter((span) => overlaps(span.range!, range))
      const classes = ['pt-piece']
      if (selection && overlaps(selection, range)) classes.push('pt-pending')
      if (caret && overlaps(caret, range)) classes.push('pt-caret')
      if (ghosts.some((ghost) => overlaps(ghost.range!, range))) classes.push('pt-ghost')
      const meant = pinned.filter((pin) => overlaps(pin.range, range))
      if (meant.length > 0) classes.push('pt-pinned')
      const piece = h('span', { 'data-from': range.from, 'data-to': range.to }, this.#editor.textOf(range))
      this.#dress(piece, covers, classes)
      piece.className = classes.join(' ')
      const numbers = meant.filter((pin) => pin.range.to === range.to).map(({ number }) => pinNumber(number))
      return [piece, ...this.#namesAfter(range, covers), ...numbers]
    })
  }

  /** Each mark tints the letters and underlines them, one line below the other, so that marks within marks are all seen. */
  #dress(piece: HTMLElement, covers: readonly Span[], classes: string[]): void {
    if (covers.length === 0) return
    const colors = covers.map((span) => this.#colorOf(span))
    classes.push('pt-covered')
    piece.style.setProperty('--cover', colors[0]!)
    piece.style.setProperty('--lines', colors.map((color, index) => `inset 0 -${3 + index * 4}px 0 ${color}`)
      .flatMap((line, index) => (index === 0 ? [line] : [`inset 0 -${index * 4}px 0 var(--pt-surface)`, line])).join(', '))
    for (const { region } of covers) {
      if (region.id === this.#editor.selectedId) classes.push('pt-selected')
      if (this.#looks.pins().regions.has(region.id)) classes.push('pt-highlight')
      const mark = this.#looks.marks?.[region.id]
      if (mark) classes.push(`pt-${mark}`)
    }
  }

  #namesAfter(range: Range, covers: readonly Span[]): HTMLElement[] {
    return covers.filter((span) => span.range!.to === range.to).flatMap((span) => {
      const number = this.#looks.pins().regions.get(span.region.id)
      const pin = number === undefined ? [] : [pinNumber(number)]
      if (!this.#looks.showNames) return pin
      const name = h('span', { class: 'pt-span-name', 'aria-hidden': 'true' }, this.#nameOf(span))
      name.style.setProperty('--cover', this.#colorOf(span))
      return [name, ...pin]
    })
  }

  #nameOf(span: Span): string {
    return span.labels.map((value) => this.#looks.labels.find((label) => label.value === value)?.title ?? value).join(', ') || this.#looks.words.unlabelled
  }

  #colorOf(span: Span): string {
    return this.#looks.color ?? colorOf(this.#looks.labels, span.labels[0])
  }
}
