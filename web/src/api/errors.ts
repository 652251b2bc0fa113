import { createLazyTranslator } from '@/lib/i18n'
import { ApiError } from './client'
import type { ko } from './errors-ko'

const { t, has } = createLazyTranslator<keyof typeof ko>({
  ko: () => import('./errors-ko').then((module) => module.ko),
  en: () => import('./errors-en').then((module) => module.en),
})

/**
 * A sentence for the screen, in the language of the page, for anything that was thrown. Codes without a text of their own
 * get one by status, so a new code is never shown bare.
 */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('fallback')
  const fault = error.code === 'invalid' ? error.errors.find((item) => has(item.code)) : undefined
  if (fault) return t(fault.code as keyof typeof ko)
  if (has(error.code)) return t(error.code)
  if (error.status === 401) return t('not_signed_in')
  if (error.status === 403) return t('fallback_forbidden')
  if (error.status === 404) return t('not_found')
  if (error.status === 409) return t('fallback_conflict')
  if (error.status === 413) return t('too_large')
  if (error.status === 422) return t('invalid')
  if (error.status === 429) return t('too_many_requests')
  return t(error.status >= 500 ? 'server_error' : 'fallback')
}
