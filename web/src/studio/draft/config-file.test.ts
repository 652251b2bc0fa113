import { expect, test } from 'vitest'
import { configOf } from './config-file'

const xml = '<View><Text name="t" value="$t"/></View>'

test('a config is found in XML, in a project, and in a page of projects', () => {
  expect(configOf(`\uFEFF  ${xml}\n`)).toBe(xml)
  expect(configOf(JSON.stringify({ id: 1, title: 'x', label_config: xml }))).toBe(xml)
  expect(configOf(JSON.stringify({ count: 1, results: [{ id: 1, label_config: xml }] }))).toBe(xml)
})

test('what holds none gives none', () => {
  expect(['', 'hello', '{}', '{"label_config": "no"}', '[1, 2]', 'null'].map(configOf)).toEqual([null, null, null, null, null, null])
})
