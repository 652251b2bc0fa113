import { queryOptions } from '@tanstack/react-query'
import { listExamples, listProjectQuestions } from '@/api/questions'
import { pagesOf } from './queries'

export const questionsQuery = (projectId: string) => pagesOf(['project', projectId, 'questions'], (cursor) => listProjectQuestions(projectId, cursor))
export const examplesQuery = (projectId: string) => queryOptions({ queryKey: ['project', projectId, 'examples'], queryFn: () => listExamples(projectId) })
