import { useState } from 'react'
import { money } from '@/lib/money'
import { RadioGroup } from '@/ui/Field'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import { CostCard, WageCard } from './CostCards'
import type { FormProps } from './draft'
import { useT } from './texts'

const DAY = 86_400

/** What is paid, how often, and who looks at it again; beside it what that costs and whether it is fair pay. */
export function PriceForm({ draft, change, errors, feePercent, frozen = false }: FormProps & { feePercent: number; frozen?: boolean }) {
  const t = useT()
  return (
    <div className="grid gap-5 wide:grid-cols-[minmax(0,1fr)_25rem]">
      <div className="grid content-start gap-5">
        <Card className="grid gap-4 sm:grid-cols-2">
          <NumberField label={t('reward')} value={draft.reward_minor} unit={t('won')} max={10_000_000} error={errors['reward_minor']} onValue={(value) => change({ reward_minor: value })} />
          <NumberField
            label={t('answers_per_task')}
            hint={t('answers_hint')}
            value={draft.answers_per_task}
            unit={t('answers_unit')}
            min={1}
            max={30}
            disabled={frozen}
            error={errors['answers_per_task']}
            onValue={(value) => change({ answers_per_task: value })}
          />
        </Card>
        <Card className="grid gap-4">
          <InspectionChoice draft={draft} change={change} errors={errors} frozen={frozen} />
          {draft.inspect_percent > 0 && (
            <div className="grid gap-4 sm:grid-cols-2">
              <NumberField
                label={t('inspection_reward')}
                value={draft.inspection_reward_minor}
                unit={t('won')}
                max={10_000_000}
                error={errors['inspection_reward_minor']}
                onValue={(value) => change({ inspection_reward_minor: value })}
              />
              <NumberField label={t('max_rounds')} hint={t('max_rounds_hint')} value={draft.max_rounds} unit={t('times')} max={10} disabled={frozen} error={errors['max_rounds']} onValue={(value) => change({ max_rounds: value })} />
              <SpanField label={t('accept_days')} hint={t('accept_hint')} seconds={draft.accept_seconds} per={DAY} unit={t('days')} max={30} error={errors['accept_seconds']} onSeconds={(value) => change({ accept_seconds: value })} />
            </div>
          )}
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
        {draft.inspect_percent > 0 && (
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

function InspectionChoice({ draft, change, errors, frozen }: FormProps & { frozen: boolean }) {
  const t = useT()
  const mode = draft.inspect_percent === 100 ? 'all' : draft.inspect_percent === 0 ? 'none' : 'share'
  const [share, setShare] = useState(mode === 'share' ? draft.inspect_percent : 20)
  return (
    <>
      <RadioGroup
        label={t('inspect')}
        value={mode}
        onValue={(value) => change({ inspect_percent: value === 'all' ? 100 : value === 'none' ? 0 : share })}
        choices={[
          { value: 'all', label: t('inspect_all'), hint: t('inspect_all_hint'), disabled: frozen },
          { value: 'share', label: t('inspect_share'), hint: t('inspect_share_hint'), disabled: frozen },
          { value: 'none', label: t('inspect_none'), hint: t('inspect_none_hint'), disabled: frozen },
        ]}
      />
      {mode === 'share' && (
        <NumberField
          label={t('inspect_percent')}
          value={draft.inspect_percent}
          unit="%"
          min={1}
          max={99}
          disabled={frozen}
          className="max-w-48"
          error={errors['inspect_percent']}
          onValue={(value) => {
            if (value < 1 || value > 99) return
            setShare(value)
            change({ inspect_percent: value })
          }}
        />
      )}
    </>
  )
}

/** A span of time in a unit that people say, kept in seconds. */
function SpanField({ seconds, per, onSeconds, ...rest }: { label: string; hint?: string; seconds: number; per: number; unit: string; max: number; error?: string | undefined; onSeconds: (seconds: number) => void }) {
  return <NumberField {...rest} min={1} value={Math.max(1, Math.round(seconds / per))} onValue={(value) => onSeconds(value * per)} />
}
