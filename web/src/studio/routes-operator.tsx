import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import type { ProjectState } from '@/api/types'
import * as queries from './operator-queries'
import { queryClient } from './queries'
import { insideRoute } from './routes-organization'

/** To everybody else the operator's pages do not exist. */
export const operatorRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/operator',
  beforeLoad: ({ context: { me } }) => {
    if (!me.is_operator) throw notFound()
  },
})

const text = (search: Record<string, unknown>, name: string): string | undefined =>
  typeof search[name] === 'string' && search[name] !== '' ? search[name] : undefined

const indexRoute = createRoute({
  getParentRoute: () => operatorRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/operator/top-earners' })
  },
})

const projectStates: readonly ProjectState[] = ['draft', 'open', 'paused', 'closed']

export const operatorRoutes = [
  indexRoute,
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/users',
    validateSearch: (search: Record<string, unknown>): { query?: string } => {
      const query = text(search, 'query')
      return query ? { query } : {}
    },
    loaderDeps: ({ search }) => search,
    loader: ({ deps }) => queryClient.ensureInfiniteQueryData(queries.usersQuery(deps.query)),
    component: lazyRouteComponent(() => import('@/features/studio-operator/Users'), 'Users'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/organizations',
    loader: () => queryClient.ensureInfiniteQueryData(queries.allOrganizationsQuery),
    component: lazyRouteComponent(() => import('@/features/studio-operator/Organizations'), 'Organizations'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/projects',
    validateSearch: (search: Record<string, unknown>): { state?: ProjectState } => {
      const state = projectStates.find((known) => known === search['state'])
      return state ? { state } : {}
    },
    loaderDeps: ({ search }) => search,
    loader: ({ deps }) => queryClient.ensureInfiniteQueryData(queries.allProjectsQuery(deps.state)),
    component: lazyRouteComponent(() => import('@/features/studio-operator/AllProjects'), 'AllProjects'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/top-earners',
    validateSearch: (search: Record<string, unknown>): { week?: string } => {
      const week = text(search, 'week')
      return week && /^\d{4}-W\d{2}$/.test(week) ? { week } : {}
    },
    loaderDeps: ({ search }) => search,
    loader: ({ deps }) => queryClient.ensureQueryData(queries.topEarnersQuery(deps.week)),
    component: lazyRouteComponent(() => import('@/features/studio-operator/TopEarners'), 'TopEarners'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/events',
    validateSearch: (search: Record<string, unknown>): queries.EventFilter => {
      const filter: Record<string, string> = {}
      for (const name of ['project_id', 'actor_id', 'subject_id', 'kind'] as const) {
        const value = text(search, name)
        if (value) filter[name] = value
      }
      return filter
    },
    loaderDeps: ({ search }) => search,
    loader: ({ deps }) => queryClient.ensureInfiniteQueryData(queries.eventsQuery(deps)),
    component: lazyRouteComponent(() => import('@/features/studio-operator/Events'), 'Events'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/ledger',
    loader: () => queryClient.ensureQueryData(queries.ledgerQuery),
    component: lazyRouteComponent(() => import('@/features/studio-operator/Ledger'), 'Ledger'),
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: '/appeals',
    loader: () => queryClient.ensureInfiniteQueryData(queries.appealsQuery),
    component: lazyRouteComponent(() => import('@/features/studio-operator/Appeals'), 'Appeals'),
  }),
] as const
