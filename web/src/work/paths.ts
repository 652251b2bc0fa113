import type { WorkRole } from '@/api/types'

/** Every address of the worker's app; nothing else writes one. */
export const paths = {
  home: '/work',
  signIn: '/work/sign-in',
  signUp: '/work/sign-up',
  wallet: '/work/wallet',
  me: '/work/me',
  project: (projectId: string) => `/work/projects/${projectId}`,
  trial: (projectId: string) => `/work/projects/${projectId}/trial`,
  exam: (projectId: string, role: WorkRole) => `/work/projects/${projectId}/exam/${role}`,
  player: (projectId: string) => `/work/projects/${projectId}/work`,
  review: (projectId: string) => `/work/projects/${projectId}/inspect`,
  doing: (projectId: string, role: WorkRole) => (role === 'work' ? paths.player(projectId) : paths.review(projectId)),
  studio: '/studio',
}

/** The same addresses as patterns for the routes. */
export const routes = {
  project: '/work/projects/:projectId',
  trial: '/work/projects/:projectId/trial',
  exam: '/work/projects/:projectId/exam/:role',
  player: '/work/projects/:projectId/work',
  review: '/work/projects/:projectId/inspect',
}
