/** What changed between two answers, by the server's rules (`Assignment.inspect.changes`). Pure. */
import { strings } from '../base'
import { messageOf } from '../chat/model'
import type { Control } from '../interface/config'
import { endsOf, meaningOf, relationOf } from '../relation'
import { textsOf } from '../text-area/model'
import type { Region } from '../types'

export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly from_name: string
  readonly region_id: string
  readonly before: Region | null
  readonly after: Region | null
}

export function differenceOf(controls: readonly Control[], before: readonly Region[], after: readonly Region[]): Change[] {
  const byName = new Map(controls.map((control) => [control.name, control]))
  const partners = pair(byName, before, after)
  const moved = movedRegions(byName, before, after, partners)
  const taken = new Set(partners.values())
  const present = after.flatMap((region): Change[] => {
    const old = partners.get(region) ?? null
    const kind = !old ? 'added' : meaning(old) !== meaning(region) ? 'changed' : moved.has(region) ? 'moved' : null
    return kind ? [{ kind, from_name: region.from_name, region_id: region.id, before: old, after: region }] : []
  })
  const gone = before.filter((region) => !taken.has(region))
  return [...present, ...gone.map((region): Change =>
    ({ kind: 'removed', from_name: region.from_name, region_id: region.id, before: region, after: null }))]
}

type ByName = ReadonlyMap<string, Control>

/** Same region first, same meaning second, so that an untouched region never loses its partner. */
function pair(byName: ByName, before: readonly Region[], after: readonly Region[]): Map<Region, Region> {
  const partners = new Map<Region, Region>()
  const free = new Set(before)
  const sameRegion = (a: Region, b: Region) => relationOf(a) || relationOf(b) ? sameEnds(a, b) : a.from_name === b.from_name && (isPerTask(byName.get(b.from_name)) || a.id === b.id)
  for (const same of [sameRegion, sameMeaning]) {
    for (const region of after) {
      if (partners.has(region)) continue
      const partner = before.find((candidate) => free.has(candidate) && same(candidate, region))
      if (!partner) continue
      partners.set(region, partner)
      free.delete(partner)
    }
  }
  return partners
}

/** Relations have no id: they are the same when they join the same regions. */
function sameEnds(a: Region, b: Region): boolean {
  const [before, after] = [relationOf(a), relationOf(b)]
  return before !== null && after !== null && endsOf(before) === endsOf(after)
}

const sameMeaning = (a: Region, b: Region) => a.from_name === b.from_name && meaning(a) === meaning(b)

function isPerTask(control: Control | undefined): boolean {
  return control !== undefined && !control.perRegion && !control.draws
}

function movedRegions(byName: ByName, before: readonly Region[], after: readonly Region[], partners: ReadonlyMap<Region, Region>): Set<Region> {
  const moved = new Set<Region>()
  for (const control of byName.values()) {
    if (control.kind !== 'chatmessage') continue
    const kept = after.filter((region) => region.from_name === control.name && partners.has(region))
    const places = kept.map((region) => before.indexOf(partners.get(region)!))
    const sorted = places.toSorted((a, b) => a - b)
    kept.forEach((region, index) => {
      if (places[index] !== sorted[index]) moved.add(region)
    })
  }
  return moved
}

/** What two regions that mean the same have in common. */
function meaning(region: Region): string {
  switch (region.type) {
    case 'choices': return JSON.stringify(strings(region, 'choices').toSorted())
    case 'textarea': return JSON.stringify(textsOf([region]).map((text) => text.normalize('NFC')))
    case 'chatmessage': {
      const { role, content, tags } = messageOf(region)
      return JSON.stringify([role, content.normalize('NFC'), tags.toSorted()])
    }
    case 'rectanglelabels': {
      // A hundred-thousandth of a percent is far below a pixel, and above the noise of arithmetic.
      const place = ['x', 'y', 'width', 'height', 'rotation'].map((key) => Math.round(Number(region.value[key] ?? 0) * 1e5))
      return JSON.stringify([strings(region, 'rectanglelabels').toSorted(), place])
    }
    case 'relation': return meaningOf(relationOf(region)!)
    default: return JSON.stringify(region.value)
  }
}
