import { Link, Outlet } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { ProjectStateBadge } from '@/studio/labels'
import { useT as useShared } from '@/studio/texts'
import { Badge } from '@/ui/Badge'
import { Page } from '@/ui/Page'
import { StateButtons } from './StateButtons'
import { useT } from './texts'
import { useLiveProgress, useProject } from './use-project'

const tabs = ['overview', 'data', 'tasks', 'quality', 'questions', 'guide', 'people', 'results', 'settings'] as const

export function ProjectPage() {
  const t = useT()
  const shared = useShared()
  const { project, manager } = useProject()
  useLiveProgress(project)
  return (
    <Page
      title={project.name}
      width="wide"
      back={
        <Link
          to="/organizations/$organizationId/projects"
          params={{ organizationId: project.organization_id }}
          className="inline-flex min-h-6 items-center gap-1 justify-self-start text-sm text-muted no-underline hover:underline"
        >
          <ChevronLeft aria-hidden="true" className="size-4" />
          {t('back')}
        </Link>
      }
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <ProjectStateBadge state={project.state} />
          {project.adult && <Badge tone="bad">{shared('adult')}</Badge>}
          <span>{project.description}</span>
        </span>
      }
      actions={manager && <StateButtons project={project} />}
    >
      <nav aria-label={t('tabs')} className="-mx-4 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0">
        <ul className="flex gap-1">
          {tabs.map((tab) => (
            <li key={tab}>
              <Link
                to={`/projects/$projectId/${tab}`}
                params={{ projectId: project.project_id }}
                className="flex min-h-11 items-center border-b-2 border-transparent px-3 font-semibold whitespace-nowrap text-muted no-underline hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink"
              >
                {t(`tab_${tab}`)}
                {tab === 'questions' && project.questions_unanswered > 0 && (
                  <Badge tone="warn" className="ml-1">
                    {project.questions_unanswered}
                  </Badge>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Outlet />
    </Page>
  )
}
