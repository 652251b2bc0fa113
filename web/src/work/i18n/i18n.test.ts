import { expect, test } from 'vitest'
import { catalogueProblems } from '@/lib/i18n'
import { en } from './en'
import { ko } from './ko'

test('both languages hold the same texts', () => {
  expect(catalogueProblems({ ko, en })).toEqual([])
})
