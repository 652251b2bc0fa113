import { getRouteApi, Link } from '@tanstack/react-router'
import { signUp } from '@/api/session'
import { getLocale } from '@/lib/i18n'
import { useAction } from '@/studio/use-action'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Frame } from './Frame'
import { useT } from './texts'
import { useEntered } from './use-entered'

const route = getRouteApi('/sign-up')

export function SignUp() {
  const t = useT()
  const { next } = route.useSearch()
  const enter = useAction(signUp, { onDone: useEntered(next ?? '/new-organization'), quiet: true })
  return (
    <Frame
      title={t('sign_up_title')}
      lead={t('sign_up_lead')}
      below={
        <>
          {t('has_account')}{' '}
          <Link to="/sign-in" search={next ? { next } : {}} className="font-semibold text-accent underline">
            {t('sign_in')}
          </Link>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          enter.run({
            email: String(form.get('email')),
            password: String(form.get('password')),
            display_name: String(form.get('display_name')).trim(),
            locale: getLocale(),
          })
        }}
      >
        {enter.error && <Notice tone="bad">{enter.error}</Notice>}
        <TextField label={t('display_name')} name="display_name" hint={t('display_name_hint')} autoComplete="name" maxLength={80} error={enter.fields['display_name']} />
        <TextField label={t('email')} name="email" type="email" autoComplete="username" error={enter.fields['email']} />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          hint={t('password_hint')}
          autoComplete="new-password"
          minLength={10}
          error={enter.fields['password']}
        />
        <Button type="submit" kind="primary" size="large" busy={enter.busy}>
          {t('sign_up')}
        </Button>
      </form>
    </Frame>
  )
}
