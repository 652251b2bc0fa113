import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { Root } from './Root'
import { meQuery, queryClient } from './queries'

export const rootRoute = createRootRoute({ component: Root })

/** Only addresses inside the studio, so that a link cannot send a person elsewhere after signing in. */
const nextOf = (search: Record<string, unknown>): { next?: string } =>
  typeof search['next'] === 'string' && /^\/(?!\/)/.test(search['next']) ? { next: search['next'] } : {}

async function onlyStrangers(): Promise<void> {
  if (await queryClient.ensureQueryData(meQuery)) throw redirect({ to: '/' })
}

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: nextOf,
  beforeLoad: onlyStrangers,
  component: lazyRouteComponent(() => import('@/features/studio-session/SignIn'), 'SignIn'),
})

export const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: nextOf,
  beforeLoad: onlyStrangers,
  component: lazyRouteComponent(() => import('@/features/studio-session/SignUp'), 'SignUp'),
})
