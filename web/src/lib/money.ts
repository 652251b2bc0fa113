import { getLocale, type Locale } from './i18n'

/** Digits after the point per currency; the server counts in minor units. */
const fraction: Record<string, number> = { KRW: 0, JPY: 0, USD: 2, EUR: 2 }

/** `₩1,234` in Korean, `KRW 1,234` in English; a minus goes in front. */
export function money(minor: number, options: { currency?: string; locale?: Locale; sign?: boolean } = {}): string {
  const { currency = 'KRW', locale = getLocale(), sign = false } = options
  const digits = fraction[currency] ?? 2
  const amount = Math.abs(minor) / 10 ** digits
  const text = amount.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const before = minor < 0 ? '−' : sign && minor > 0 ? '+' : ''
  return before + (locale === 'ko' && currency === 'KRW' ? `₩${text}` : `${currency} ${text}`)
}
