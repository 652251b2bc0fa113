import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Briefcase, Languages, LogOut, UserRound } from 'lucide-react'
import { signOut, updateMe } from '@/api/session'
import type { Me } from '@/api/types'
import { setLocale, useLocale } from '@/lib/i18n'
import { Button, IconButton } from '@/ui/Button'
import { Menu } from '@/ui/Menu'
import { meQuery } from './queries'
import { useT } from './texts'
import { useAction } from './use-action'

export function AccountMenu({ me, compact = false }: { me: Me; compact?: boolean }) {
  const t = useT()
  const locale = useLocale()
  const router = useRouter()
  const client = useQueryClient()
  const leave = useAction(signOut, {
    onDone: () => {
      client.clear()
      client.setQueryData(meQuery.queryKey, null)
      void router.navigate({ to: '/sign-in' })
    },
  })
  const other = locale === 'ko' ? 'en' : 'ko'
  const language = useAction(() => updateMe({ locale: other }))
  const trigger = compact ? (
    <IconButton label={t('account')}>
      <UserRound aria-hidden="true" />
    </IconButton>
  ) : (
    <Button kind="quiet" className="w-full justify-start" icon={<UserRound aria-hidden="true" className="size-5" />}>
      <span className="truncate">{me.display_name}</span>
    </Button>
  )
  return (
    <Menu
      trigger={trigger}
      items={[
        { label: other === 'en' ? 'English' : '한국어', icon: <Languages aria-hidden="true" className="size-5" />, onSelect: () => (setLocale(other), language.run()) },
        { label: t('work_app'), icon: <Briefcase aria-hidden="true" className="size-5" />, onSelect: () => location.assign('/') },
        { label: t('sign_out'), icon: <LogOut aria-hidden="true" className="size-5" />, onSelect: leave.run },
      ]}
    />
  )
}
