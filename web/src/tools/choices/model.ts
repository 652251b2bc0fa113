/** The state of a `Choices` control: which values are picked. Pure. */
import { changed, makeRegion, sameList, strings } from '../base'
import { attribute, flag } from '../node'
import type { ConfigNode, LabelSpec, Region, TaskData } from '../types'

export const TYPE = 'choices'

export function isMultiple(node: ConfigNode): boolean {
  return attribute(node, 'choice')?.toLowerCase() === 'multiple'
}

/** Picked values after `value` was pressed. Pressing the picked one of a single choice takes it back only when `canClear`. */
export function press(picked: readonly string[], value: string, multiple: boolean, canClear = false): readonly string[] {
  const has = picked.includes(value)
  if (multiple) return has ? picked.filter((item) => item !== value) : [...picked, value]
  if (has) return canClear ? [] : picked
  return [value]
}

/** In the order of the config, so that the same answer is the same text whoever gave it; unknown values stay, last. */
export function inConfigOrder(picked: readonly string[], labels: readonly LabelSpec[]): string[] {
  const order = new Map(labels.map((label, index) => [label.value, index]))
  return picked.toSorted((a, b) => (order.get(a) ?? labels.length) - (order.get(b) ?? labels.length))
}

export function pickedOf(regions: readonly Region[]): string[] {
  return regions.flatMap((region) => strings(region, 'choices'))
}

/** The picks as regions: none when nothing is picked, the same object when nothing changed. */
export function regionsOf(node: ConfigNode, picked: readonly string[], before: readonly Region[], newId: () => string): Region[] {
  if (sameList(pickedOf(before), picked)) return [...before]
  if (picked.length === 0) return []
  const value = { choices: [...picked] }
  const [first] = before
  return [first ? changed(first, { ...first.value, ...value }) : makeRegion(node, newId(), TYPE, value)]
}

/** What is picked before anybody touched it: `selected="true"` in the config. */
export function preselected(labels: readonly LabelSpec[], multiple: boolean): string[] {
  const values = labels.filter((label) => label.selected).map((label) => label.value)
  return multiple ? values : values.slice(0, 1)
}

/** The choices in the order of the screen. */
export function shownOrder(node: ConfigNode, labels: readonly LabelSpec[], task: TaskData): readonly LabelSpec[] {
  return flag(node, 'randomize') ? shuffled(labels, JSON.stringify(task)) : labels
}

/** `randomize`: an order that differs from task to task but never within one, so that a reload moves nothing under the finger. */
export function shuffled<T>(items: readonly T[], seed: string): T[] {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ character.codePointAt(0)!, 16777619)
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + last
    const other = (state >>> 0) % (last + 1)
    ;[result[last], result[other]] = [result[other]!, result[last]!]
  }
  return result
}
