import { HeartHandshake } from 'lucide-react'
import { useState } from 'react'
import { errorText } from '@/api/errors'
import { giveConsent } from '@/api/sensitive'
import type { SensitiveKind, SensitiveWork } from '@/api/sensitive-types'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Field'
import { Card } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { useT } from './texts'

export function SensitiveBadges({ kinds }: { kinds: readonly SensitiveKind[] }) {
  const t = useT()
  return kinds.map((kind) => (
    <Badge key={kind} tone="warn">
      {t(`kind_${kind}`)}
    </Badge>
  ))
}

/** What is in a project, how people are looked after, and agreeing to it. */
export function ConsentCard({ sensitive, onChange }: { sensitive: SensitiveWork; onChange: () => void }) {
  const t = useT()
  const [agreed, setAgreed] = useState(false)
  const [busy, setBusy] = useState(false)
  const { kinds, missing_consents: missing, limits } = sensitive
  const agree = async () => {
    setBusy(true)
    try {
      for (const kind of missing) await giveConsent(kind)
      toast(t('consent_done'), { kind: 'good' })
      onChange()
    } catch (error) {
      toast(errorText(error), { kind: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={t('consent_title')} className="border-warn">
      <div className="grid gap-4">
        <p>{t('consent_lead')}</p>
        <ul className="grid gap-2">
          {kinds.map((kind) => (
            <li key={kind} className="flex flex-wrap items-baseline gap-x-2">
              <Badge tone="warn">{t(`kind_${kind}`)}</Badge>
              <span>{t(`hint_${kind}`)}</span>
              {!missing.includes(kind) && <span className="text-sm text-muted">{t('consent_given')}</span>}
            </li>
          ))}
        </ul>
        <ul className="grid list-disc gap-1 pl-5 text-muted">
          <li>{t('care_blur')}</li>
          <li>{t('care_break', { after: limits.break_after_minutes, rest: limits.break_minutes, most: limits.daily_minutes })}</li>
          <li>{t('care_leave')}</li>
        </ul>
        <HelpLine />
        {missing.length > 0 && (
          <div className="grid gap-3 border-t border-line pt-4">
            <Checkbox label={t('consent_give')} checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
            <Button kind="primary" disabled={!agreed} busy={busy} onClick={() => void agree()} className="justify-self-start">
              {t('consent_agree')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

/** Where somebody listens. */
export function HelpLine() {
  const t = useT()
  return (
    <p className="flex gap-2 text-sm">
      <HeartHandshake aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent" />
      <span>{t('help')}</span>
    </p>
  )
}
