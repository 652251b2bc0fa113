import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import type { TaskState } from '@/api/types'
import { getLocale } from '@/lib/i18n'
import { taskStates } from './labels'
import { qualitySearch } from './quality-queries'
import { examplesQuery, questionsQuery } from './question-queries'
import { importsQuery, invitationsQuery, organizationQuery, projectQuery, queryClient, tasksQuery, taskQuery, templatesQuery, workersQuery } from './queries'
import { insideRoute } from './routes-organization'
import { wizardSteps, type WizardStep } from './wizard-steps'

export const projectRoute = createRoute({
  getParentRoute: () => insideRoute,
  path: '/projects/$projectId',
  loader: async ({ params }) => {
    const project = await queryClient.ensureQueryData(projectQuery(params.projectId))
    await queryClient.ensureQueryData(organizationQuery(project.organization_id))
  },
})

const setupRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/setup/$step',
  params: {
    parse: ({ step }): { step: WizardStep } => ({ step: wizardSteps.find((known) => known === step) ?? 'interface' }),
    stringify: ({ step }) => ({ step }),
  },
  loader: () => queryClient.ensureQueryData(templatesQuery(getLocale())),
  component: lazyRouteComponent(() => import('@/features/studio-wizard/Setup'), 'Setup'),
})

export const tabsRoute = createRoute({
  getParentRoute: () => projectRoute,
  id: 'tabs',
  component: lazyRouteComponent(() => import('@/features/studio-project/ProjectPage'), 'ProjectPage'),
})

const indexRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/projects/$projectId/overview', params })
  },
})

export interface TasksSearch {
  readonly state?: TaskState
  readonly task?: string
}

const tabRoutes = [
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/overview',
    component: lazyRouteComponent(() => import('@/features/studio-project/Overview'), 'Overview'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/data',
    validateSearch: (search: Record<string, unknown>): { problems?: string } =>
      typeof search['problems'] === 'string' ? { problems: search['problems'] } : {},
    loader: ({ params }) => queryClient.ensureInfiniteQueryData(importsQuery(params.projectId)),
    component: lazyRouteComponent(() => import('@/features/studio-data/Data'), 'Data'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/tasks',
    validateSearch: (search: Record<string, unknown>): TasksSearch => ({
      ...(taskStates.includes(search['state'] as TaskState) ? { state: search['state'] as TaskState } : {}),
      ...(typeof search['task'] === 'string' ? { task: search['task'] } : {}),
    }),
    loaderDeps: ({ search }) => search,
    loader: async ({ params, deps }) => {
      await Promise.all([
        queryClient.ensureInfiniteQueryData(tasksQuery(params.projectId, deps.state)),
        deps.task ? queryClient.ensureQueryData(taskQuery(params.projectId, deps.task)) : null,
      ])
    },
    component: lazyRouteComponent(() => import('@/features/studio-tasks/Tasks'), 'Tasks'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/quality',
    validateSearch: qualitySearch,
    component: lazyRouteComponent(() => import('@/features/studio-quality/QualityPage'), 'QualityPage'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/questions',
    loader: ({ params }) => queryClient.ensureInfiniteQueryData(questionsQuery(params.projectId)),
    component: lazyRouteComponent(() => import('@/features/studio-questions/Questions'), 'Questions'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/guide',
    loader: ({ params }) => queryClient.ensureQueryData(examplesQuery(params.projectId)),
    component: lazyRouteComponent(() => import('@/features/studio-project/Guide'), 'Guide'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/people',
    loader: ({ params }) =>
      Promise.all([
        queryClient.ensureInfiniteQueryData(workersQuery(params.projectId)),
        queryClient.ensureInfiniteQueryData(invitationsQuery(params.projectId)),
      ]),
    component: lazyRouteComponent(() => import('@/features/studio-project/People'), 'People'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/results',
    component: lazyRouteComponent(() => import('@/features/studio-project/Results'), 'Results'),
  }),
  createRoute({
    getParentRoute: () => tabsRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('@/features/studio-project/Settings'), 'Settings'),
  }),
] as const

export const projectRoutes = [indexRoute, setupRoute, tabsRoute.addChildren(tabRoutes)] as const
