import { expect, test } from 'vitest'
import { catalogueProblems } from '@/lib/i18n'
import { catalogues } from './index'

test('both languages hold the same texts', () => {
  expect(catalogueProblems(catalogues)).toEqual([])
})
