/** Controls that are pointed at as a whole: what says so, what differs in them from another answer, and the button to point. */
import { noteOfChange } from '../compare'
import type { Change } from '../compare/difference'
import { h } from '../dom'
import type { Strings } from '../strings'
import { numbersOfRegions } from '../pins'
import type { Pin, Region } from '../types'
import type { Control } from './config'
import type { InterfaceOptions } from './options'
import { pickButton, type Pane } from './pane'

export class Pointing {
  readonly #marks: { control: Control; element: HTMLElement }[] = []
  #numbers: ReadonlyMap<string, string>

  constructor(
    private readonly options: InterfaceOptions,
    private readonly text: Strings,
    private readonly changes: readonly Change[],
    private readonly answer: () => readonly Region[],
  ) {
    this.#numbers = numbersOfRegions(options.pins ?? [])
  }

  add(element: HTMLElement, control: Control, pane: Pane, title: string): void {
    const { pickRegion, compareSide, onPick } = this.options
    const note = compareSide && noteOfChange(this.changes, control, this.text)
    const mark = h('p', { class: 'pt-pointed' })
    element.prepend(mark, ...(note ? [note] : []))
    this.#marks.push({ control, element: mark })
    this.#dress(control, mark)
    if (!pickRegion) return
    element.append(pickButton(title, this.text, () => {
      const region = this.answer().find((candidate) => pane.owns(candidate))
      if (region) onPick?.({ kind: 'region', region_id: region.id })
    }))
  }

  setPins(pins: readonly Pin[]): void {
    this.#numbers = numbersOfRegions(pins)
    for (const { control, element } of this.#marks) this.#dress(control, element)
  }

  /** The answers about a region share its id; the mark is at the region. */
  #dress({ name, perRegion }: Control, mark: HTMLElement): void {
    const pinned = perRegion ? undefined : this.answer().find((region) => region.from_name === name && this.#numbers.has(region.id))
    mark.hidden = !pinned
    mark.textContent = pinned ? `${this.text.pointedAt} ${this.#numbers.get(pinned.id)}` : ''
  }
}
