import type { Locale } from '../types'
import type { NumberLimits } from './model'

const ko = {
  group: '숫자',
  more: '하나 올리기',
  less: '하나 내리기',
  outside: ({ minimum, maximum }: NumberLimits) =>
    minimum !== undefined && maximum !== undefined ? `${minimum}부터 ${maximum}까지 쓸 수 있어요.`
      : minimum !== undefined ? `${minimum}보다 작을 수 없어요.` : `${maximum}보다 클 수 없어요.`,
  between: ({ step }: NumberLimits) => `${step} 단위로만 쓸 수 있어요.`,
  range: ({ minimum, maximum }: NumberLimits) =>
    minimum === undefined && maximum === undefined ? '' : `${minimum ?? ''} ~ ${maximum ?? ''}`,
}

const en: typeof ko = {
  group: 'Number',
  more: 'One up',
  less: 'One down',
  outside: ({ minimum, maximum }) =>
    minimum !== undefined && maximum !== undefined ? `From ${minimum} to ${maximum}.`
      : minimum !== undefined ? `Not less than ${minimum}.` : `Not more than ${maximum}.`,
  between: ({ step }) => `Only steps of ${step}.`,
  range: ({ minimum, maximum }) => minimum === undefined && maximum === undefined ? '' : `${minimum ?? ''} – ${maximum ?? ''}`,
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
