/** Items in columns, and what moving one makes of them. Pure. */
import { changed, makeRegion } from '../base'
import { asText, attribute, flag, nameOf, resolve } from '../node'
import type { ConfigNode, Region, TaskData } from '../types'

export interface Item {
  readonly id: string
  readonly title: string
  readonly body: string
}

export interface Column {
  readonly name: string
  readonly title: string
  readonly ids: readonly string[]
}

/** The column of what is in no bucket, as Label Studio calls it. */
export const LEFT_OVER = '_'

/** The items of a `List`; what has no id is left out, as the server refuses such tasks. */
export function itemsOf(list: ConfigNode, data: TaskData): Item[] {
  const value = resolve(attribute(list, 'value'), data)
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown): Item[] => {
    if (item === null || typeof item !== 'object') return []
    const { id, title, body, html } = item as Record<string, unknown>
    if (id === undefined) return []
    // `html` is shown as the text it is.
    return [{ id: asText(id), title: asText(title) || (body === undefined && html === undefined ? asText(id) : ''), body: asText(body ?? html) }]
  })
}

/** The columns on the screen: the one list, or what is left over and the buckets. */
export function columnsOf(ranker: ConfigNode, list: ConfigNode, items: readonly Item[], region: Region | undefined): Column[] {
  const stored = (region?.value['ranker'] ?? {}) as Readonly<Record<string, unknown>>
  const idsIn = (name: string): string[] => (Array.isArray(stored[name]) ? (stored[name] as unknown[]).filter((id): id is string => typeof id === 'string') : [])
  const buckets = ranker.children.filter((child) => child.tag === 'Bucket')
  const listTitle = attribute(list, 'title') ?? ''
  if (buckets.length === 0) {
    const order = idsIn(nameOf(ranker))
    const rest = items.map((item) => item.id).filter((id) => !order.includes(id))
    return [{ name: nameOf(ranker), title: listTitle, ids: [...order, ...rest] }]
  }
  const starts = buckets.find((bucket) => flag(bucket, 'default'))
  const placed = new Set(buckets.flatMap((bucket) => idsIn(nameOf(bucket))))
  const left = idsIn(LEFT_OVER)
  const rest = [...left, ...items.map((item) => item.id).filter((id) => !left.includes(id))].filter((id) => !placed.has(id))
  const columns = buckets.map((bucket): Column => {
    const own = idsIn(nameOf(bucket))
    return { name: nameOf(bucket), title: attribute(bucket, 'title') ?? nameOf(bucket), ids: bucket === starts ? [...own, ...rest] : own }
  })
  return starts ? columns : [{ name: LEFT_OVER, title: listTitle, ids: rest }, ...columns]
}

/** Up or down within its column. */
export function shifted(columns: readonly Column[], id: string, by: 1 | -1): readonly Column[] {
  return columns.map((column) => {
    const at = column.ids.indexOf(id)
    const to = at + by
    if (at < 0 || to < 0 || to >= column.ids.length) return column
    const ids = column.ids.toSpliced(at, 1).toSpliced(to, 0, id)
    return { ...column, ids }
  })
}

/** To the end of another column. */
export function moved(columns: readonly Column[], id: string, name: string): readonly Column[] {
  return columns.map((column) => {
    const without = column.ids.filter((candidate) => candidate !== id)
    if (column.name === name) return column.ids.includes(id) ? column : { ...column, ids: [...without, id] }
    return without.length === column.ids.length ? column : { ...column, ids: without }
  })
}

export function regionOf(ranker: ConfigNode, columns: readonly Column[], region: Region | undefined, newId: () => string): Region {
  const value = { ...region?.value, ranker: Object.fromEntries(columns.map((column) => [column.name, [...column.ids]])) }
  return region ? changed(region, value) : makeRegion(ranker, newId(), 'ranker', value)
}
