import { useQueryClient } from '@tanstack/react-query'
import { updateProject } from '@/api/requester'
import type { Project, ProjectDraft } from '@/api/types'
import { projectQuery, projectsQuery } from '../queries'
import { type Action, useAction } from '../use-action'
import { changesOf, draftOf } from './draft'

interface Input {
  readonly draft: ProjectDraft
  readonly onSaved: (project: Project) => void
}

/** Saves what differs from the project as last seen; the server refuses when somebody else was quicker. */
export function useSaveDraft(project: Project): Action<Input> {
  const client = useQueryClient()
  return useAction(
    async ({ draft }: Input) => {
      const changes = changesOf(draftOf(project), draft)
      if (Object.keys(changes).length === 0) return project
      return updateProject(project.project_id, { ...changes, version: project.version })
    },
    {
      refresh: [projectsQuery(project.organization_id).queryKey],
      onDone: (saved, { onSaved }) => {
        client.setQueryData(projectQuery(project.project_id).queryKey, saved)
        onSaved(saved)
      },
    },
  )
}
