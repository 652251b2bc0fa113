/** Changing relations. Pure: each gives the same list back when nothing changes. */
import { strings } from '../base'
import type { Control } from '../interface/config'
import { meaningOf, relationOf, rowOf, type Direction, type Relation } from '../relation'
import type { Region } from '../types'

const TURNS: Readonly<Record<Direction, Direction>> = { right: 'left', left: 'bi', bi: 'right' }

/** Null when the two are related in this way already, or are one. */
export function joined(rows: readonly Region[], from_id: string, to_id: string, labels: readonly string[]): readonly Region[] | null {
  const relation: Relation = { type: 'relation', from_id, to_id, direction: 'right', labels }
  if (from_id === to_id || isThere(rows, relation)) return null
  return [...rows, rowOf(relation)]
}

export function turned(rows: readonly Region[], row: Region): readonly Region[] {
  const relation = relationOf(row)
  if (!relation) return rows
  // A way that says what another row says already is passed over.
  let next: Relation = { ...relation, direction: TURNS[relation.direction ?? 'right'] }
  const others = rows.filter((other) => other !== row)
  while (isThere(others, next) && next.direction !== (relation.direction ?? 'right')) next = { ...next, direction: TURNS[next.direction!] }
  return meaningOf(next) === meaningOf(relation) ? rows : replaced(rows, row, next)
}

export function named(rows: readonly Region[], row: Region, value: string, multiple: boolean): readonly Region[] {
  const relation = relationOf(row)
  if (!relation) return rows
  const before = relation.labels ?? []
  const has = before.includes(value)
  const labels = has ? before.filter((label) => label !== value) : multiple ? [...before, value] : [value]
  const next = { ...relation, labels }
  return isThere(rows.filter((other) => other !== row), next) ? rows : replaced(rows, row, next)
}

function replaced(rows: readonly Region[], row: Region, relation: Relation): readonly Region[] {
  return rows.map((other) => (other === row ? rowOf(relation) : other))
}

function isThere(rows: readonly Region[], relation: Relation): boolean {
  return rows.some((row) => {
    const other = relationOf(row)
    return other !== null && meaningOf(other) === meaningOf(relation)
  })
}

/** A region in a few words: what it is called and what it quotes. */
export function nameOfRegion(region: Region | undefined, controls: readonly Control[], words: { unknown: string; noName: string }): string {
  if (!region) return words.unknown
  const control = controls.find((candidate) => candidate.name === region.from_name)
  const key = control?.tool.labelKey
  const titles = (key ? strings(region, key) : []).map((value) => control!.labels.find((label) => label.value === value)?.title ?? value)
  const label = titles.join(', ') || words.noName
  const text = region.value?.['text']
  return typeof text === 'string' && text !== '' ? `${text.length > 24 ? `${text.slice(0, 24)}…` : text} (${label})` : label
}
