import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { getLocale } from '@/lib/i18n'
import { rememberedOrganization, rememberOrganization } from './memory'
import { membersQuery, meQuery, organizationQuery, projectsQuery, queryClient, templatesQuery, tokensQuery, transfersQuery } from './queries'
import { rootRoute } from './routes-session'
import { Shell } from './Shell'

/** Everything that needs a session: strangers are sent to sign in and come back to where they wanted to go. */
export const insideRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    const me = await queryClient.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } })
    return { me }
  },
  component: Shell,
})

export const indexRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    const remembered = me.memberships.find((one) => one.organization_id === rememberedOrganization())
    const membership = remembered ?? me.memberships[0]
    if (membership) throw redirect({ to: '/organizations/$organizationId/projects', params: { organizationId: membership.organization_id } })
    if (me.is_operator) throw redirect({ to: '/operator/top-earners' })
    throw redirect({ to: '/new-organization' })
  },
})

export const accountRoutes = [
  createRoute({
    getParentRoute: () => insideRoute,
    path: '/new-organization',
    component: lazyRouteComponent(() => import('@/features/studio-session/NewOrganization'), 'NewOrganization'),
  }),
  createRoute({
    getParentRoute: () => insideRoute,
    path: '/tokens',
    loader: () => queryClient.ensureInfiniteQueryData(tokensQuery),
    component: lazyRouteComponent(() => import('@/features/studio-organization/Tokens'), 'Tokens'),
  }),
] as const

export const organizationRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/organizations/$organizationId',
  loader: async ({ params }) => {
    await queryClient.ensureQueryData(organizationQuery(params.organizationId))
    rememberOrganization(params.organizationId)
  },
})

export const organizationRoutes = [
  createRoute({
    getParentRoute: () => organizationRoute,
    path: '/projects',
    loader: ({ params }) => queryClient.ensureInfiniteQueryData(projectsQuery(params.organizationId)),
    component: lazyRouteComponent(() => import('@/features/studio-organization/Projects'), 'Projects'),
  }),
  createRoute({
    getParentRoute: () => organizationRoute,
    path: '/new-project',
    loader: () => queryClient.ensureQueryData(templatesQuery(getLocale())),
    component: lazyRouteComponent(() => import('@/features/studio-wizard/NewProject'), 'NewProject'),
  }),
  createRoute({
    getParentRoute: () => organizationRoute,
    path: '/members',
    loader: ({ params }) => queryClient.ensureInfiniteQueryData(membersQuery(params.organizationId)),
    component: lazyRouteComponent(() => import('@/features/studio-organization/Members'), 'Members'),
  }),
  createRoute({
    getParentRoute: () => organizationRoute,
    path: '/funds',
    loader: ({ params }) => queryClient.ensureInfiniteQueryData(transfersQuery(params.organizationId)),
    component: lazyRouteComponent(() => import('@/features/studio-organization/Funds'), 'Funds'),
  }),
] as const
