import type { Locale } from '@/api/types'

/** A value that may be given once for all languages or once for each. */
export function inLanguage<T>(value: T | { ko: T; en: T }, locale: Locale): T {
  if (value !== null && typeof value === 'object' && 'ko' in value && 'en' in value && Object.keys(value).length === 2) return value[locale]
  return value as T
}
