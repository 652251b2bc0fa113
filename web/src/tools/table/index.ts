/** `Table`: names and values of the task, or rows of them. */
import { h } from '../dom'
import { asText, attribute, nameOf, resolve } from '../node'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import './style.css'

export function mount(el: HTMLElement, { object, task, locale, value }: SurfaceOptions): ToolHandle {
  const data = resolve(attribute(object, 'value'), task)
  const rows = Array.isArray(data) ? data.filter(isRecord) : null
  const table = rows ? rowsTable(rows) : pairsTable(isRecord(data) ? data : {}, locale === 'ko' ? ['이름', '값'] : ['Name', 'Value'])
  const root = h('div', { class: 'pt-table', role: 'region', tabindex: 0, 'aria-label': nameOf(object) }, table)
  el.append(root)
  return {
    getValue: () => [...value], setValue() {}, undo() {}, redo() {}, canUndo: () => false, canRedo: () => false, select() {},
    focus: () => root.focus(),
    destroy: () => root.remove(),
  }
}

type Row = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is Row {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function pairsTable(record: Row, [name, value]: readonly [string, string] | string[]): HTMLElement {
  const body = Object.entries(record).map(([key, item]) => h('tr', {}, h('th', { scope: 'row' }, key), h('td', {}, asText(item))))
  return h('table', {}, h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, name), h('th', { scope: 'col' }, value))), h('tbody', {}, ...body))
}

function rowsTable(rows: readonly Row[]): HTMLElement {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return h('table', {},
    h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, ...rows.map((row) => h('tr', {}, ...columns.map((column) => h('td', {}, asText(row[column])))))))
}
