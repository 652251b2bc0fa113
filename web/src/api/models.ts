import { http } from './client'

/** A project's model; of its key only whether there is one. */
export type ModelSettings = { base_url: string; model: string; instructions: string; has_key: boolean; max_calls: number; timeout_seconds: number; changed_at: string }
/** Without `key` the one that is kept stays, as long as the address does. */
export type ModelBody = { base_url: string; model: string; instructions: string; key?: string; max_calls: number; timeout_seconds: number }

const path = (projectId: string) => `/projects/${projectId}/model`
export const getModel = (projectId: string) => http.get<ModelSettings>(path(projectId))
export const setModel = (projectId: string, body: ModelBody) => http.put<ModelSettings>(path(projectId), body)
export const removeModel = (projectId: string) => http.delete<void>(path(projectId))
export const tryModel = (projectId: string, message: string) => http.post<{ reply: string }>(`${path(projectId)}/tries`, { message })
