/** Shapes and what happens to them, in words: for names on the picture, the list, and the live region. Pure. */
import { asText } from '../node'
import type { Strings } from '../strings'
import type { LabelSpec } from '../types'
import type { Notice } from './editor'
import type { Shape } from './model'
import type { Mark } from '../surface'

export class Words {
  readonly #text: Strings
  readonly #titles: ReadonlyMap<string, string>
  readonly #marks: Readonly<Record<string, Mark>>
  readonly #highlights: ReadonlySet<string>

  constructor(text: Strings, labels: readonly LabelSpec[], marks: Readonly<Record<string, Mark>>, highlights: ReadonlySet<string>) {
    this.#text = text
    this.#titles = new Map(labels.map((label) => [label.value, label.title]))
    this.#marks = marks
    this.#highlights = highlights
  }

  /** `2 Cat`, as it hangs on the box. */
  name(shape: Shape, index: number): string {
    return `${index + 1} ${this.#title(shape)}${this.#note(shape.region.id)}`
  }

  /** With place and size, as it stands in the list. */
  describe(shape: Shape, index: number): string {
    const { x, y, width, height } = shape.box
    const where = [x, y, width, height].map(Math.round) as [number, number, number, number]
    return this.#text.boxes.shape(index + 1, this.#title(shape), ...where) + this.#note(shape.region.id)
  }

  notice(notice: Notice, indexOf: (shape: Shape) => number): string {
    const { boxes, picked } = this.#text
    if ('shape' in notice) return boxes[notice.kind](this.describe(notice.shape, indexOf(notice.shape)))
    switch (notice.kind) {
      case 'label': return boxes.labelChosen(notice.label.title)
      case 'label_used_up': return boxes.labelUsedUp(notice.label.title)
      case 'removed': return boxes.removed
      case 'cancelled': return boxes.cancelled
      case 'too_small': return boxes.tooSmall
      case 'no_label': return boxes.noLabel
      case 'corner': return boxes.cornerHint
      case 'picked': return picked
    }
  }

  #title(shape: Shape): string {
    return shape.labels.map((label) => this.#titles.get(label) ?? asText(label)).join(', ') || this.#text.boxes.unlabelled
  }

  #note(id: string): string {
    const mark = this.#marks[id]
    return (mark ? ` · ${this.#text.compare[mark]}` : '') + (this.#highlights.has(id) ? ` · ${this.#text.pointedAt}` : '')
  }
}
