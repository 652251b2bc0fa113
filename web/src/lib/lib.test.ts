import { expect, test } from 'vitest'
import { ActiveTime } from './active-time'
import { day, duration, koreanDay, relative } from './dates'
import { money } from './money'
import { uuid } from './uuid'

test('money names its currency and groups its figures', () => {
  expect(money(1234, { locale: 'ko' })).toBe('₩1,234')
  expect(money(-50, { locale: 'en' })).toBe('−KRW 50')
  expect(money(50, { locale: 'ko', sign: true })).toBe('+₩50')
  expect(money(1999, { locale: 'en', currency: 'USD' })).toBe('USD 19.99')
})

test('days are Korean days', () => {
  expect(koreanDay(Date.parse('2026-11-23T15:00:00Z'))).toBe('2026-11-24')
  expect(day('2026-11-23T15:00:00Z', 'ko')).toBe('11월 24일')
  expect(day('2026-11-24', 'en')).toBe('24 Nov')
})

test('spans and distances in whole units', () => {
  expect(duration(45, 'ko')).toBe('45초')
  expect(duration(3900, 'ko')).toBe('1시간 5분')
  expect(duration(7200, 'en')).toBe('2 h')
  const now = Date.parse('2026-11-24T00:00:00Z')
  expect(relative('2026-11-23T23:57:00Z', now, 'ko')).toBe('3분 전')
  expect(relative('2026-11-24T02:00:00Z', now, 'en')).toBe('in 2 hours')
})

test('time without input beyond a minute and hidden time do not count', () => {
  let now = 0
  const time = new ActiveTime(() => now)
  time.start(500)
  now = 10_000
  time.input()
  expect(time.read()).toBe(10_500)
  now = 300_000
  expect(time.read()).toBe(70_500)
  time.input()
  now = 305_000
  time.pause()
  now = 900_000
  expect(time.read()).toBe(75_500)
  time.resume()
  now = 901_000
  expect(time.read()).toBe(76_500)
})

test('ids look like version 4 UUIDs, with and without the browser helper', () => {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(uuid()).toMatch(shape)
  const original = crypto.randomUUID
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true })
  expect(uuid()).toMatch(shape)
  Object.defineProperty(crypto, 'randomUUID', { value: original, configurable: true })
})
