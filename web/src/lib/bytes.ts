import { getLocale, type Locale } from './i18n'

const units = ['B', 'KB', 'MB', 'GB'] as const

/** `3.2 MB`: the largest unit that fits. */
export function bytes(count: number, locale: Locale = getLocale()): string {
  let value = count
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${value.toLocaleString(locale, { maximumFractionDigits: unit === 0 || value >= 100 ? 0 : 1 })} ${units[unit]}`
}
