import { money } from '@/lib/money'
import { Notice } from '@/ui/Badge'
import { TextField } from '@/ui/Field'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import { pricePerTaskAtMost } from '../lib/price'
import { dayOf, endOfDay, type FormProps } from './draft'
import { useT } from './texts'

/** How much money, until when. `availableMinor` is what the organization has for it; null where that is no question. */
export function BudgetForm({ draft, change, errors, feePercent, availableMinor }: FormProps & { feePercent: number; availableMinor: number | null }) {
  const t = useT()
  const most = pricePerTaskAtMost({ ...draft, fee_percent: feePercent })
  const short = availableMinor === null ? 0 : draft.budget_minor - availableMinor
  return (
    <Card className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <NumberField label={t('budget')} hint={t('budget_hint')} value={draft.budget_minor} unit={t('won')} max={1_000_000_000_000} error={errors['budget_minor']} onValue={(value) => change({ budget_minor: value })} />
        <TextField
          label={t('deadline')}
          hint={t('deadline_hint')}
          optional
          type="date"
          value={draft.deadline ? dayOf(draft.deadline) : ''}
          error={errors['deadline']}
          onChange={(event) => change({ deadline: event.target.value === '' ? null : endOfDay(event.target.value) })}
        />
      </div>
      <div aria-live="polite" className="grid gap-2">
        {most > 0 && draft.budget_minor > 0 && <p className="font-semibold">{t('budget_covers', { count: Math.floor(draft.budget_minor / most) })}</p>}
        {availableMinor !== null && <p className="text-sm text-muted">{t('budget_available', { amount: money(availableMinor) })}</p>}
        {short > 0 && <Notice tone="warn">{t('budget_short', { amount: money(short) })}</Notice>}
      </div>
    </Card>
  )
}
