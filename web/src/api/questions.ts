import { http } from './client'
import type { Example, ExampleInput, MyQuestion, ProjectQuestion, WorkQuestion } from './sensitive-types'
import type { Page } from './types'

const project = (projectId: string) => `/projects/${projectId}`
const work = (projectId: string) => `/work/projects/${projectId}`

export const askQuestion = (assignmentId: string, body: { text: string; clause: string | null }) => http.post<WorkQuestion>(`/work/assignments/${assignmentId}/questions`, body)
export const listWorkQuestions = (projectId: string, search: string, cursor?: string) =>
  http.get<Page<WorkQuestion>>(`${work(projectId)}/questions`, { query: { search: search || undefined, cursor } })
export const listMyQuestions = () => http.get<{ items: MyQuestion[] }>('/work/questions')
export const seeAnswer = (questionId: string) => http.put<WorkQuestion>(`/work/questions/${questionId}/seen`, {})
export const listWorkExamples = (projectId: string) => http.get<{ items: Example[] }>(`${work(projectId)}/examples`)

export const listProjectQuestions = (projectId: string, cursor?: string) => http.get<Page<ProjectQuestion>>(`${project(projectId)}/questions`, { query: { cursor } })
export const answerQuestion = (projectId: string, questionId: string, body: { text: string; for_everyone: boolean }) =>
  http.post<ProjectQuestion>(`${project(projectId)}/questions/${questionId}/answer`, body)
export const listExamples = (projectId: string) => http.get<{ items: Example[] }>(`${project(projectId)}/examples`)
export const createExample = (projectId: string, body: ExampleInput) => http.post<Example>(`${project(projectId)}/examples`, body)
export const updateExample = (projectId: string, exampleId: string, body: ExampleInput) => http.put<Example>(`${project(projectId)}/examples/${exampleId}`, body)
export const deleteExample = (projectId: string, exampleId: string) => http.delete<void>(`${project(projectId)}/examples/${exampleId}`)
