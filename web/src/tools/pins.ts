/** Where somebody remarked on something: numbers on the answer and on what it is an answer to. Pure. */
import type { Pin, Place } from './types'

/** Region → the numbers of its pins, as they are shown. */
export function numbersOfRegions(pins: readonly Pin[]): ReadonlyMap<string, string> {
  const numbers = new Map<string, string>()
  for (const { number, place } of pins) {
    if (place.kind !== 'region') continue
    const before = numbers.get(place.region_id)
    numbers.set(place.region_id, before ? `${before}, ${number}` : String(number))
  }
  return numbers
}

type PinOf<Kind extends Place['kind']> = Pin & { readonly place: Extract<Place, { kind: Kind }> }

/** Those on the object itself. Pins of an old answer do not say on which of several pictures they are. */
export function pinsOn<Kind extends 'area' | 'text' | 'time'>(pins: readonly Pin[] | undefined, kind: Kind, object: string): PinOf<Kind>[] {
  return (pins ?? []).filter((pin): pin is PinOf<Kind> => pin.place.kind === kind && 'object' in pin.place && (pin.place.object === object || pin.place.object === ''))
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && Object.entries(a).every(([key, value]) => (b as unknown as Record<string, unknown>)[key] === value)
}
