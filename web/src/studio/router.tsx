import { createRouter } from '@tanstack/react-router'
import { Pending, RouteError, RouteNotFound } from './RouteStates'
import { accountRoutes, indexRoute, insideRoute, organizationRoute, organizationRoutes } from './routes-organization'
import { operatorRoute, operatorRoutes } from './routes-operator'
import { projectRoute, projectRoutes } from './routes-project'
import { rootRoute, signInRoute, signUpRoute } from './routes-session'

const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  insideRoute.addChildren([
    indexRoute,
    ...accountRoutes,
    organizationRoute.addChildren(organizationRoutes),
    projectRoute.addChildren(projectRoutes),
    operatorRoute.addChildren(operatorRoutes),
  ]),
])

export const router = createRouter({
  routeTree,
  basepath: '/studio',
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  // Pages keep showing what they have while the next loads; a wait is only said when it lasts.
  defaultPendingMs: 400,
  defaultPendingComponent: Pending,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: RouteNotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
