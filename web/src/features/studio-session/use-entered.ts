import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { Me } from '@/api/types'
import { setLocale } from '@/lib/i18n'
import { meQuery } from '@/studio/queries'

/** What happens once somebody is signed in: the page speaks their language and goes where they wanted to go. */
export function useEntered(next: string | undefined): (me: Me) => void {
  const client = useQueryClient()
  const router = useRouter()
  return (me) => {
    client.setQueryData(meQuery.queryKey, me)
    setLocale(me.locale)
    void router.navigate({ href: next ?? '/', replace: true })
  }
}
