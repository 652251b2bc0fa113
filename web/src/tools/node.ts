/** Reading a label config: attributes, interpolation of task data, labels. Pure. */
import type { ConfigNode, LabelSpec, TaskData } from './types'

/** An attribute by name; Label Studio configs differ in case (`toName`, `toname`). */
export function attribute(node: ConfigNode, name: string): string | undefined {
  const exact = node.attributes[name]
  if (exact !== undefined) return exact
  const wanted = name.toLowerCase()
  return Object.entries(node.attributes).find(([key]) => key.toLowerCase() === wanted)?.[1]
}

export function flag(node: ConfigNode, name: string, otherwise = false): boolean {
  const value = attribute(node, name)
  return value === undefined ? otherwise : value.toLowerCase() === 'true'
}

/** A whole number ≥ 0, or undefined. */
export function count(node: ConfigNode, ...names: string[]): number | undefined {
  for (const name of names) {
    const value = attribute(node, name)
    if (value !== undefined && /^\d+$/.test(value.trim())) return Number(value)
  }
  return undefined
}

/** `a.b[0]` inside task data; undefined where the path leads nowhere. A key that holds the whole path wins, as on the server. */
export function lookup(data: TaskData, path: string): unknown {
  if (Object.hasOwn(data, path)) return data[path]
  let current: unknown = data
  for (const key of path.replace(/\[(\d+)\]/g, '.$1').split('.')) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, key)) return undefined
    current = (current as Record<string, unknown>)[key]
  }
  return current
}

const PATH = String.raw`[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*|\[\d+\])*`
const WHOLE_REFERENCE = new RegExp(String.raw`^\$(${PATH})$`, 'u')
const REFERENCES = new RegExp(String.raw`\$(${PATH})`, 'gu')

/** The value an attribute means: `$dialogue` → the data itself, whatever its type; other text → itself with fields filled in. */
export function resolve(text: string | undefined, data: TaskData): unknown {
  if (text === undefined) return undefined
  const whole = WHOLE_REFERENCE.exec(text.trim())
  return whole ? lookup(data, whole[1]!) : interpolate(text, data)
}

/** Text with every `$field` filled in; a missing field becomes nothing, `$5` stays a price. */
export function interpolate(text: string, data: TaskData): string {
  return text.replace(REFERENCES, (_, path: string) => asText(lookup(data, path)))
}

export function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

export function nameOf(node: ConfigNode): string {
  return attribute(node, 'name') ?? ''
}

export function toNameOf(node: ConfigNode): string {
  return attribute(node, 'toName') ?? ''
}

/** Depth first, the node itself included. */
export function* walk(node: ConfigNode): Generator<ConfigNode> {
  yield node
  for (const child of node.children) yield* walk(child)
}

/** The `Choice` or `Label` children of a control, and those its `value="$list"` names in the task data. */
export function labelsOf(node: ConfigNode, data: TaskData): LabelSpec[] {
  const fromName = nameOf(node)
  const usages = count(node, 'maxUsages')
  const fixed = [...walk(node)]
    .filter((child) => child.tag === 'Choice' || child.tag === 'Label')
    .map((child) => labelOf(child, fromName, data, usages))
  const dynamic = resolve(attribute(node, 'value'), data)
  const given = Array.isArray(dynamic) ? dynamic.flatMap((item: unknown) => dynamicLabel(item, fromName, usages)) : []
  const all = [...fixed, ...given]
  // Of two that answers could not tell apart the first counts, as on the server.
  return all.filter((label, index) => all.findIndex((other) => other.value === label.value) === index)
}

function labelOf(node: ConfigNode, fromName: string, data: TaskData, usages: number | undefined): LabelSpec {
  const title = interpolate(attribute(node, 'value') ?? '', data)
  const maxUsages = count(node, 'maxUsages') ?? usages
  return compact({
    value: attribute(node, 'alias') ?? title,
    title,
    fromName,
    hotkey: attribute(node, 'hotkey'),
    color: safeColor(attribute(node, 'background')),
    hint: attribute(node, 'hint'),
    selected: flag(node, 'selected') || undefined,
    maxUsages,
  })
}

function dynamicLabel(item: unknown, fromName: string, maxUsages: number | undefined): LabelSpec[] {
  if (typeof item === 'string' || typeof item === 'number') return dynamicLabel({ value: item }, fromName, maxUsages)
  if (item === null || typeof item !== 'object') return []
  const record = item as Record<string, unknown>
  if (record['value'] === undefined) return []
  const text = (key: string) => (record[key] === undefined ? undefined : asText(record[key]))
  const title = asText(record['value'])
  return [compact({
    value: text('alias') ?? title,
    title,
    fromName,
    hotkey: text('hotkey'),
    color: safeColor(text('background')),
    hint: text('hint'),
    selected: undefined,
    maxUsages,
  })]
}

/** Colours come from a config that a stranger wrote: only names, hex and plain colour functions pass. */
export function safeColor(color: string | undefined): string | undefined {
  const text = color?.trim() ?? ''
  return /^(#[0-9a-f]{3,8}|[a-z]{3,30}|(rgb|hsl)a?\([\d\s.,%/]+\))$/i.test(text) ? text : undefined
}

/** `a, b` → `['a', 'b']`. */
export function listOf(node: ConfigNode, ...names: string[]): string[] {
  for (const name of names) {
    const value = attribute(node, name)
    if (value !== undefined) return value.split(',').map((item) => item.trim()).filter(Boolean)
  }
  return []
}

type Loose<T> = { [K in keyof T]: T[K] | undefined }

function compact(spec: Loose<Required<LabelSpec>> & { value: string; title: string; fromName: string }): LabelSpec {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) as unknown as LabelSpec
}
