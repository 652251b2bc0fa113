import { http } from './client'
import type {
  Appeal,
  Ledger,
  OperatorEvent,
  OperatorOrganization,
  OperatorProject,
  OperatorUser,
  Page,
  ProjectState,
  TopEarners,
  Transfer,
} from './types'

export const listUsers = (query: { query?: string | undefined; cursor?: string | undefined } = {}) => http.get<Page<OperatorUser>>('/operator/users', { query })
export const changeUser = (userId: string, body: { adult_verified?: boolean; suspended?: boolean; is_operator?: boolean }) =>
  http.patch<OperatorUser>(`/operator/users/${userId}`, body)
export const listAllOrganizations = (cursor?: string) => http.get<Page<OperatorOrganization>>('/operator/organizations', { query: { cursor } })
export const deposit = (organizationId: string, body: { amount_minor: number; note: string }) =>
  http.post<Transfer>(`/operator/organizations/${organizationId}/deposits`, body)
export const listAllProjects = (query: { state?: ProjectState | undefined; cursor?: string | undefined } = {}) =>
  http.get<Page<OperatorProject>>('/operator/projects', { query })
export const getTopEarners = (week?: string) => http.get<TopEarners>('/operator/top-earners', { query: { week } })
export type EventQuery = {
  project_id?: string | undefined
  actor_id?: string | undefined
  subject_id?: string | undefined
  kind?: string | undefined
  cursor?: string | undefined
}
export const listEvents = (query: EventQuery = {}) => http.get<Page<OperatorEvent>>('/operator/events', { query })
export const getLedger = () => http.get<Ledger>('/operator/ledger')
export const listAppeals = (cursor?: string) => http.get<Page<Appeal>>('/operator/appeals', { query: { cursor } })
export const decideAppeal = (assignmentId: string, body: { decision: 'accept' | 'uphold'; note: string }) =>
  http.post<unknown>(`/operator/appeals/${assignmentId}`, body)
