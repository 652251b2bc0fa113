/** ISO weeks as `2026-W48`. Weeks begin on Monday, in Korean time as the server counts them. */
const DAY_MS = 86_400_000
const SEOUL_OFFSET_MS = 9 * 3_600_000

/** The week that holds this moment. */
export function weekOf(at: Date): string {
  const day = new Date(at.getTime() + SEOUL_OFFSET_MS)
  const thursday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()) + (4 - (day.getUTCDay() || 7)) * DAY_MS)
  const year = thursday.getUTCFullYear()
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / DAY_MS / 7) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** `weeks` later, or earlier when negative. */
export function addWeeks(week: string, weeks: number): string {
  const monday = mondayOf(week)
  return weekOf(new Date(monday.getTime() - SEOUL_OFFSET_MS + weeks * 7 * DAY_MS))
}

/** Monday of the week, as a date at midnight UTC. */
export function mondayOf(week: string): Date {
  const match = /^(\d{4})-W(\d{2})$/.exec(week)
  if (!match) throw new Error(`not a week: ${week}; write it as 2026-W48`)
  const fourth = new Date(Date.UTC(Number(match[1]), 0, 4))
  const first = fourth.getTime() - ((fourth.getUTCDay() || 7) - 1) * DAY_MS
  return new Date(first + (Number(match[2]) - 1) * 7 * DAY_MS)
}
