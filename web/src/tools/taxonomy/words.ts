import type { Locale } from '../types'

const ko = {
  search: '분류 찾기',
  chosen: '고른 분류',
  open: (name: string) => `${name} 펼치기·접기`,
  remove: (name: string) => `${name} 빼기`,
}

const en: typeof ko = {
  search: 'Find a category',
  chosen: 'Chosen categories',
  open: (name) => `Open or close ${name}`,
  remove: (name) => `Remove ${name}`,
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
