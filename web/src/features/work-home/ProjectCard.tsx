import { Suspense } from 'react'
import type { WorkProject } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import { money } from '@/lib/money'
import { Badge } from '@/ui/Badge'
import { useT } from '@/work/i18n'
import { Link } from '@/work/Link'
import { paths } from '@/work/paths'
import { SensitiveBadges } from '@/work/screens'

/** What it is, what it pays, how much is left. The whole card is one link. */
export function ProjectCard({ project }: { project: WorkProject }) {
  const t = useT()
  const locale = useLocale()
  const mayInspect = project.inspect === 'open' && project.answers_to_inspect > 0
  return (
    <Link href={paths.project(project.project_id)} className="grid gap-2 rounded-card border border-line bg-card p-4 text-ink no-underline hover:border-line-strong">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h3 className="text-lg">{project.name}</h3>
        <p className="font-bold tabular-nums">
          {money(project.reward_minor, { locale })} <span className="text-sm font-normal text-muted">{t('won_per_answer')}</span>
        </p>
      </div>
      {project.description && <p className="line-clamp-2 text-muted">{project.description}</p>}
      <p className="text-sm text-muted">
        {project.organization_name}
        {project.hourly_minor !== null && <> · {t('hourly', { money: money(project.hourly_minor, { locale }) })}</>}
      </p>
      <div className="flex flex-wrap gap-2">
        {project.kinds.map((kind) => (
          <Badge key={kind}>{t(`kind_${kind}`)}</Badge>
        ))}
        {project.adult && <Badge tone="bad">{t('adult')}</Badge>}
        {project.sensitive.kinds.length > 0 && (
          <Suspense>
            <SensitiveBadges kinds={project.sensitive.kinds} />
          </Suspense>
        )}
        {project.work === 'open' ? (
          <Badge tone="good">{t('tasks_left', { count: project.tasks_left })}</Badge>
        ) : (
          <Badge tone={project.work === 'exam_required' || project.work === 'consent_required' || project.work === 'paused_here' ? 'warn' : 'plain'}>{t(`gate_${project.work}`)}</Badge>
        )}
        {mayInspect && <Badge tone="accent">{t('to_inspect', { count: project.answers_to_inspect })}</Badge>}
      </div>
    </Link>
  )
}
