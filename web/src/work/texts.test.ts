import { expect, test } from 'vitest'
import { catalogueProblems } from '@/lib/i18n'

const modules = import.meta.glob<{ catalogues: Parameters<typeof catalogueProblems>[0] }>('./*/texts.ts', { eager: true })

test('every catalogue beside the main one holds the same texts in both languages', () => {
  expect(Object.keys(modules).length).toBeGreaterThan(1)
  for (const module of Object.values(modules)) expect(catalogueProblems(module.catalogues)).toEqual([])
})
