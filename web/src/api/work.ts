import { http, type Options } from './client'
import type { Conversation, ConversationMessage, Waiting } from './conversation-types'
import type { MadeFile } from './made-types'
import type { MyPause } from './quality-types'
import type {
  AnswerBody,
  Assignment,
  Draft,
  Earnings,
  EarningsTransfer,
  Exam,
  ExamReply,
  Next,
  Page,
  Region,
  Reply,
  Trial,
  TrialReply,
  VerdictBody,
  WorkProject,
  WorkProjectDetail,
  WorkRole,
} from './types'

const project = (projectId: string) => `/work/projects/${projectId}`
const assignment = (assignmentId: string) => `/work/assignments/${assignmentId}`

export const listWorkProjects = (cursor?: string) => http.get<Page<WorkProject>>('/work/projects', { query: { cursor } })
export const getWorkProject = (projectId: string) => http.get<WorkProjectDetail>(project(projectId))
export const getTrial = (projectId: string) => http.get<Trial>(`${project(projectId)}/trial`)
export const checkTrial = (projectId: string, body: { task_id: string; regions: Region[] }) => http.post<TrialReply>(`${project(projectId)}/trial`, body)
export const getExam = (projectId: string, role: WorkRole) => http.get<Exam>(`${project(projectId)}/exam`, { query: { role } })
export const sendExam = (projectId: string, body: { exam_id: string; answers: { task_id: string; regions: Region[] }[] }) =>
  http.post<ExamReply>(`${project(projectId)}/exam`, body)
export const claim = (projectId: string, body: { role: WorkRole; count: number }) => http.post<Next>(`${project(projectId)}/assignments`, body)

export const listAssignments = () => http.get<{ items: Assignment[] }>('/work/assignments')
export const getAssignment = (assignmentId: string) => http.get<Assignment>(assignment(assignmentId))
export const saveDraft = (assignmentId: string, draft: Draft, options?: Options) => http.put<void>(`${assignment(assignmentId)}/draft`, draft, options)
export const sendAnswer = (assignmentId: string, body: AnswerBody, options?: Options) => http.post<Reply>(`${assignment(assignmentId)}/answer`, body, options)
export const sendMadeFile = (assignmentId: string, control: string, file: Blob, key: string) =>
  http.post<MadeFile>(`${assignment(assignmentId)}/files`, file, { query: { control }, key })
export const talkToModel = (assignmentId: string, control: string, messages: readonly { role: string; content: string }[]) =>
  http.post<{ message: { role: string; content: string }; calls_left: number }>(`${assignment(assignmentId)}/talk`, { control, messages })
export const waitForPartner = (projectId: string) => http.post<Waiting>(`/work/projects/${projectId}/partner`, {})
export const stopWaiting = (projectId: string) => http.delete<undefined>(`/work/projects/${projectId}/partner`)
export const getConversation = (assignmentId: string, after: number) => http.get<Conversation>(`${assignment(assignmentId)}/conversation`, { query: { after: String(after) } })
export const sendMessage = (assignmentId: string, content: string, key: string) =>
  http.post<ConversationMessage>(`${assignment(assignmentId)}/conversation/messages`, { content }, { key })
export const leaveConversation = (assignmentId: string) => http.post<Reply>(`${assignment(assignmentId)}/conversation/leave`, {})
export const sendVerdict = (assignmentId: string, body: VerdictBody, options?: Options) => http.post<Reply>(`${assignment(assignmentId)}/verdict`, body, options)
export const skip = (assignmentId: string, claimCount: number, options?: Options) => http.post<Reply>(`${assignment(assignmentId)}/skip`, { claim: claimCount }, options)
export const release = (assignmentId: string, options?: Options) => http.post<Reply>(`${assignment(assignmentId)}/release`, {}, options)
export const withdraw = (assignmentId: string, options?: Options) => http.post<Reply>(`${assignment(assignmentId)}/withdraw`, {}, options)
export const appeal = (assignmentId: string, text: string) => http.post<Reply>(`${assignment(assignmentId)}/appeal`, { text })

export const listMyPauses = () => http.get<{ items: MyPause[] }>('/work/pauses')
export const objectToPause = (pauseId: string, text: string) => http.post<MyPause>(`/work/pauses/${pauseId}/objection`, { text })

export const getEarnings = () => http.get<Earnings>('/earnings')
export const listEarningsTransfers = (cursor?: string) => http.get<Page<EarningsTransfer>>('/earnings/transfers', { query: { cursor } })
