import { useState } from 'react'
import { type SensitiveKind, sensitiveKinds, type Sensitivity } from '@/api/sensitive-types'
import { Notice } from '@/ui/Badge'
import { Checkbox } from '@/ui/Field'
import { NumberField } from '@/ui/NumberField'
import { Card } from '@/ui/Page'
import type { FormProps } from './draft'
import { useT } from './sensitivity-texts'

const strict = { break_after_minutes: 30, break_minutes: 10, daily_minutes: 120 }

/** What is sensitive in the data, and how often people rest from it. */
export function SensitivityForm({ draft, change, errors, frozen = false }: FormProps & { frozen?: boolean }) {
  const t = useT()
  const { sensitivity } = draft
  // What stood there when the form was opened was stated before.
  const [stated] = useState<readonly SensitiveKind[]>(() => (frozen ? sensitivity.kinds : []))
  const set = (part: Partial<Sensitivity>) => change({ sensitivity: { ...sensitivity, ...part }, adult: draft.adult || (part.kinds?.length ?? 0) > 0 })
  const isStricter = sensitivity.break_after_minutes !== null || sensitivity.break_minutes !== null || sensitivity.daily_minutes !== null
  const field = (name: keyof typeof strict) => errors[`sensitivity/${name}`]
  return (
    <Card title={t('title')} className="grid gap-4">
      <p className="text-muted">{t('lead')}</p>
      <div role="group" aria-label={t('title')} className="grid gap-3 sm:grid-cols-2">
        {sensitiveKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={t(kind)}
            hint={t(`${kind}_hint`)}
            checked={sensitivity.kinds.includes(kind)}
            disabled={stated.includes(kind)}
            onChange={(event) => set({ kinds: sensitiveKinds.filter((one) => (one === kind ? event.target.checked : sensitivity.kinds.includes(one))) })}
          />
        ))}
      </div>
      {stated.length > 0 && <p className="text-sm text-muted">{t('frozen')}</p>}
      {sensitivity.kinds.length > 0 && (
        <>
          <Checkbox
            label={t('stricter')}
            hint={t('stricter_hint')}
            checked={isStricter}
            onChange={(event) => set(event.target.checked ? strict : { break_after_minutes: null, break_minutes: null, daily_minutes: null })}
          />
          {isStricter && (
            <div className="grid gap-4 sm:grid-cols-3">
              <NumberField label={t('after')} unit={t('minutes')} min={5} max={240} value={sensitivity.break_after_minutes ?? strict.break_after_minutes} error={field('break_after_minutes')} onValue={(value) => set({ break_after_minutes: value })} />
              <NumberField label={t('rest')} unit={t('minutes')} min={1} max={120} value={sensitivity.break_minutes ?? strict.break_minutes} error={field('break_minutes')} onValue={(value) => set({ break_minutes: value })} />
              <NumberField label={t('most')} unit={t('minutes')} min={10} max={720} value={sensitivity.daily_minutes ?? strict.daily_minutes} error={field('daily_minutes')} onValue={(value) => set({ daily_minutes: value })} />
            </div>
          )}
          <Notice>{t('pay')}</Notice>
        </>
      )}
    </Card>
  )
}
