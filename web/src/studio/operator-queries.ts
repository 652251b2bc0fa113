import { queryOptions } from '@tanstack/react-query'
import * as operator from '@/api/operator'
import type { ProjectState } from '@/api/types'
import { pagesOf } from './queries'

export type EventFilter = { project_id?: string; actor_id?: string; subject_id?: string; kind?: string }

export const usersQuery = (query: string | undefined) => pagesOf(['operator', 'users', query ?? ''], (cursor) => operator.listUsers({ query, cursor }))
export const allOrganizationsQuery = pagesOf(['operator', 'organizations'], operator.listAllOrganizations)
export const allProjectsQuery = (state: ProjectState | undefined) =>
  pagesOf(['operator', 'projects', state ?? 'all'], (cursor) => operator.listAllProjects({ state, cursor }))
export const topEarnersQuery = (week: string | undefined) =>
  queryOptions({ queryKey: ['operator', 'top-earners', week ?? 'now'], queryFn: () => operator.getTopEarners(week) })
export const eventsQuery = (filter: EventFilter) => pagesOf(['operator', 'events', filter], (cursor) => operator.listEvents({ ...filter, cursor }))
export const ledgerQuery = queryOptions({ queryKey: ['operator', 'ledger'], queryFn: operator.getLedger })
export const appealsQuery = pagesOf(['operator', 'appeals'], operator.listAppeals)
