import { getRouteApi, Link } from '@tanstack/react-router'
import { signIn } from '@/api/session'
import { useAction } from '@/studio/use-action'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Frame } from './Frame'
import { useT } from './texts'
import { useEntered } from './use-entered'

const route = getRouteApi('/sign-in')

export function SignIn() {
  const t = useT()
  const { next } = route.useSearch()
  const enter = useAction(signIn, { onDone: useEntered(next), quiet: true })
  return (
    <Frame
      title={t('sign_in_title')}
      lead={t('sign_in_lead')}
      below={
        <>
          {t('no_account')}{' '}
          <Link to="/sign-up" search={next ? { next } : {}} className="font-semibold text-accent underline">
            {t('sign_up')}
          </Link>
        </>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          const form = new FormData(event.currentTarget)
          enter.run({ email: String(form.get('email')), password: String(form.get('password')) })
        }}
      >
        {enter.error && <Notice tone="bad">{enter.error}</Notice>}
        <TextField label={t('email')} name="email" type="email" autoComplete="username" />
        <TextField label={t('password')} name="password" type="password" autoComplete="current-password" />
        <Button type="submit" kind="primary" size="large" busy={enter.busy}>
          {t('sign_in')}
        </Button>
      </form>
    </Frame>
  )
}
