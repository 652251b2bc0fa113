import { errorText } from '@/api/errors'
import { getSensitiveStanding, withdrawConsent } from '@/api/sensitive'
import type { SensitiveKind } from '@/api/sensitive-types'
import { useLoad } from '@/lib/load'
import { Button } from '@/ui/Button'
import { Checkbox, Select } from '@/ui/Field'
import { Card, Failed, Loading } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { updateMe, useMe } from '../session'
import { HelpLine } from './ConsentCard'
import { defaultsOf, type SensitiveDefaults, storedDefaults, volumes } from './defaults'
import { useT } from './texts'

/** What a person agreed to see, how long they were at it, and how they see it. */
export function SensitiveSettings() {
  const t = useT()
  const me = useMe()
  const standing = useLoad('sensitive', getSensitiveStanding)
  if (!standing.data) return standing.error ? <Failed text={errorText(standing.error)} onRetry={() => void standing.reload()} /> : <Loading />
  const defaults = defaultsOf(me)
  const set = (part: Partial<SensitiveDefaults>) => {
    updateMe({ settings: { ...me?.settings, ...storedDefaults({ ...defaults, ...part }) } }).catch((error: unknown) => toast(errorText(error), { kind: 'bad' }))
  }
  const end = (kind: SensitiveKind) => {
    withdrawConsent(kind).then(
      () => {
        toast(t('consent_ended'))
        void standing.reload()
      },
      (error: unknown) => toast(errorText(error), { kind: 'bad' }),
    )
  }
  const given = standing.data.consents.filter((one) => one.given_at !== null)
  return (
    <Card title={t('settings_title')}>
      <div className="grid gap-5">
        <p>{t('settings_today', { minutes: standing.data.today_minutes })}</p>
        <section className="grid gap-2">
          <h3 className="font-semibold">{t('settings_consents')}</h3>
          {given.length === 0 && <p className="text-muted">{t('none')}</p>}
          <ul className="grid gap-2">
            {given.map(({ kind }) => (
              <li key={kind} className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-2">
                <span>{t(`kind_${kind}`)}</span>
                <Button size="small" aria-label={`${t('consent_end')}: ${t(`kind_${kind}`)}`} onClick={() => end(kind)}>
                  {t('consent_end')}
                </Button>
              </li>
            ))}
          </ul>
          <p className="text-sm text-muted">{t('care_leave')}</p>
        </section>
        <section className="grid gap-3">
          <h3 className="font-semibold">{t('settings_defaults')}</h3>
          <Checkbox label={t('setting_shows')} hint={t('setting_shows_hint')} checked={defaults.shows} onChange={(event) => set({ shows: event.target.checked })} />
          <Checkbox label={t('setting_greyscale')} checked={defaults.greyscale} onChange={(event) => set({ greyscale: event.target.checked })} />
          <Select
            label={t('setting_volume')}
            className="max-w-48"
            value={String(defaults.volumePercent)}
            options={volumes.map((one) => ({ value: String(one), label: `${one}%` }))}
            onValue={(value) => set({ volumePercent: Number(value) })}
          />
        </section>
        <HelpLine />
      </div>
    </Card>
  )
}
