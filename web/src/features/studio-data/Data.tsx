import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { mayManage } from '@/studio/labels'
import { organizationQuery, projectQuery } from '@/studio/queries'
import { Notice } from '@/ui/Badge'
import { Imports } from './Imports'
import { useT } from './texts'
import { Upload } from './Upload'

const route = getRouteApi('/inside/projects/$projectId/tabs/data')

export function Data() {
  const t = useT()
  const { projectId } = route.useParams()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: organization } = useSuspenseQuery(organizationQuery(project.organization_id))
  const manager = mayManage(organization.my_role)
  return (
    <div className="grid gap-5">
      {!manager && <Notice>{t('draft_only_viewer')}</Notice>}
      {manager && project.state === 'closed' && <Notice>{t('closed')}</Notice>}
      {manager && project.state !== 'closed' && <Upload project={project} />}
      <Imports project={project} />
    </div>
  )
}
