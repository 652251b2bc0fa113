import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createProject } from '@/api/requester'
import type { ProjectDraft } from '@/api/types'
import { getLocale } from '@/lib/i18n'
import { emptyDraft } from '@/studio/draft/draft'
import { InterfaceForm } from '@/studio/draft/InterfaceForm'
import { projectQuery, projectsQuery } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Frame } from './Frame'
import { useT } from './texts'

const route = getRouteApi('/inside/organizations/$organizationId/new-project')

/** The first step: from here on the project exists as a draft and every step is saved. */
export function NewProject() {
  const t = useT()
  const { organizationId } = route.useParams()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [draft, setDraft] = useState<ProjectDraft>(() => emptyDraft(getLocale()))
  const create = useAction(() => createProject(organizationId, draft), {
    refresh: [projectsQuery(organizationId).queryKey],
    onDone: (project) => {
      client.setQueryData(projectQuery(project.project_id).queryKey, project)
      void navigate({ to: '/projects/$projectId/setup/$step', params: { projectId: project.project_id, step: 'guide' } })
    },
  })
  return (
    <Frame title={t('title_new')} step="interface" projectId={null} busy={create.busy} onBack={null} onNext={create.run}>
      <InterfaceForm draft={draft} change={(patch) => setDraft((now) => ({ ...now, ...patch }))} errors={create.fields} />
    </Frame>
  )
}
