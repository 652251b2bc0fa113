import type { Locale } from '../types'

const ko = {
  group: '별점',
  none: '아직 고르지 않았어요.',
  next: '별점 하나 올리기',
  stars: (value: number, most: number) => `${most}점 중 ${value}점`,
}

const en: typeof ko = {
  group: 'Rating',
  none: 'Nothing chosen yet.',
  next: 'One more',
  stars: (value, most) => `${value} of ${most}`,
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
