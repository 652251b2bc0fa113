import { apiUrl, http } from './client'
import type {
  Guide,
  Import,
  ImportFormat,
  ImportProblem,
  InterfaceCheck,
  InterfaceTemplate,
  Invitation,
  Media,
  Member,
  Organization,
  Page,
  Progress,
  Project,
  ProjectDraft,
  ProjectSummary,
  ProjectWorker,
  Role,
  Task,
  TaskState,
  TaskSummary,
  Transfer,
  WorkRole,
} from './types'

const organization = (organizationId: string) => `/organizations/${organizationId}`
const project = (projectId: string) => `/projects/${projectId}`

export const createOrganization = (name: string) => http.post<Organization>('/organizations', { name })
export const listOrganizations = (cursor?: string) => http.get<Page<Organization>>('/organizations', { query: { cursor } })
export const getOrganization = (organizationId: string) => http.get<Organization>(organization(organizationId))
export const listMembers = (organizationId: string, cursor?: string) => http.get<Page<Member>>(`${organization(organizationId)}/members`, { query: { cursor } })
export const addMember = (organizationId: string, body: { email: string; role: Role }) => http.post<Member>(`${organization(organizationId)}/members`, body)
export const changeMember = (organizationId: string, userId: string, role: Role) => http.patch<Member>(`${organization(organizationId)}/members/${userId}`, { role })
export const removeMember = (organizationId: string, userId: string) => http.delete<void>(`${organization(organizationId)}/members/${userId}`)
export const listTransfers = (organizationId: string, cursor?: string) => http.get<Page<Transfer>>(`${organization(organizationId)}/transfers`, { query: { cursor } })

export const checkInterface = (xml: string) => http.post<InterfaceCheck>('/interfaces/check', { xml })
export const listInterfaceTemplates = () => http.get<{ items: InterfaceTemplate[] }>('/interface-templates')

export const createProject = (organizationId: string, draft: ProjectDraft) => http.post<Project>(`${organization(organizationId)}/projects`, draft)
export const listProjects = (organizationId: string, cursor?: string) => http.get<Page<ProjectSummary>>(`${organization(organizationId)}/projects`, { query: { cursor } })
export const getProject = (projectId: string) => http.get<Project>(project(projectId))
export const updateProject = (projectId: string, body: Partial<ProjectDraft> & { version: number }) => http.patch<Project>(project(projectId), body)
export const openProject = (projectId: string) => http.post<Project>(`${project(projectId)}/open`)
export const pauseProject = (projectId: string) => http.post<Project>(`${project(projectId)}/pause`)
export const closeProject = (projectId: string) => http.post<Project>(`${project(projectId)}/close`)
export const publishGuide = (projectId: string, markdown: string) => http.post<Guide>(`${project(projectId)}/guides`, { markdown })
export const getGuide = (projectId: string) => http.get<Guide>(`${project(projectId)}/guide`)
export const getProgress = (projectId: string) => http.get<Progress>(`${project(projectId)}/progress`)
/** For `listen` of lib/sse: `event: progress`, data: Progress. */
export const progressEventsUrl = (projectId: string) => apiUrl(`${project(projectId)}/progress/events`)
export const listProjectWorkers = (projectId: string, cursor?: string) => http.get<Page<ProjectWorker>>(`${project(projectId)}/workers`, { query: { cursor } })
export const listInvitations = (projectId: string, cursor?: string) => http.get<Page<Invitation>>(`${project(projectId)}/invitations`, { query: { cursor } })
export const invite = (projectId: string, body: { email: string; role: WorkRole }) => http.post<Invitation>(`${project(projectId)}/invitations`, body)
export const removeInvitation = (projectId: string, invitationId: string) => http.delete<void>(`${project(projectId)}/invitations/${invitationId}`)

export type ImportQuery = {
  format: ImportFormat
  file_name: string
  on_error: 'skip' | 'refuse'
  gold_column?: string | undefined
  image_field?: string | undefined
}
export const uploadMedia = (projectId: string, file: Blob, fileName: string, options?: { key?: string; signal?: AbortSignal }) =>
  http.post<Media>(`${project(projectId)}/media`, file, { ...options, query: { file_name: fileName } })
export const startImport = (projectId: string, body: Blob, query: ImportQuery, options?: { key?: string; signal?: AbortSignal }) =>
  http.post<Import>(`${project(projectId)}/imports`, body, { ...options, query })
export const listImports = (projectId: string, cursor?: string) => http.get<Page<Import>>(`${project(projectId)}/imports`, { query: { cursor } })
export const getImport = (projectId: string, importId: string) => http.get<Import>(`${project(projectId)}/imports/${importId}`)
export const listImportProblems = (projectId: string, importId: string, cursor?: string) =>
  http.get<Page<ImportProblem>>(`${project(projectId)}/imports/${importId}/problems`, { query: { cursor } })

export const listTasks = (projectId: string, query: { state?: TaskState | undefined; cursor?: string | undefined; limit?: number | undefined } = {}) =>
  http.get<Page<TaskSummary>>(`${project(projectId)}/tasks`, { query })
export const getTask = (projectId: string, taskId: string) => http.get<Task>(`${project(projectId)}/tasks/${taskId}`)
export const voidTask = (projectId: string, taskId: string) => http.post<Task>(`${project(projectId)}/tasks/${taskId}/void`)

/** An address to follow with an `<a download>`: the reply is streamed as a file. */
export const resultsUrl = (projectId: string, format: 'jsonl' | 'csv' | 'label_studio_json', state: 'done' | 'all') =>
  apiUrl(`${project(projectId)}/results`, { format, state })
