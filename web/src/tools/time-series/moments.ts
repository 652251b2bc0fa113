/** Times as text, by the patterns of strftime that Label Studio's configs use. Everything is UTC. Pure. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const pad = (value: number, digits = 2) => String(value).padStart(digits, '0')

interface Part {
  readonly pattern: string
  read?(parts: Parts, text: string): void
  write(date: Date): string
}

interface Parts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  afternoon: boolean | null
  /** Minutes east of UTC. */
  zone: number
  since: number | null
}

const number = (name: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', write: (date: Date) => string, shift = 0): Part =>
  ({ pattern: name === 'year' ? String.raw`\d{4}` : String.raw`\d{1,2}`, read: (parts, text) => (parts[name] = Number(text) + shift), write })

const PARTS: Readonly<Record<string, Part | undefined>> = {
  Y: number('year', (date) => pad(date.getUTCFullYear(), 4)),
  m: number('month', (date) => pad(date.getUTCMonth() + 1), -1),
  d: number('day', (date) => pad(date.getUTCDate())),
  e: number('day', (date) => String(date.getUTCDate())),
  H: number('hour', (date) => pad(date.getUTCHours())),
  I: number('hour', (date) => pad(date.getUTCHours() % 12 || 12)),
  M: number('minute', (date) => pad(date.getUTCMinutes())),
  S: number('second', (date) => pad(date.getUTCSeconds())),
  y: { pattern: String.raw`\d{2}`, read: (parts, text) => (parts.year = Number(text) + (Number(text) < 69 ? 2000 : 1900)), write: (date) => pad(date.getUTCFullYear() % 100) },
  b: { pattern: '[A-Za-z]{3}', read: (parts, text) => (parts.month = MONTHS.findIndex((name) => name.toLowerCase() === text.toLowerCase())), write: (date) => MONTHS[date.getUTCMonth()]! },
  p: { pattern: '[AaPp][Mm]', read: (parts, text) => (parts.afternoon = text.toLowerCase() === 'pm'), write: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM') },
  L: { pattern: String.raw`\d{1,3}`, read: (parts, text) => (parts.millisecond = Number(text)), write: (date) => pad(date.getUTCMilliseconds(), 3) },
  f: { pattern: String.raw`\d{1,6}`, read: (parts, text) => (parts.millisecond = Number(text.padEnd(6, '0')) / 1000), write: (date) => pad(date.getUTCMilliseconds() * 1000, 6) },
  Z: { pattern: String.raw`Z|[+-]\d{2}:?\d{2}`, read: (parts, text) => (parts.zone = zoneOf(text)), write: () => '+0000' },
  Q: { pattern: String.raw`\d+`, read: (parts, text) => (parts.since = Number(text)), write: (date) => String(date.getTime()) },
  s: { pattern: String.raw`\d+`, read: (parts, text) => (parts.since = Number(text) * 1000), write: (date) => String(Math.floor(date.getTime() / 1000)) },
}

function zoneOf(text: string): number {
  if (text === 'Z') return 0
  const digits = text.replace(/\D/g, '')
  return (text.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)))
}

export interface Moments {
  /** Milliseconds since 1970, or null for what is not written so. */
  read(text: string): number | null
  write(milliseconds: number): string
}

export function momentsOf(format: string): Moments {
  const found: Part[] = []
  const pattern = format.split(/(%[A-Za-z])/).map((piece) => {
    const part = piece.startsWith('%') ? PARTS[piece.slice(1)] : undefined
    if (!part) return piece.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    found.push(part)
    return `(${part.pattern})`
  }).join('')
  const whole = new RegExp(`^${pattern}$`)
  return {
    read(text) {
      const match = whole.exec(text.trim())
      if (!match) return null
      const parts: Parts = { year: 1970, month: 0, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0, afternoon: null, zone: 0, since: null }
      found.forEach((part, index) => part.read?.(parts, match[index + 1]!))
      if (parts.since !== null) return parts.since
      const hour = parts.afternoon === null ? parts.hour : (parts.hour % 12) + (parts.afternoon ? 12 : 0)
      return Date.UTC(parts.year, parts.month, parts.day, hour, parts.minute - parts.zone, parts.second) + parts.millisecond
    },
    write: (milliseconds) => format.replace(/%([A-Za-z])/g, (all, letter: string) => PARTS[letter]?.write(new Date(milliseconds)) ?? all),
  }
}

const SECOND = 1000
const DAY = 86_400 * SECOND
const STEPS = [1, 2, 5, 15, 30, 60, 120, 300, 900, 1_800, 3_600, 10_800, 21_600, 43_200].map((seconds) => seconds * SECOND).concat([1, 2, 7, 30, 91, 365].map((days) => days * DAY))

/** Round times for a ruler. */
export function momentTicks({ from, to }: { from: number; to: number }, wanted: number): number[] {
  const rough = (to - from) / Math.max(wanted, 1)
  const step = STEPS.find((candidate) => candidate >= rough) ?? Math.ceil(rough / (365 * DAY)) * 365 * DAY
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick)
  return ticks
}
