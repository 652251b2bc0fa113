import { type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { errorText } from '@/api/errors'
import { getLocale, setLocale, useLocale } from '@/lib/i18n'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Notice } from '@/ui/Badge'
import { useTitle } from '@/ui/Page'
import { useT } from '@/work/i18n'
import { Link } from '@/work/Link'
import { paths } from '@/work/paths'
import { signIn, signUp } from '@/work/session'

const passwordMin = 10

function Frame({ title, lead, children, foot }: { title: string; lead: string; children: ReactNode; foot: ReactNode }) {
  const t = useT()
  const locale = useLocale()
  useTitle(`${title} · ${t('app_name')}`)
  return (
    <main id="main" className="mx-auto grid min-h-[90dvh] w-full max-w-md content-center gap-6 px-5 py-10">
      <div className="flex items-center justify-between">
        <p className="flex items-center gap-2 text-xl font-bold">
          <img src="/icon.svg" alt="" width="32" height="32" />
          {t('app_name')}
        </p>
        <Button kind="quiet" size="small" lang={locale === 'ko' ? 'en' : 'ko'} onClick={() => setLocale(locale === 'ko' ? 'en' : 'ko')}>
          {t('switch_language')}
        </Button>
      </div>
      <div>
        <h1 className="text-2xl">{title}</h1>
        <p className="mt-1 text-muted">{lead}</p>
      </div>
      {children}
      <p className="text-center text-muted">{foot}</p>
    </main>
  )
}

/** Sends a form once at a time and says in words what went wrong. */
function useSending() {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const run = async (action: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    setFailure(null)
    try {
      await action()
    } catch (error) {
      setFailure(errorText(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, run }
}

export function SignIn() {
  const t = useT()
  const [location, go] = useLocation()
  const { busy, failure, run } = useSending()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Frame
      title={t('sign_in')}
      lead={t('sign_in_lead')}
      foot={
        <>
          {t('no_account')} <Link href={paths.signUp}>{t('sign_up')}</Link>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void run(async () => {
            await signIn({ email: email.trim(), password })
            if (location === paths.signIn) go(paths.home, { replace: true })
          })
        }}
      >
        {failure && <Notice tone="bad">{failure}</Notice>}
        <TextField label={t('email')} type="email" name="email" autoComplete="username" inputMode="email" value={email} onChange={(event) => setEmail(event.target.value)} />
        <TextField label={t('password')} type="password" name="password" autoComplete="current-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        <Button type="submit" kind="primary" size="large" busy={busy}>
          {t('sign_in')}
        </Button>
      </form>
    </Frame>
  )
}

export function SignUp() {
  const t = useT()
  const [, go] = useLocation()
  const { busy, failure, run } = useSending()
  const [tried, setTried] = useState(false)
  const [form, setForm] = useState({ display_name: '', email: '', password: '' })
  const set = (part: Partial<typeof form>) => setForm((current) => ({ ...current, ...part }))
  const wrong = {
    display_name: form.display_name.trim() === '' ? t('name_missing') : null,
    email: /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(form.email.trim()) ? null : t('email_invalid'),
    password: form.password.length < passwordMin ? t('password_short') : null,
  }
  const submit = () => {
    setTried(true)
    if (Object.values(wrong).some(Boolean)) return
    void run(async () => {
      await signUp({ ...form, email: form.email.trim(), display_name: form.display_name.trim(), locale: getLocale() })
      go(paths.home, { replace: true })
    })
  }
  return (
    <Frame
      title={t('sign_up')}
      lead={t('sign_up_lead')}
      foot={
        <>
          {t('have_account')} <Link href={paths.signIn}>{t('sign_in')}</Link>
        </>
      }
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {failure && <Notice tone="bad">{failure}</Notice>}
        <TextField
          label={t('display_name')}
          hint={t('display_name_hint')}
          error={tried ? wrong.display_name : null}
          name="name"
          autoComplete="nickname"
          value={form.display_name}
          onChange={(event) => set({ display_name: event.target.value })}
        />
        <TextField
          label={t('email')}
          error={tried ? wrong.email : null}
          type="email"
          name="email"
          inputMode="email"
          autoComplete="username"
          value={form.email}
          onChange={(event) => set({ email: event.target.value })}
        />
        <TextField
          label={t('password')}
          hint={t('password_hint')}
          error={tried ? wrong.password : null}
          type="password"
          name="password"
          autoComplete="new-password"
          value={form.password}
          onChange={(event) => set({ password: event.target.value })}
        />
        <Button type="submit" kind="primary" size="large" busy={busy}>
          {t('sign_up')}
        </Button>
      </form>
    </Frame>
  )
}
