import type { Locale } from '../types'

const ko = {
  list: '목록',
  empty: '비어 있어요.',
  keep: '지금 순서가 맞아요',
  up: (name: string) => `${name} 위로`,
  down: (name: string) => `${name} 아래로`,
  to: (name: string, column: string) => `${name} 옮기기: ${column}`,
  placed: (name: string, column: string, place: number) => `${name}: ${column} ${place}번째`,
}

const en: typeof ko = {
  list: 'List',
  empty: 'Nothing here.',
  keep: 'The order is right as it is',
  up: (name) => `Move ${name} up`,
  down: (name) => `Move ${name} down`,
  to: (name, column) => `Move ${name} to ${column}`,
  placed: (name, column, place) => `${name}: ${column}, place ${place}`,
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
