import { useState } from 'react'
import type { ProjectDraft } from '@/api/types'
import { money } from '@/lib/money'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import { fairReward, fewestAnswers, hourlyAt, mayInspect, MINIMUM_WAGE_2026_MINOR, pricePerTaskAtLeast, priceOfDecision, pricePerTaskAtMost } from '../lib/price'
import { useT as useQualityTexts } from './quality-texts'
import { useT } from './texts'

export function CostCard({ draft, feePercent }: { draft: ProjectDraft; feePercent: number }) {
  const t = useT()
  const words = useQualityTexts()
  const input = { ...draft, fee_percent: feePercent }
  const most = pricePerTaskAtMost(input)
  const least = pricePerTaskAtLeast(input)
  const decision = priceOfDecision(input)
  return (
    <Card>
      <div aria-live="polite" className="grid gap-1">
        <p className="text-lg font-bold tabular-nums">{least < most ? t('at_most', { amount: money(most) }) : words('least_same', { amount: money(most) })}</p>
        {least < most && <p className="font-semibold tabular-nums">{words('least', { amount: money(least) })}</p>}
        <p className="text-sm text-muted">
          {t('at_most_parts', {
            answers: draft.answers_per_task,
            reward: money(draft.reward_minor),
            inspections: mayInspect(draft) ? draft.max_rounds + 1 : 0,
            inspection: money(draft.inspection_reward_minor),
            fee: feePercent,
          })}
        </p>
        <p className="text-sm">{draft.quality.overlap === 'fixed' ? words('says_fixed', { most: draft.answers_per_task }) : words('says_range', { least: fewestAnswers(draft), most: draft.answers_per_task })}</p>
        {decision > 0 && <p className="text-sm">{words('decision_costs', { amount: money(decision) })}</p>}
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
