import { getRouteApi, Link } from '@tanstack/react-router'
import { useSuspenseQuery } from '@tanstack/react-query'
import { FolderPlus, Plus } from 'lucide-react'
import type { ProjectSummary } from '@/api/types'
import { day } from '@/lib/dates'
import { money } from '@/lib/money'
import { mayManage, ProjectStateBadge } from '@/studio/labels'
import { More } from '@/studio/More'
import { organizationQuery, projectsQuery, usePages } from '@/studio/queries'
import { useT as useShared } from '@/studio/texts'
import { Badge } from '@/ui/Badge'
import { buttonClass } from '@/ui/Button'
import { Meter } from '@/ui/Meter'
import { EmptyState, Page } from '@/ui/Page'
import { useT } from './texts'

const route = getRouteApi('/inside/organizations/$organizationId/projects')

export function Projects() {
  const t = useT()
  const { organizationId } = route.useParams()
  const { data: organization } = useSuspenseQuery(organizationQuery(organizationId))
  const projects = usePages(projectsQuery(organizationId))
  const create = mayManage(organization.my_role) && (
    <Link to="/organizations/$organizationId/new-project" params={{ organizationId }} className={buttonClass('primary')}>
      <Plus aria-hidden="true" className="size-5" />
      {t('new_project')}
    </Link>
  )
  return (
    <Page title={t('projects')} lead={organization.name} width="wide" actions={projects.items.length > 0 && create}>
      {projects.items.length === 0 ? (
        <EmptyState icon={<FolderPlus aria-hidden="true" className="size-10" />} title={t('no_projects')} action={create}>
          {t('no_projects_text')}
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {projects.items.map((project) => (
            <ProjectRow key={project.project_id} project={project} />
          ))}
        </ul>
      )}
      <More pages={projects} />
    </Page>
  )
}

function ProjectRow({ project }: { project: ProjectSummary }) {
  const t = useT()
  const shared = useShared()
  const { progress } = project
  const params = { projectId: project.project_id }
  return (
    <li className="relative grid gap-3 rounded-card border border-line bg-card p-4 hover:border-line-strong wide:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_8rem_9rem] wide:items-center wide:gap-5">
      <div className="min-w-0">
        {/* The link covers the whole row, so that a tap anywhere opens it. */}
        <Link
          to={project.state === 'draft' && progress.tasks_total === 0 ? '/projects/$projectId/setup/$step' : '/projects/$projectId/overview'}
          params={{ ...params, step: 'interface' }}
          className="font-bold text-ink no-underline after:absolute after:inset-0 after:rounded-card"
        >
          {project.name}
        </Link>
        <div className="mt-1 flex flex-wrap items-center gap-2">
          <ProjectStateBadge state={project.state} />
          {project.adult && <Badge tone="bad">{shared('adult')}</Badge>}
          {project.state === 'draft' && progress.tasks_total === 0 && <span className="text-sm text-muted">{t('continue_setup')}</span>}
        </div>
      </div>
      <Meter
        label={t('progress')}
        value={progress.tasks_done}
        max={progress.tasks_total}
        tone="good"
        text={progress.tasks_total === 0 ? t('no_data') : shared('tasks_share', { done: progress.tasks_done, total: progress.tasks_total })}
      />
      <p className="flex justify-between gap-2 text-sm wide:block wide:text-right">
        <span className="text-muted">{t('spent')}</span>
        <span className="font-semibold tabular-nums wide:block">{money(progress.spent_minor)}</span>
      </p>
      <p className="flex justify-between gap-2 text-sm wide:block wide:text-right">
        <span className="text-muted">{t('finish')}</span>
        <span className="wide:block">
          {progress.finish_at ? t('finish_guess', { day: day(progress.finish_at) }) : project.deadline ? t('deadline', { day: day(project.deadline) }) : t('no_finish')}
        </span>
      </p>
    </li>
  )
}
