import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { ProjectState } from '@/api/types'
import { money } from '@/lib/money'
import { ProjectStateBadge } from '@/studio/labels'
import { More } from '@/studio/More'
import { allProjectsQuery } from '@/studio/operator-queries'
import { usePages } from '@/studio/queries'
import { useT as useShared } from '@/studio/texts'
import { Select } from '@/ui/Field'
import { Meter } from '@/ui/Meter'
import { EmptyState, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'

const route = getRouteApi('/inside/operator/projects')
const states: readonly ProjectState[] = ['draft', 'open', 'paused', 'closed']

export function AllProjects() {
  const t = useT()
  const shared = useShared()
  const { state } = route.useSearch()
  const navigate = useNavigate()
  const projects = usePages(allProjectsQuery(state))
  return (
    <Page title={t('all_projects')} width="wide">
      <Select
        label={t('state')}
        className="max-w-56"
        value={state ?? ''}
        options={[{ value: '', label: t('all') }, ...states.map((one) => ({ value: one, label: shared(`project_${one}`) }))]}
        onValue={(value) => void navigate({ to: '/operator/projects', search: value === '' ? {} : { state: value as ProjectState } })}
      />
      <Table
        caption={t('all_projects')}
        rows={projects.items}
        rowKey={(project) => project.project_id}
        empty={<EmptyState title={t('no_projects')} />}
        columns={[
          {
            key: 'name',
            header: t('name'),
            rowHeader: true,
            cell: (project) => (
              <span className="block min-w-40">
                {project.name}
                <span className="block text-sm font-normal text-muted">{project.organization_name}</span>
              </span>
            ),
          },
          { key: 'state', header: t('state'), cell: (project) => <ProjectStateBadge state={project.state} /> },
          {
            key: 'progress',
            header: t('progress'),
            cell: (project) => (
              <div className="min-w-40">
                <Meter
                  label={t('progress')}
                  hideLabel
                  value={project.progress.tasks_done}
                  max={project.progress.tasks_total}
                  tone="good"
                  text={shared('tasks_share', { done: project.progress.tasks_done, total: project.progress.tasks_total })}
                />
                <span className="text-sm tabular-nums" aria-hidden="true">
                  {shared('tasks_share', { done: project.progress.tasks_done, total: project.progress.tasks_total })}
                </span>
              </div>
            ),
          },
          { key: 'reward', header: t('reward'), numeric: true, cell: (project) => money(project.reward_minor) },
          { key: 'spent', header: t('spent'), numeric: true, cell: (project) => money(project.progress.spent_minor) },
          { key: 'budget', header: t('budget'), numeric: true, cell: (project) => money(project.progress.budget_minor) },
          {
            key: 'events',
            header: <span className="sr-only">{t('events_of')}</span>,
            cell: (project) => (
              <Link to="/operator/events" search={{ project_id: project.project_id }} aria-label={`${t('events_of')}: ${project.name}`} className="inline-block min-h-6 text-accent underline">
                {t('events_of')}
              </Link>
            ),
          },
        ]}
      />
      <More pages={projects} />
    </Page>
  )
}
