import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Project } from '@/api/types'
import { mayManage } from '@/studio/labels'
import { organizationQuery, projectQuery } from '@/studio/queries'

const route = getRouteApi('/inside/projects/$projectId/tabs/questions')

/** The project of this page and whether the reader may answer. */
export function useQuestionsProject(): { project: Project; manager: boolean } {
  const { projectId } = route.useParams()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: organization } = useSuspenseQuery(organizationQuery(project.organization_id))
  return { project, manager: mayManage(organization.my_role) }
}
