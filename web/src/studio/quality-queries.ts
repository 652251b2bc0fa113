import { queryOptions, useInfiniteQuery } from '@tanstack/react-query'
import * as quality from '@/api/quality'
import type { PauseFilter } from '@/api/quality-types'
import type { WorkRole } from '@/api/types'
import { pagesOf } from './queries'

export const qualityQuery = (projectId: string) => queryOptions({ queryKey: ['project', projectId, 'quality'], queryFn: () => quality.getQuality(projectId) })
export const doubtfulTasksQuery = (projectId: string) =>
  pagesOf(['project', projectId, 'quality', 'tasks'], (cursor) => quality.listDoubtfulTasks(projectId, cursor))
export const measuredPeopleQuery = (projectId: string, role: WorkRole) =>
  pagesOf(['project', projectId, 'quality', 'workers', role], (cursor) => quality.listMeasuredPeople(projectId, role, cursor))
export const pausesQuery = (projectId: string, state: PauseFilter) =>
  pagesOf(['project', projectId, 'pauses', state], (cursor) => quality.listPauses(projectId, state, cursor))
export const auditsQuery = (projectId: string) => pagesOf(['project', projectId, 'audits'], (cursor) => quality.listAudits(projectId, cursor))

/** How many objections wait for a decision, of those on the first page; they end by themselves in the person's favour. */
export function useObjections(projectId: string): number {
  const { data } = useInfiniteQuery(pausesQuery(projectId, 'objected'))
  return data?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0
}

/** The parts of a project's quality, each at an address of its own. */
export const qualityViews = ['measures', 'doubt', 'people', 'pauses', 'certificate'] as const
export type QualityView = (typeof qualityViews)[number]
export const pauseFilters: readonly PauseFilter[] = ['running', 'objected', 'all']

export interface QualitySearch {
  readonly view?: QualityView
  readonly role?: WorkRole
  readonly pauses?: PauseFilter
  readonly task?: string
}

/** The search of an address, with what it does not know left out. */
export function qualitySearch(search: Record<string, unknown>): QualitySearch {
  const view = qualityViews.find((one) => one === search['view'])
  const pauses = pauseFilters.find((one) => one === search['pauses'])
  return {
    ...(view ? { view } : {}),
    ...(search['role'] === 'inspect' || search['role'] === 'work' ? { role: search['role'] } : {}),
    ...(pauses ? { pauses } : {}),
    ...(typeof search['task'] === 'string' ? { task: search['task'] } : {}),
  }
}
