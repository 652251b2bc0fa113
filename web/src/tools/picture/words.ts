/** Every word of the picture tool, and shapes in words: for names on the picture, the list, and the live region. Pure. */
import { asText } from '../node'
import type { LabelSpec, Locale } from '../types'
import type { Mark } from '../surface'
import type { Notice } from './board'
import type { KindName } from './form'
import type { Shape } from './model'
import type { textsFor, Texts } from './texts'

export type { Texts } from './texts'

export class Words {
  readonly text: Texts
  readonly #titles: ReadonlyMap<string, string>
  readonly #marks: Readonly<Record<string, Mark>>
  /** Region → the numbers of its pins. */
  pins: ReadonlyMap<string, string> = new Map()

  constructor(texts: typeof textsFor, locale: Locale, kinds: readonly KindName[], labels: readonly LabelSpec[], marks: Readonly<Record<string, Mark>>) {
    const only = kinds.length > 0 && kinds.every((kind) => kind === kinds[0]) ? kinds[0] : undefined
    this.text = texts(locale, kinds.length === 0 ? 'rectangle' : only)
    this.#titles = new Map(labels.map((label) => [label.value, label.title]))
    this.#marks = marks
  }

  kind(kind: KindName): string {
    return this.text.kinds[kind]
  }

  /** `2 Cat`, as it hangs on the shape. */
  name(shape: Shape, index: number): string {
    return `${index + 1} ${this.#title(shape)}${this.#note(shape.region.id)}`
  }

  /** With place and size, as it stands in the list. */
  describe(shape: Shape, index: number): string {
    const { bounds, count = 0 } = shape.form
    const where = [bounds.x, bounds.y, bounds.width, bounds.height].map(Math.round) as [number, number, number, number]
    const title = `${index + 1}. ${this.#title(shape)}`
    return `${title} (${this.text.place[shape.kind](where, count)})${this.#note(shape.region.id)}`
  }

  notice(notice: Notice, indexOf: (shape: Shape) => number): string {
    const { text } = this
    switch (notice.kind) {
      case 'added': case 'selected': case 'changed': case 'relabelled': return text[notice.kind](this.describe(notice.shape, indexOf(notice.shape)))
      case 'label': return text.labelChosen(notice.label.title)
      case 'label_used_up': return text.labelUsedUp(notice.label.title)
      case 'point': return text.point(notice.number, notice.count)
      default: return text[notice.kind]
    }
  }

  pinned(number: number | string): string {
    return `${this.text.pointedAt} ${number}`
  }

  #title(shape: Shape): string {
    return shape.labels.map((label) => this.#titles.get(label) ?? asText(label)).join(', ') || this.kind(shape.kind)
  }

  #note(id: string): string {
    const mark = this.#marks[id]
    return (mark ? ` · ${this.text.marks[mark]}` : '') + (this.pins.has(id) ? ` · ${this.pinned(this.pins.get(id)!)}` : '')
  }
}
