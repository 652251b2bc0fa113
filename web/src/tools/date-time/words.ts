import type { Locale } from '../types'

const example = { 'datetime-local': '2026-01-31T09:30', date: '2026-01-31', time: '09:30', month: '2026-01', year: '2026' }

const ko = {
  example,
  shape: (sample: string) => `${sample}처럼 써 주세요.`,
  outside: (minimum: string, maximum: string) => `${minimum} ~ ${maximum} 사이여야 해요.`,
}

const en: typeof ko = {
  example,
  shape: (sample) => `Write it like ${sample}.`,
  outside: (minimum, maximum) => `It must lie between ${minimum} and ${maximum}.`,
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
