import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'

/** How far something is, as a bar and in words: the words are the truth, the bar is the picture. */
export function Meter({
  label,
  value,
  max,
  text,
  tone = 'accent',
  hideLabel = false,
}: {
  label: string
  value: number
  max: number
  text: ReactNode
  tone?: 'accent' | 'good' | 'warn'
  hideLabel?: boolean
}) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0
  const fill = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn' }[tone]
  return (
    <div>
      <div className={cx('mb-1 flex justify-between gap-3 text-sm', hideLabel && 'sr-only')}>
        <span className="font-semibold">{label}</span>
        <span className="tabular-nums">{text}</span>
      </div>
      <div role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={max} aria-valuenow={Math.min(value, max)} className="h-2 overflow-hidden rounded-full bg-sunken">
        <div className={cx('h-full rounded-full', fill)} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}
