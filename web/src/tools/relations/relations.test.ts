import { describe, expect, test } from 'vitest'
import { withoutOrphans } from '../interface/compose'
import { controlsOf } from '../interface/config'
import { liveRegions } from '../interface/visibility'
import { differenceOf } from '../compare/difference'
import { relationOf, rowOf, type Relation } from '../relation'
import type { ConfigNode, Region } from '../types'
import { joined, named, nameOfRegion, turned } from './model'

const tree: ConfigNode = { tag: 'View', attributes: {}, children: [
  { tag: 'Labels', attributes: { name: 'ner', toName: 'text' }, children: [{ tag: 'Label', attributes: { value: 'A' }, children: [] }] },
  { tag: 'Relations', attributes: {}, children: [{ tag: 'Relation', attributes: { value: '근처', alias: 'near', hotkey: 'n' }, children: [] }] },
] }
const controls = controlsOf(tree, {})
const span = (id: string): Region => ({ id, from_name: 'ner', to_name: 'text', type: 'labels', value: { start: 0, end: 1, text: '말', labels: ['A'] } })
const relation = (from_id: string, to_id: string, more: Partial<Relation> = {}): Region => rowOf({ type: 'relation', from_id, to_id, direction: 'right', labels: [], ...more })

describe('relations', () => {
  test('are what Label Studio writes', () => {
    expect(joined([], 'a', 'b', ['near'])).toEqual([{ type: 'relation', from_id: 'a', to_id: 'b', direction: 'right', labels: ['near'] }])
    expect(joined([], 'a', 'a', [])).toBeNull()
    expect(joined([relation('b', 'a', { direction: 'left' })], 'a', 'b', [])).toBeNull()
  })

  test('turn, and pass over a way that another row has', () => {
    const rows = [relation('a', 'b')]
    const once = turned(rows, rows[0]!)
    expect(relationOf(once[0]!)?.direction).toBe('left')
    const both = [relation('a', 'b'), relation('b', 'a')]
    expect(relationOf(turned(both, both[0]!)[0]!)?.direction).toBe('bi')
  })

  test('change their kind', () => {
    const rows = [relation('a', 'b', { labels: ['near'] })]
    expect(relationOf(named(rows, rows[0]!, 'far', false)[0]!)?.labels).toEqual(['far'])
    expect(relationOf(named(rows, rows[0]!, 'far', true)[0]!)?.labels).toEqual(['near', 'far'])
    expect(relationOf(named(rows, rows[0]!, 'near', false)[0]!)?.labels).toEqual([])
  })

  test('go with their ends', () => {
    const value = [span('a'), span('b'), relation('a', 'b')]
    expect(withoutOrphans(controls, value)).toBe(value)
    expect(liveRegions(controls, value)).toBe(value)
    expect(withoutOrphans(controls, [span('a'), relation('a', 'b')])).toEqual([span('a')])
  })

  test('are compared by their ends', () => {
    const before = [span('a'), span('b'), relation('a', 'b')]
    const kinds = (after: Region[]) => differenceOf(controls, before, after).map((change) => change.kind)
    expect(kinds([span('a'), span('b'), relation('b', 'a', { direction: 'left' })])).toEqual([])
    expect(kinds([span('a'), span('b'), relation('a', 'b', { labels: ['near'] })])).toEqual(['changed'])
    expect(kinds([span('a'), span('b')])).toEqual(['removed'])
  })

  test('the kinds are labels with keys, and a region is called by what it quotes', () => {
    expect(controls[1]!.labels).toEqual([{ value: 'near', title: '근처', fromName: '', hotkey: 'n' }])
    expect(nameOfRegion(span('a'), controls, { unknown: '?', noName: '-' })).toBe('말 (A)')
    expect(nameOfRegion(undefined, controls, { unknown: '?', noName: '-' })).toBe('?')
  })
})
