import type { ProblemItem } from '@/api/types'
import { getLocale } from '@/lib/i18n'
import { defineTexts } from './define-texts'

/** What is wrong with one field, by the server's code. */
export const { catalogues, t, has } = defineTexts({
  required: ['꼭 적어 주세요.', 'Please fill this in.'],
  too_short: ['조금 더 길게 적어 주세요.', 'This is too short.'],
  too_long: ['조금 더 짧게 적어 주세요.', 'This is too long.'],
  too_small: ['더 큰 수를 적어 주세요.', 'This is too small.'],
  too_big: ['더 작은 수를 적어 주세요.', 'This is too big.'],
  out_of_range: ['정해진 범위를 벗어났어요.', 'This is out of range.'],
  not_an_email: ['이메일 주소가 아니에요.', 'This is not an e-mail address.'],
  user_not_found: ['그 이메일로 가입한 사람이 없어요. 먼저 가입해 달라고 해 주세요.', 'Nobody has signed up with that e-mail. Please ask them to sign up first.'],
  in_the_past: ['이미 지난 때예요.', 'This is in the past.'],
  other: ['이 값을 확인해 주세요.', 'Please check this value.'],
})

/** Korean readers get our words; the server's English detail follows only where we know no better. */
export function fieldText(item: Pick<ProblemItem, 'code' | 'message'>): string {
  if (has(item.code)) return t(item.code)
  return getLocale() === 'ko' ? `${t('other')} (${item.message})` : item.message
}
