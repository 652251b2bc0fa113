import { getLocale, type Locale } from './i18n'

/** Days and weeks are Korean days wherever the reader sits, because pay is counted by them. */
const timeZone = 'Asia/Seoul'
const tag = (locale: Locale) => (locale === 'ko' ? 'ko-KR' : 'en-GB')

/** `11월 24일` / `24 Nov`. Takes a time, or a day as `2026-11-24`. */
export function day(at: string, locale: Locale = getLocale()): string {
  const moment = at.length === 10 ? new Date(`${at}T12:00:00+09:00`) : new Date(at)
  return new Intl.DateTimeFormat(tag(locale), { month: locale === 'ko' ? 'long' : 'short', day: 'numeric', timeZone }).format(moment)
}

/** `2026년 11월 24일 오후 3:05` / `24 Nov 2026, 15:05`. */
export function dateTime(at: string, locale: Locale = getLocale()): string {
  return new Intl.DateTimeFormat(tag(locale), {
    year: 'numeric',
    month: locale === 'ko' ? 'long' : 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  }).format(new Date(at))
}

/** `3분 전`, `in 2 hours`: the largest unit that fits. */
export function relative(at: string, now: number = Date.now(), locale: Locale = getLocale()): string {
  const seconds = (Date.parse(at) - now) / 1000
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ]
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, length] of steps) if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit)
  return format.format(Math.trunc(seconds), 'second')
}

/** `1시간 5분`, `2 h 10 min`, `45초`: whole units only. */
export function duration(seconds: number, locale: Locale = getLocale()): string {
  const units = locale === 'ko' ? ['시간', '분', '초'] : [' h', ' min', ' s']
  const total = Math.round(seconds)
  if (total < 60) return `${total}${units[2]}`
  const minutes = Math.floor(total / 60)
  if (minutes < 60) return `${minutes}${units[1]}`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)}${units[0]}${rest === 0 ? '' : ` ${rest}${units[1]}`}`
}

/** Today as `2026-11-24`, by the Korean calendar. */
export function koreanDay(now: number = Date.now()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(now))
}
