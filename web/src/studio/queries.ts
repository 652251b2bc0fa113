import { infiniteQueryOptions, QueryClient, queryOptions, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { http, isApiError } from '@/api/client'
import * as requester from '@/api/requester'
import { listTokens, loadMe } from '@/api/session'
import type { InterfaceTemplate, Locale, Page, TaskState } from '@/api/types'

/** What the server says is fresh for a few seconds; a refusal is an answer and is not asked for again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => isApiError(error) && error.isTemporary && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
})

export const meQuery = queryOptions({ queryKey: ['me'], queryFn: loadMe, staleTime: 60_000 })

/** A list by cursor. Every list of the API has this shape. */
export function pagesOf<T>(key: readonly unknown[], load: (cursor?: string) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey: key,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) => load(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: Page<T>) => last.next_cursor ?? undefined,
  })
}

export interface Pages<T> {
  readonly items: T[]
  readonly hasMore: boolean
  readonly loading: boolean
  readonly more: () => void
}

/** The pages loaded so far as one list, and the way to the next. */
export function usePages<T>(options: ReturnType<typeof pagesOf<T>>): Pages<T> {
  const found = useSuspenseInfiniteQuery(options)
  return {
    items: found.data.pages.flatMap((page) => page.items),
    hasMore: found.hasNextPage,
    loading: found.isFetchingNextPage,
    more: () => void found.fetchNextPage(),
  }
}

export const organizationQuery = (organizationId: string) =>
  queryOptions({ queryKey: ['organization', organizationId], queryFn: () => requester.getOrganization(organizationId) })
export const membersQuery = (organizationId: string) =>
  pagesOf(['organization', organizationId, 'members'], (cursor) => requester.listMembers(organizationId, cursor))
export const transfersQuery = (organizationId: string) =>
  pagesOf(['organization', organizationId, 'transfers'], (cursor) => requester.listTransfers(organizationId, cursor))
export const projectsQuery = (organizationId: string) =>
  pagesOf(['organization', organizationId, 'projects'], (cursor) => requester.listProjects(organizationId, cursor))
export const tokensQuery = pagesOf(['tokens'], listTokens)

/** The gallery, worded in the language of the page. */
export const templatesQuery = (locale: Locale) =>
  queryOptions({
    queryKey: ['interface-templates', locale],
    queryFn: () => http.get<{ items: InterfaceTemplate[] }>('/interface-templates', { query: { locale } }),
    staleTime: Infinity,
  })

export const projectQuery = (projectId: string) => queryOptions({ queryKey: ['project', projectId], queryFn: () => requester.getProject(projectId) })
export const importsQuery = (projectId: string) =>
  pagesOf(['project', projectId, 'imports'], (cursor) => requester.listImports(projectId, cursor))
export const importProblemsQuery = (projectId: string, importId: string) =>
  pagesOf(['project', projectId, 'imports', importId, 'problems'], (cursor) => requester.listImportProblems(projectId, importId, cursor))
export const tasksQuery = (projectId: string, state: TaskState | undefined) =>
  pagesOf(['project', projectId, 'tasks', state ?? 'all'], (cursor) => requester.listTasks(projectId, { state, cursor }))
export const taskQuery = (projectId: string, taskId: string) =>
  queryOptions({ queryKey: ['project', projectId, 'task', taskId], queryFn: () => requester.getTask(projectId, taskId) })
export const workersQuery = (projectId: string) =>
  pagesOf(['project', projectId, 'workers'], (cursor) => requester.listProjectWorkers(projectId, cursor))
export const invitationsQuery = (projectId: string) =>
  pagesOf(['project', projectId, 'invitations'], (cursor) => requester.listInvitations(projectId, cursor))
