import { expect, test } from 'vitest'
import { catalogueProblems, setLocale } from '@/lib/i18n'
import { ApiError } from './client'
import { errorText } from './errors'
import { en } from './errors-en'
import { ko } from './errors-ko'

test('both languages hold the same texts', () => {
  expect(catalogueProblems({ ko, en })).toEqual([])
})

test('known codes have their own text, unknown ones one by status', async () => {
  await setLocale('en')
  expect(errorText(new ApiError('budget_used_up', 409, ''))).toContain('budget')
  expect(errorText(new ApiError('brand_new_code', 409, ''))).toContain('reload')
  expect(errorText(new ApiError('brand_new_code', 503, ''))).toContain('server')
  expect(errorText(new Error('boom'))).toContain('did not work')
})
