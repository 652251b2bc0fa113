/** Relations between drawn regions: rows that name their two ends and neither control nor id. Pure. */
import { attribute } from './node'
import type { ConfigNode, LabelSpec, Region } from './types'

export type Direction = 'right' | 'left' | 'bi'

export interface Relation {
  readonly type: 'relation'
  readonly from_id: string
  readonly to_id: string
  readonly direction?: Direction
  readonly labels?: readonly string[]
}

/** The relation that a row of an answer is; null for the rows of controls. */
export function relationOf(region: Region): Relation | null {
  const row = region as unknown as Partial<Relation>
  return row.type === 'relation' && typeof row.from_id === 'string' && typeof row.to_id === 'string' ? (row as Relation) : null
}

/** As the row of an answer: an answer holds rows of both kinds. */
export function rowOf(relation: Relation): Region {
  return relation as unknown as Region
}

/** Without the relations that have lost an end; the same list when none has. */
export function withoutLooseEnds(regions: readonly Region[], isDrawn: (region: Region) => boolean): readonly Region[] {
  if (!regions.some((region) => relationOf(region))) return regions
  const drawn = new Set(regions.filter(isDrawn).map((region) => region.id))
  const kept = regions.filter((region) => {
    const relation = relationOf(region)
    return !relation || (drawn.has(relation.from_id) && drawn.has(relation.to_id))
  })
  return kept.length === regions.length ? regions : kept
}

/** Which two regions it joins, whichever way it points. */
export function endsOf({ from_id, to_id }: Relation): string {
  return JSON.stringify([from_id, to_id].toSorted())
}

/** What it says, with the ends as they are called here. */
export function meaningOf(relation: Relation): string {
  const { from_id, to_id, direction = 'right', labels = [] } = relation
  const ends = direction === 'left' ? [to_id, from_id] : [from_id, to_id]
  return JSON.stringify([direction === 'bi' ? ends.toSorted() : ends, direction === 'bi', labels.toSorted()])
}

/** The `Relation` tags of a `Relations`. */
export function relationsOf(node: ConfigNode): LabelSpec[] {
  return node.children.filter((child) => child.tag === 'Relation').map((child) => {
    const title = attribute(child, 'value') ?? ''
    const hotkey = attribute(child, 'hotkey')
    const hint = attribute(child, 'hint')
    return { value: attribute(child, 'alias') ?? title, title, fromName: '', ...(hotkey ? { hotkey } : {}), ...(hint ? { hint } : {}) }
  })
}
