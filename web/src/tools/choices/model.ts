/** The state of a `Choices` control: which values are picked. Pure. */
import { changed, makeRegion, sameList, strings } from '../base'
import { attribute } from '../node'
import type { ConfigNode, LabelSpec, Region } from '../types'

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
