/** Which parts of an interface a person sees, given the answer; the same rules as on the server. Pure. */
import { strings } from '../base'
import { messageOf } from '../chat/model'
import type { Region } from '../types'
import { withoutLooseEnds } from '../relation'
import type { Condition, Control } from './config'

export interface Situation {
  readonly controls: readonly Control[]
  readonly regions: readonly Region[]
}

/** `about`: the region a control is about or that is selected; null for none, undefined for any. */
export function holds(condition: Condition, { controls, regions }: Situation, about: string | null | undefined): boolean {
  switch (condition.when) {
    case 'choice-selected': return isChosen(condition, controls, regions, about)
    case 'choice-unselected': return !isChosen(condition, controls, regions, about)
    case 'no-region-selected': return about === null || about === undefined
    case 'region-selected': return regions.some((region) =>
      (about === undefined || region.id === about) && isMeant(condition, controls, region))
  }
}

function isChosen(condition: Condition, controls: readonly Control[], regions: readonly Region[], about: string | null | undefined): boolean {
  return regions.some((region) => {
    const control = controls.find((candidate) => candidate.name === region.from_name)
    if (control?.kind !== 'choices') return false
    if (condition.name !== undefined && condition.name !== control.name) return false
    if (control.perRegion && typeof about === 'string' && region.id !== about) return false
    return strings(region, 'choices').some((choice) => isNamed(control, choice, condition.choices))
  })
}

function isMeant(condition: Condition, controls: readonly Control[], region: Region): boolean {
  const control = controls.find((candidate) => candidate.name === region.from_name)
  // Labels beside a shape speak for the shape.
  const labelKey = control?.tool.labelKey
  if (!control || (!control.draws && labelKey === undefined)) return false
  const named = condition.name === undefined || condition.name === region.from_name || condition.name === region.to_name
  const labelled = condition.labels.length === 0 ||
    strings(region, labelKey ?? '').some((label) => isNamed(control, label, condition.labels))
  const spoken = condition.roles.length === 0 || condition.roles.includes(messageOf(region).role)
  return named && labelled && spoken
}

/** A condition may name an option by value or by alias; no values: any. */
function isNamed(control: Control, result: string, values: readonly string[]): boolean {
  const title = control.labels.find((label) => label.value === result)?.title
  return values.length === 0 || values.includes(result) || (title !== undefined && values.includes(title))
}

/** Whether the control counts for the answer; a `perRegion` one for the region `about`. */
export function isShown(control: Control, situation: Situation, about?: string): boolean {
  return control.conditions.every((condition) => holds(condition, situation, about))
}

/** The regions of controls that the answer itself does not hide. Hiding one may hide another, so it goes on until nothing changes. */
export function liveRegions(controls: readonly Control[], regions: readonly Region[]): readonly Region[] {
  const live = regions.filter((region) => {
    const control = controls.find((candidate) => candidate.name === region.from_name)
    return !control || isShown(control, { controls, regions }, control.perRegion ? region.id : undefined)
  })
  if (live.length < regions.length) return liveRegions(controls, live)
  return withoutLooseEnds(regions, (region) => controls.some((control) => control.draws && control.name === region.from_name))
}
