import type { Locale } from '../types'

const ko = { group: '비교', left: '첫 번째 (왼쪽)', right: '두 번째 (오른쪽)' }
const en: typeof ko = { group: 'Comparison', left: 'The first (left)', right: 'The second (right)' }

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
