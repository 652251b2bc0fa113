import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { progressEventsUrl } from '@/api/requester'
import type { Organization, Progress, Project } from '@/api/types'
import { listen } from '@/lib/sse'
import { mayManage } from '@/studio/labels'
import { organizationQuery, projectQuery } from '@/studio/queries'

/** The project of this page, its organization, and whether the reader may change it. */
export function useProject(): { project: Project; organization: Organization; manager: boolean } {
  const projectId = useParams({ strict: false, select: (params) => params.projectId ?? '' })
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: organization } = useSuspenseQuery(organizationQuery(project.organization_id))
  return { project, organization, manager: mayManage(organization.my_role) }
}

/** Keeps the progress of a project up to date while the page is looked at. */
export function useLiveProgress(project: Project): void {
  const client = useQueryClient()
  const { project_id: projectId, state } = project
  useEffect(() => {
    if (state === 'closed') return
    const { queryKey } = projectQuery(projectId)
    let budget: string | null = null
    return listen<Progress>(progressEventsUrl(projectId), 'progress', (progress) => {
      client.setQueryData(queryKey, (known) => known && { ...known, progress })
      // The stream carries figures only; a budget that ran out or grew may have changed the state as well.
      const now = `${progress.budget_minor}/${progress.available_minor > 0}`
      if (budget !== null && budget !== now) void client.invalidateQueries({ queryKey, exact: true })
      budget = now
    })
  }, [client, projectId, state])
}
