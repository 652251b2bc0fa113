import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad'
const tones: Record<Tone, string> = {
  plain: 'bg-sunken text-ink',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
}
export function Badge({ tone = 'plain', children, className }: { tone?: Tone; children: ReactNode; className?: string }) {
  return <span className={cx('inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm font-semibold whitespace-nowrap', tones[tone], className)}>{children}</span>
}

/** A block that says something that stays: a warning, a reason, a hint. */
export function Notice({ tone = 'plain', title, children, icon }: { tone?: Tone; title?: ReactNode; children?: ReactNode; icon?: ReactNode }) {
  return (
    <div className={cx('flex gap-3 rounded-card p-4', tones[tone])} role={tone === 'bad' ? 'alert' : undefined}>
      {icon}
      <div className="min-w-0 flex-1">
        {title && <p className="font-bold">{title}</p>}
        <div className={tone === 'plain' ? undefined : 'text-ink'}>{children}</div>
      </div>
    </div>
  )
}
