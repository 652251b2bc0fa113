/** One answer out of the values of many controls. Pure. */
import { withoutLooseEnds } from '../relation'
import type { Region } from '../types'
import type { Control } from './config'

/**
 * The answer with the regions of one owner replaced. They stay together where the first of them stood, in their own order
 * (which for a conversation is the conversation); everything else keeps its place and identity.
 */
export function withOwn(regions: readonly Region[], isOwn: (region: Region) => boolean, own: readonly Region[]): readonly Region[] {
  const first = regions.findIndex(isOwn)
  if (first < 0) return own.length === 0 ? regions : [...regions, ...own]
  const others = regions.filter((region) => !isOwn(region))
  const before = regions.slice(0, first).filter((region) => !isOwn(region)).length
  return [...others.slice(0, before), ...own, ...others.slice(before)]
}

/** Without answers about regions that are gone, and relations to them. */
export function withoutOrphans(controls: readonly Control[], regions: readonly Region[]): readonly Region[] {
  const byName = new Map(controls.map((control) => [control.name, control]))
  const joined = withoutLooseEnds(regions, (region) => byName.get(region.from_name)?.draws ?? false)
  return controls.some((control) => control.perRegion) ? withoutOrphanAnswers(byName, joined) : joined
}

function withoutOrphanAnswers(byName: ReadonlyMap<string, Control>, regions: readonly Region[]): readonly Region[] {
  const drawn = new Set(regions.filter((region) => {
    return byName.get(region.from_name)?.draws
  }).map((region) => region.id))
  const kept = regions.filter((region) => !byName.get(region.from_name)?.perRegion || drawn.has(region.id))
  return kept.length === regions.length ? regions : kept
}

/** The same regions in the same order, object by object. */
export function isSame(a: readonly Region[], b: readonly Region[]): boolean {
  return a.length === b.length && a.every((region, index) => region === b[index])
}
