import { useState } from 'react'
import type { ProjectDraft } from '@/api/types'
import { money } from '@/lib/money'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import { fairReward, hourlyAt, MINIMUM_WAGE_2026_MINOR, pricePerTaskAtMost } from '../lib/price'
import { useT } from './texts'

export function CostCard({ draft, feePercent }: { draft: ProjectDraft; feePercent: number }) {
  const t = useT()
  const input = { ...draft, fee_percent: feePercent }
  const most = pricePerTaskAtMost(input)
  const usual = pricePerTaskAtMost({ ...input, max_rounds: 0 })
  return (
    <Card>
      <div aria-live="polite" className="grid gap-1">
        <p className="text-lg font-bold tabular-nums">{t('at_most', { amount: money(most) })}</p>
        <p className="text-sm text-muted">
          {t('at_most_parts', {
            answers: draft.answers_per_task,
            reward: money(draft.reward_minor),
            inspections: draft.inspect_percent > 0 ? draft.max_rounds + 1 : 0,
            inspection: money(draft.inspection_reward_minor),
            fee: feePercent,
          })}
        </p>
        {usual < most && <p className="text-sm">{t('usually_less', { amount: money(usual) })}</p>}
        <p className="text-sm font-semibold">{t('per_thousand', { amount: money(most * 1000) })}</p>
      </div>
    </Card>
  )
}

/** Whether the reward is fair pay, at a speed that the requester guesses. The guess is not kept: real times show once work began. */
export function WageCard({ label, rewardMinor, guess, onFair, fixText }: { label: string; rewardMinor: number; guess: number; onFair: (rewardMinor: number) => void; fixText: (fair: number) => string }) {
  const t = useT()
  const [seconds, setSeconds] = useState(guess)
  const hourly = hourlyAt(rewardMinor, seconds)
  const fair = fairReward(seconds)
  const minimum = money(MINIMUM_WAGE_2026_MINOR)
  return (
    <Card className="grid gap-3">
      <NumberField label={label} value={seconds} unit={t('seconds')} min={1} max={86_400} onValue={(value) => setSeconds(Math.max(1, value))} />
      <div aria-live="polite" className="grid gap-2">
        <p className="font-bold tabular-nums">{t('wage', { amount: money(hourly) })}</p>
        {hourly < MINIMUM_WAGE_2026_MINOR ? (
          <Notice tone="warn">
            <p>{t('wage_low', { minimum, fair: money(fair) })}</p>
            <Button size="small" className="mt-2" onClick={() => onFair(fair)}>
              {fixText(fair)}
            </Button>
          </Notice>
        ) : (
          <p className="text-sm font-semibold text-good">{t('wage_good', { minimum })}</p>
        )}
      </div>
    </Card>
  )
}
