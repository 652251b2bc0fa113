/** Controls that are pointed at as a whole: what says so, what differs in them from another answer, and the button to point. */
import { noteOfChange } from '../compare'
import type { Change } from '../compare/difference'
import { h } from '../dom'
import type { Strings } from '../strings'
import type { Region } from '../types'
import type { Control } from './config'
import type { InterfaceOptions } from './options'
import { pickButton, type Pane } from './pane'

export class Pointing {
  readonly #marks: { control: Control; element: HTMLElement }[] = []

  constructor(
    private readonly options: InterfaceOptions,
    private readonly text: Strings,
    private readonly changes: readonly Change[],
    private readonly answer: () => readonly Region[],
  ) {}

  add(element: HTMLElement, control: Control, pane: Pane, title: string): void {
    const { pickRegion, highlights, compareSide, onPick } = this.options
    const note = compareSide && noteOfChange(this.changes, control, this.text)
    const mark = h('p', { class: 'pt-pointed', hidden: !this.#isMeant(control, highlights ?? []) }, this.text.pointedAt)
    element.prepend(mark, ...(note ? [note] : []))
    this.#marks.push({ control, element: mark })
    if (!pickRegion) return
    element.append(pickButton(title, this.text, () => {
      const region = this.answer().find((candidate) => pane.owns(candidate))
      if (region) onPick?.({ region_id: region.id })
    }))
  }

  show(id: string | null): void {
    for (const { control, element } of this.#marks) element.hidden = !this.#isMeant(control, id === null ? [] : [id])
  }

  #isMeant({ name, perRegion }: Control, ids: readonly string[]): boolean {
    // The answers about a region share its id; the mark is at the region.
    return !perRegion && this.answer().some((region) => region.from_name === name && ids.includes(region.id))
  }
}
