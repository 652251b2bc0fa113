import { Outlet, useParams, useRouterState } from '@tanstack/react-router'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Menu as MenuIcon } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { AccountMenu } from './AccountMenu'
import { rememberedOrganization } from './memory'
import { Navigation } from './Navigation'
import { meQuery, projectQuery } from './queries'
import { useT } from './texts'

/** The frame of every page: navigation at the side, or behind a button on a phone. */
export function Shell() {
  const t = useT()
  const { data: me } = useSuspenseQuery(meQuery)
  const organizationId = useOrganizationId()
  // The menu belongs to the page it was opened on: going elsewhere closes it.
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [openOn, setOpenOn] = useState<string | null>(null)
  if (!me) return null
  const membership = me.memberships.find((one) => one.organization_id === organizationId) ?? me.memberships[0] ?? null
  const navigation = <Navigation me={me} membership={membership} />
  return (
    <div className="min-h-dvh wide:grid wide:grid-cols-[16rem_1fr]">
      <header className="sticky top-0 z-30 flex items-center gap-2 border-b border-line bg-card px-2 py-1 wide:hidden">
        <IconButton label={t('menu')} onClick={() => setOpenOn(path)}>
          <MenuIcon aria-hidden="true" />
        </IconButton>
        <span className="min-w-0 flex-1 truncate font-bold">{membership?.organization_name ?? t('app')}</span>
        <AccountMenu me={me} compact />
      </header>
      <Dialog open={openOn === path} onClose={() => setOpenOn(null)} title={t('app')}>
        {navigation}
      </Dialog>
      <aside className="sticky top-0 hidden h-dvh flex-col gap-4 overflow-y-auto border-r border-line bg-card p-4 wide:flex">
        <p className="px-2 text-lg font-bold">{t('app')}</p>
        <div className="flex-1">{navigation}</div>
        <AccountMenu me={me} />
      </aside>
      <div className="min-w-0">
        <Outlet />
      </div>
    </div>
  )
}

/** The organization of the page: in its address, or that of its project, or the last one looked at. */
function useOrganizationId(): string | null {
  const params = useParams({ strict: false })
  const project = useQuery({ ...projectQuery(params.projectId ?? ''), enabled: params.projectId !== undefined })
  return params.organizationId ?? project.data?.organization_id ?? rememberedOrganization()
}
