import { apiUrl, http } from './client'
import type { Audit, DoubtfulTask, MeasuredPerson, Pause, PauseDecision, PauseFilter, Quality } from './quality-types'
import type { Page, Region, Task, WorkRole } from './types'

const project = (projectId: string) => `/projects/${projectId}`

export const markGold = (projectId: string, taskId: string, body: { regions: Region[]; note: string | null }) =>
  http.put<Task>(`${project(projectId)}/tasks/${taskId}/gold`, body)
export const unmarkGold = (projectId: string, taskId: string) => http.delete<Task>(`${project(projectId)}/tasks/${taskId}/gold`)

export const getQuality = (projectId: string) => http.get<Quality>(`${project(projectId)}/quality`)
export const measureNow = (projectId: string) => http.post<Quality>(`${project(projectId)}/quality/fit`)
export const listDoubtfulTasks = (projectId: string, cursor?: string) => http.get<Page<DoubtfulTask>>(`${project(projectId)}/quality/tasks`, { query: { cursor } })
export const listMeasuredPeople = (projectId: string, role: WorkRole, cursor?: string) =>
  http.get<Page<MeasuredPerson>>(`${project(projectId)}/quality/workers`, { query: { role, cursor } })

export const listPauses = (projectId: string, state: PauseFilter, cursor?: string) => http.get<Page<Pause>>(`${project(projectId)}/pauses`, { query: { state, cursor } })
export const pausePerson = (projectId: string, body: { worker: string; role: WorkRole; reason: string }) => http.post<Pause>(`${project(projectId)}/pauses`, body)
export const decidePause = (projectId: string, pauseId: string, body: { decision: PauseDecision; note: string | null }) =>
  http.post<Pause>(`${project(projectId)}/pauses/${pauseId}/decision`, body)

export const orderAudit = (projectId: string, sampleSize: number) => http.post<Audit>(`${project(projectId)}/audits`, { sample_size: sampleSize })
export const listAudits = (projectId: string, cursor?: string) => http.get<Page<Audit>>(`${project(projectId)}/audits`, { query: { cursor } })
/** An address to follow with an `<a download>`. */
export const auditRowsUrl = (projectId: string, auditId: string) => apiUrl(`${project(projectId)}/audits/${auditId}/rows`)
