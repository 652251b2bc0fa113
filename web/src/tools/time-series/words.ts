import type { Locale } from '../types'

const ko = {
  loading: '측정값을 불러오고 있어요.',
  failed: '측정값을 불러오지 못했어요.',
  empty: '보여 줄 측정값이 없어요. 열 이름이 설정과 같은지 확인해 주세요.',
  retry: '다시 불러오기',
  overview: '전체에서 보이는 곳',
}

const en: typeof ko = {
  loading: 'Loading the measurements.',
  failed: 'The measurements could not be loaded.',
  empty: 'There is nothing to show. Check that the names of the columns are those of the setup.',
  retry: 'Try again',
  overview: 'What is in view, of the whole',
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
