import { Suspense, useState } from 'react'
import { errorText } from '@/api/errors'
import type { Locale } from '@/api/types'
import { Badge } from '@/ui/Badge'
import { Button, buttonClass } from '@/ui/Button'
import { Checkbox, RadioGroup, TextField } from '@/ui/Field'
import { Card, Loading, Page } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { useT } from '@/work/i18n'
import { outbox } from '@/work/outbox'
import { paths } from '@/work/paths'
import { PausedHere, SensitiveSettings } from '@/work/screens'
import { signOut, updateMe, useMe } from '@/work/session'
import { type Settings, settingsOf, toStored } from '@/work/settings'

const settleMs = 5000

export default function MePage() {
  const t = useT()
  const me = useMe()
  const [leaving, setLeaving] = useState(false)
  if (!me) return null
  const leave = async () => {
    setLeaving(true)
    try {
      if (await outbox.settled(settleMs)) await signOut()
      else toast(t('sign_out_unsent'), { kind: 'bad' })
    } catch (error) {
      toast(errorText(error), { kind: 'bad' })
    } finally {
      setLeaving(false)
    }
  }
  return (
    <Page title={t('me')}>
      <Profile key={me.user_id} name={me.display_name} email={me.email} adult={me.adult_verified} />
      <Preferences />
      {me.adult_verified && (
        <Suspense fallback={<Loading />}>
          <SensitiveSettings />
        </Suspense>
      )}
      <Card title={t('pauses_title')}>
        <Suspense fallback={<Loading />}>
          <PausedHere past />
        </Suspense>
      </Card>
      {(me.memberships.length > 0 || me.is_operator) && (
        <a href={paths.studio} className={buttonClass('secondary', 'normal', 'w-full')}>
          {t('me_studio')}
        </a>
      )}
      <Button busy={leaving} onClick={() => void leave()}>
        {t('sign_out')}
      </Button>
    </Page>
  )
}

function Profile({ name, email, adult }: { name: string; email: string; adult: boolean }) {
  const t = useT()
  const [draft, setDraft] = useState(name)
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await updateMe({ display_name: draft.trim() })
      toast(t('me_saved'), { kind: 'good' })
    } catch (error) {
      toast(errorText(error), { kind: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={t('me_profile')} actions={adult && <Badge tone="good">{t('me_adult')}</Badge>}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (draft.trim()) void save()
        }}
      >
        <TextField label={t('display_name')} hint={t('display_name_hint')} value={draft} autoComplete="nickname" onChange={(event) => setDraft(event.target.value)} />
        <p>
          <span className="block font-semibold">{t('email')}</span>
          {email}
        </p>
        <Button type="submit" busy={busy} className="justify-self-start">
          {t('me_save')}
        </Button>
      </form>
    </Card>
  )
}

/** Changed at once, kept on the server. */
function Preferences() {
  const t = useT()
  const me = useMe()
  const settings = settingsOf(me)
  const change = (body: Parameters<typeof updateMe>[0]) => {
    updateMe(body).catch((error: unknown) => toast(errorText(error), { kind: 'bad' }))
  }
  const set = (part: Partial<Settings>) => change({ settings: { ...me?.settings, ...toStored({ ...settings, ...part }) } })
  return (
    <Card title={t('me_settings')}>
      <div className="grid gap-5">
        <RadioGroup<Locale>
          label={t('language')}
          value={me?.locale ?? 'ko'}
          choices={[
            { value: 'ko', label: <span lang="ko">한국어</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
          onValue={(locale) => change({ locale })}
        />
        <RadioGroup
          label={t('me_text_size')}
          value={settings.textSize}
          choices={[
            { value: 'normal', label: t('me_text_normal') },
            { value: 'large', label: t('me_text_large') },
            { value: 'larger', label: t('me_text_larger') },
          ]}
          onValue={(textSize) => set({ textSize })}
        />
        <Checkbox label={t('me_auto_advance')} hint={t('me_auto_advance_hint')} checked={settings.autoAdvance} onChange={(event) => set({ autoAdvance: event.target.checked })} />
        <Checkbox label={t('me_hotkeys')} hint={t('me_hotkeys_hint')} checked={settings.hotkeys} onChange={(event) => set({ hotkeys: event.target.checked })} />
      </div>
    </Card>
  )
}
