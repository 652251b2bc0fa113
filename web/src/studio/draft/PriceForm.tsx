import { money } from '@/lib/money'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import { mayDisagree, mayInspect } from '../lib/price'
import { CostCard, WageCard } from './CostCards'
import type { FormProps } from './draft'
import { useT } from './texts'

const DAY = 86_400

/** What is paid, and how long things may take; beside it what that costs and whether it is fair pay. */
export function PriceForm({ draft, change, errors, feePercent }: FormProps & { feePercent: number }) {
  const t = useT()
  const inspected = mayInspect(draft)
  const paysInspectors = inspected || mayDisagree(draft)
  return (
    <div className="grid gap-5 wide:grid-cols-[minmax(0,1fr)_25rem]">
      <div className="grid content-start gap-5">
        <Card className="grid gap-4 sm:grid-cols-2">
          <NumberField label={t('reward')} value={draft.reward_minor} unit={t('won')} max={10_000_000} error={errors['reward_minor']} onValue={(value) => change({ reward_minor: value })} />
          {paysInspectors && (
            <NumberField
              label={t('inspection_reward')}
              value={draft.inspection_reward_minor}
              unit={t('won')}
              max={10_000_000}
              error={errors['inspection_reward_minor']}
              onValue={(value) => change({ inspection_reward_minor: value })}
            />
          )}
          {inspected && <SpanField label={t('accept_days')} hint={t('accept_hint')} seconds={draft.accept_seconds} per={DAY} unit={t('days')} max={30} error={errors['accept_seconds']} onSeconds={(value) => change({ accept_seconds: value })} />}
        </Card>
        <details className="rounded-card border border-line bg-card p-4">
          <summary className="min-h-8 font-semibold">{t('more_terms')}</summary>
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            <SpanField label={t('lease')} seconds={draft.lease_seconds} per={60} unit={t('minutes')} max={43_200} error={errors['lease_seconds']} onSeconds={(value) => change({ lease_seconds: value })} />
            <SpanField label={t('return_hours')} seconds={draft.return_seconds} per={3600} unit={t('hours')} max={720} error={errors['return_seconds']} onSeconds={(value) => change({ return_seconds: value })} />
          </div>
        </details>
      </div>
      <div className="grid content-start gap-4">
        <CostCard draft={draft} feePercent={feePercent} />
        <WageCard label={t('seconds_guess')} rewardMinor={draft.reward_minor} guess={20} onFair={(value) => change({ reward_minor: value })} fixText={(fair) => t('wage_fix', { fair: money(fair) })} />
        {paysInspectors && (
          <WageCard
            label={t('seconds_guess_inspect')}
            rewardMinor={draft.inspection_reward_minor}
            guess={6}
            onFair={(value) => change({ inspection_reward_minor: value })}
            fixText={(fair) => t('wage_fix', { fair: money(fair) })}
          />
        )}
      </div>
    </div>
  )
}

/** A span of time in a unit that people say, kept in seconds. */
function SpanField({ seconds, per, onSeconds, ...rest }: { label: string; hint?: string; seconds: number; per: number; unit: string; max: number; error?: string | undefined; onSeconds: (seconds: number) => void }) {
  return <NumberField {...rest} min={1} value={Math.max(1, Math.round(seconds / per))} onValue={(value) => onSeconds(value * per)} />
}
