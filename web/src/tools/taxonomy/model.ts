/** The tree of a `Taxonomy` and the paths chosen in it. Pure. */
import { asText, attribute, interpolate, resolve } from '../node'
import type { ConfigNode, Region, TaskData } from '../types'

export interface Branch {
  readonly value: string
  readonly title: string
  readonly hint: string | undefined
  readonly path: readonly string[]
  readonly children: readonly Branch[]
}

export function treeOf(node: ConfigNode, data: TaskData): Branch[] {
  const dynamic = resolve(attribute(node, 'value'), data)
  return [...written(node, data, []), ...(Array.isArray(dynamic) ? given(dynamic, []) : [])]
}

function written(node: ConfigNode, data: TaskData, above: readonly string[]): Branch[] {
  return node.children.filter((child) => child.tag === 'Choice').map((child) => {
    const title = interpolate(attribute(child, 'value') ?? '', data)
    const value = attribute(child, 'alias') ?? title
    const path = [...above, value]
    return { value, title, path, hint: attribute(child, 'hint'), children: written(child, data, path) }
  })
}

function given(items: readonly unknown[], above: readonly string[]): Branch[] {
  return items.flatMap((item): Branch[] => {
    const record = item !== null && typeof item === 'object' ? (item as Record<string, unknown>) : { value: item }
    const title = asText(record['value'])
    if (title === '') return []
    const value = record['alias'] === undefined ? title : asText(record['alias'])
    const path = [...above, value]
    const { children, hint } = record
    return [{ value, title, path, hint: hint === undefined ? undefined : asText(hint), children: Array.isArray(children) ? given(children, path) : [] }]
  })
}

export type Path = readonly string[]

export const samePath = (a: Path, b: Path) => a.length === b.length && a.every((step, index) => step === b[index])

export function pathsOf(region: Region | undefined): Path[] {
  const list = region?.value['taxonomy']
  return Array.isArray(list) ? list.filter((path): path is string[] => Array.isArray(path)) : []
}

/** The paths after a press: off when on; with room for one only, the new one takes the place of the old. */
export function pressed(paths: readonly Path[], path: Path, most: number): readonly Path[] {
  const without = paths.filter((candidate) => !samePath(candidate, path))
  if (without.length < paths.length) return without
  if (most === 1) return [path]
  return paths.length < most ? [...paths, path] : paths
}

export function* everyBranch(tree: readonly Branch[]): Generator<Branch> {
  for (const branch of tree) {
    yield branch
    yield* everyBranch(branch.children)
  }
}

/** The branches to show for what was typed: those that hold the words, all above them, and all below them. */
export function found(tree: readonly Branch[], words: string): Branch[] {
  const wanted = words.trim().normalize('NFC').toLowerCase()
  if (wanted === '') return [...tree]
  return tree.flatMap((branch): Branch[] => {
    if (branch.title.normalize('NFC').toLowerCase().includes(wanted)) return [branch]
    const children = found(branch.children, words)
    return children.length > 0 ? [{ ...branch, children }] : []
  })
}

/** The titles along a path. */
export function titlesOf(tree: readonly Branch[], path: Path): string[] {
  const [first, ...rest] = path
  const branch = tree.find((candidate) => candidate.value === first)
  if (first === undefined) return []
  return [branch?.title ?? first, ...titlesOf(branch?.children ?? [], rest)]
}
