/** The difference between two answers, for an inspector's second look: what changed in words, what is drawn in two line styles. */
import { strings } from '../base'
import { messageOf } from '../chat/model'
import { roleName } from '../chat/turn'
import { h } from '../dom'
import { belongs, controlsOf, type Control } from '../interface/config'
import { relationOf } from '../relation'
import { nameOfRegion } from '../relations/model'
import { stringsOf, type Strings } from '../strings'
import { textsOf } from '../text-area/model'
import type { ConfigNode, Locale, Region, TaskData } from '../types'
import type { Mark } from '../surface'
import { differenceOf, type Change } from './difference'
import { diffWords } from './words'

export interface CompareOptions {
  readonly tree: ConfigNode
  readonly data: TaskData
  readonly before: readonly Region[]
  readonly after: readonly Region[]
  readonly locale: Locale
  /** What a control is called on the screen; its name when left out. */
  readonly titleOf?: (control: Control) => string
}

/** The written part; what is drawn is shown by the object itself, see `surfaceMarks`. */
export function mountCompare(el: HTMLElement, options: CompareOptions): { readonly changes: readonly Change[]; destroy(): void } {
  const text = stringsOf(options.locale)
  const controls = controlsOf(options.tree, options.data)
  const changes = differenceOf(controls, options.before, options.after)
  const drawn = controls.filter((control) => control.onSurface)
  const rows = [...drawnSummary(changes, drawn, text), ...changes.flatMap((change) => rowOf(change))]
  const root = h('section', { class: 'pt-compare', 'aria-label': text.compare.title },
    h('h2', { class: 'pt-compare-title' }, text.compare.title),
    rows.length > 0 ? h('ul', { class: 'pt-changes' }, ...rows) : h('p', { class: 'pt-empty' }, text.compare.same))
  el.append(root)

  function rowOf(change: Change): HTMLElement[] {
    const control = controls.find((candidate) => belongs(candidate, (change.after ?? change.before)!))
    if (control?.onSurface) return []
    return [h('li', { class: `pt-change pt-change-${change.kind}` },
      h('p', { class: 'pt-change-head' },
        h('span', { class: 'pt-change-kind' }, text.compare[change.kind]),
        h('span', {}, titleOf(change, control))),
      ...bodyOf(change, control))]
  }

  function titleOf(change: Change, control: Control | undefined): string {
    const region = change.after ?? change.before
    if (region?.type === 'chatmessage') {
      const list = change.after ? options.after : options.before
      const index = list.filter((candidate) => candidate.from_name === region.from_name).indexOf(region)
      return text.compare.message(index + 1, roleName(messageOf(region).role, text))
    }
    return control ? (options.titleOf?.(control) ?? control.name) : change.from_name
  }

  function bodyOf({ before, after }: Change, control: Control | undefined): HTMLElement[] {
    const type = (after ?? before)?.type
    if (type === 'relation') return [beforeAfter(relationText(before, options.before), relationText(after, options.after))]
    if (type === 'choices') return [beforeAfter(choiceText(before, control, text), choiceText(after, control, text))]
    if (type !== 'chatmessage' && type !== 'textarea') return [beforeAfter(described(before, control, text), described(after, control, text))]
    if (type === 'textarea') return [wordLine(textsOf(before ? [before] : []).join('\n'), textsOf(after ? [after] : []).join('\n'))]
    const [old, now] = [before && messageOf(before), after && messageOf(after)]
    const lines = [wordLine(old?.content ?? '', now?.content ?? '')]
    if (old && now && old.role !== now.role) lines.push(beforeAfter(roleName(old.role, text), roleName(now.role, text)))
    const [oldTags, newTags] = [(old?.tags ?? []).join(', '), (now?.tags ?? []).join(', ')]
    if (oldTags !== newTags) lines.push(beforeAfter(oldTags || text.compare.none, newTags || text.compare.none))
    return lines
  }

  /** By its ends as they were in that answer. */
  function relationText(row: Region | null, answer: readonly Region[]): string {
    const relation = row && relationOf(row)
    if (!relation) return text.compare.none
    const name = (id: string) => nameOfRegion(answer.find((region) => region.id === id), controls, { unknown: text.compare.none, noName: text.compare.none })
    const arrow = { right: '→', left: '←', bi: '↔' }[relation.direction ?? 'right']
    return [`${name(relation.from_id)} ${arrow} ${name(relation.to_id)}`, ...(relation.labels ?? [])].join(' · ')
  }

  return { changes, destroy: () => root.remove() }
}

/** A region in a few words. */
export function described(region: Region | null, control: Control | undefined, text: Strings): string {
  if (!region) return text.compare.none
  const { describe, labelKey } = control?.tool ?? {}
  return describe?.(region) ?? (labelKey ? strings(region, labelKey).join(', ') : JSON.stringify(region.value))
}

export function choiceText(region: Region | null, control: Control | undefined, text: Strings): string {
  const titles = new Map(control?.labels.map((label) => [label.value, label.title]))
  const picked = region ? strings(region, 'choices').map((value) => titles.get(value) ?? value) : []
  return picked.join(', ') || text.compare.none
}

function beforeAfter(before: string, after: string): HTMLElement {
  return h('p', { class: 'pt-diff' }, h('del', {}, before), ' → ', h('ins', {}, after))
}

function wordLine(before: string, after: string): HTMLElement {
  const line = h('p', { class: 'pt-diff' })
  for (const { kind, text } of diffWords(before, after)) {
    if (kind === 'same') line.append(text)
    // The white space after a word is no part of what is struck out or underlined.
    else line.append(h(kind === 'removed' ? 'del' : 'ins', {}, text.trimEnd()), text.slice(text.trimEnd().length))
  }
  return line
}

function drawnSummary(changes: readonly Change[], drawn: readonly Control[], text: Strings): HTMLElement[] {
  const own = changes.filter((change) => drawn.some((control) => control.name === change.from_name))
  if (own.length === 0) return []
  const number = (kind: Change['kind']) => own.filter((change) => change.kind === kind).length
  return [h('li', { class: 'pt-change' },
    h('p', { class: 'pt-change-head' }, text.compare.boxes(number('added'), number('removed'), number('changed'))),
    h('p', { class: 'pt-change-legend' }, text.compare.legend))]
}

/** How an object shows the difference: marks for regions of the new answer, and the old ones to draw dashed behind them. On one side of two answers: marks for what the other has not. */
export function surfaceMarks(changes: readonly Change[], drawn: readonly Control[], side?: 'before' | 'after'): { marks: Record<string, Mark>; ghosts: Region[] } {
  const own = changes.filter((change) => drawn.some((control) => control.name === change.from_name))
  const marked = own.flatMap((change): [string, Mark][] => {
    const region = side === 'before' ? change.before : change.after
    return region && change.kind !== 'moved' ? [[region.id, change.kind]] : []
  })
  return { marks: Object.fromEntries(marked), ghosts: side ? [] : own.flatMap(({ before }) => (before ? [before] : [])) }
}

/** Says of a control that it is answered otherwise on the other side; null when it is not. */
export function noteOfChange(changes: readonly Change[], control: Control, text: Strings): HTMLElement | null {
  const own = changes.filter((change) => change.from_name === control.name)
  const [change] = own
  return change ? h('p', { class: 'pt-change-head' }, h('span', { class: 'pt-change-kind' }, text.compare[own.every(({ kind }) => kind === change.kind) ? change.kind : 'changed'])) : null
}
