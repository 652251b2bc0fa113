import { expect, test } from 'vitest'
import { catalogueProblems, createTranslator, format, setLocale } from './i18n'

test('fills names, plurals and Korean particles in', () => {
  expect(format('en', 'Hello {name}', { name: 'Ada' })).toBe('Hello Ada')
  expect(format('en', '{count, plural, =0 {nothing} one {# task} other {# tasks}}', { count: 0 })).toBe('nothing')
  expect(format('en', '{count, plural, one {# task} other {# tasks}}', { count: 1 })).toBe('1 task')
  expect(format('en', '{count, plural, one {# task} other {# tasks of {total}}}', { count: 1200, total: 9 })).toBe('1,200 tasks of 9')
  expect(format('ko', '{name, josa, 을/를} 골라 주세요', { name: '고양이' })).toBe('고양이를 골라 주세요')
  expect(format('ko', '{name, josa, 을/를} 골라 주세요', { name: '곰' })).toBe('곰을 골라 주세요')
})

test('a missing value stays visible', () => {
  expect(format('ko', '{name}님', {})).toBe('{name}님')
})

test('the page follows the chosen language', () => {
  const { t } = createTranslator({ ko: { yes: '네' }, en: { yes: 'Yes' } })
  setLocale('en')
  expect(t('yes')).toBe('Yes')
  setLocale('ko')
  expect(t('yes')).toBe('네')
  expect(document.documentElement.lang).toBe('ko')
})

test('names what differs between the languages', () => {
  expect(catalogueProblems({ ko: { a: '{n}개', b: '나' }, en: { a: '{m} things' } })).toEqual([
    'a: placeholders differ: n / m',
    'b: missing or empty in en',
  ])
})
