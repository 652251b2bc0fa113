import { RotateCcw } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { errorText } from '@/api/errors'
import type { Assignment, WorkProject, WorkRole } from '@/api/types'
import { getEarnings, listAssignments, listWorkProjects } from '@/api/work'
import { relative } from '@/lib/dates'
import { useLocale } from '@/lib/i18n'
import { useLoad } from '@/lib/load'
import { money } from '@/lib/money'
import { Button, buttonClass } from '@/ui/Button'
import { Badge, Notice } from '@/ui/Badge'
import { EmptyState, Failed, Loading, Page } from '@/ui/Page'
import { useT } from '@/work/i18n'
import { withCopy } from '@/work/kept-copy'
import { readLastDoing } from '@/work/last-doing'
import { Link } from '@/work/Link'
import { onOutcome, takeToday, useOutboxEntries, useToday } from '@/work/outbox'
import { AnsweredCard, PausedHere } from '@/work/screens'
import { paths } from '@/work/paths'
import { lineOf } from '@/work/line'
import { useMe } from '@/work/session'
import { takeUpdate, useWaitingUpdate } from '@/work/updates'
import { useOnReturn } from '@/work/use-on-return'
import { ProjectCard } from './ProjectCard'

export default function Home() {
  const t = useT()
  const me = useMe()
  const projects = useLoad('work-projects', () => withCopy('work-projects', () => listWorkProjects()))
  const mine = useLoad('assignments', () => withCopy('assignments', listAssignments))
  useOnReturn(projects.reload)
  useOnReturn(mine.reload)
  const update = useWaitingUpdate()
  const items = projects.data?.items ?? []
  const unsent = new Set(useOutboxEntries().map((entry) => entry.meta.assignmentId))
  const open = (mine.data?.items ?? []).filter((one) => !unsent.has(one.assignment_id))
  const returned = open.filter((one) => one.role === 'work' && one.returned !== null)
  const { reload } = mine
  useEffect(() => onOutcome(() => void reload()), [reload])
  return (
    <Page title={t('hello', { name: me?.display_name ?? '' })}>
      {update && (
        <Notice tone="accent">
          <div className="flex flex-wrap items-center justify-between gap-2">
            {t('update_ready')}
            <Button size="small" onClick={() => takeUpdate(update)}>
              {t('update_now')}
            </Button>
          </div>
        </Notice>
      )}
      <TodayCard />
      {returned.length > 0 && <ReturnedCard returned={returned} />}
      {items.some((one) => one.work === 'paused_here' || one.inspect === 'paused_here') && (
        <Suspense>
          <PausedHere />
        </Suspense>
      )}
      {items.some((one) => one.my.answers_unseen > 0) && (
        <Suspense>
          <AnsweredCard />
        </Suspense>
      )}
      <ContinueCard projects={items} mine={open} />
      <section className="grid gap-3" aria-labelledby="projects">
        <h2 id="projects" className="text-lg">
          {t('projects')}
        </h2>
        {projects.data === undefined && Boolean(projects.error) && <Failed text={errorText(projects.error)} onRetry={() => void projects.reload()} />}
        {projects.isLoading && <Loading />}
        {projects.data && items.length === 0 && <EmptyState title={t('no_projects')}>{t('no_projects_text')}</EmptyState>}
        <ul className="grid gap-3">
          {items.map((project) => (
            <li key={project.project_id}>
              <ProjectCard project={project} />
            </li>
          ))}
        </ul>
      </section>
    </Page>
  )
}

/** Today's work and money; the figures follow the outbox. */
function TodayCard() {
  const t = useT()
  const locale = useLocale()
  const earnings = useLoad('earnings', () => withCopy('earnings', getEarnings))
  const today = useToday()
  const { reload } = earnings
  useOnReturn(reload)
  useEffect(() => onOutcome(() => void reload()), [reload])
  useEffect(() => {
    if (earnings.data) takeToday(earnings.data)
  }, [earnings.data])
  return (
    <Link href={paths.wallet} className="block rounded-card bg-accent p-5 text-accent-ink no-underline">
      <p className="text-sm">{t('today_work', { answers: today.answers, inspections: today.inspections })}</p>
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2">
        <div>
          <dt className="text-sm">{t('earned')}</dt>
          <dd className="text-3xl font-bold whitespace-nowrap tabular-nums">{money(today.earned_minor, { locale })}</dd>
        </div>
        <div>
          <dt className="text-sm">{t('pending')}</dt>
          <dd className="text-3xl font-bold whitespace-nowrap tabular-nums">{money(today.pending_minor, { locale })}</dd>
        </div>
      </dl>
    </Link>
  )
}

function ReturnedCard({ returned }: { returned: Assignment[] }) {
  const t = useT()
  const locale = useLocale()
  return (
    <section className="grid gap-3 rounded-card border-2 border-warn bg-card p-4" aria-labelledby="returned">
      <h2 id="returned" className="flex items-center gap-2 text-lg">
        <RotateCcw aria-hidden="true" className="size-5 text-warn" />
        {t('returned_title', { count: returned.length })}
      </h2>
      <p className="text-muted">{t('returned_lead')}</p>
      <ul className="grid gap-2">
        {returned.map((one) => (
          <li key={one.assignment_id} className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-2">
            <div className="min-w-0 flex-1">
              <p className="font-semibold">{one.returned?.reason}</p>
              <p className="text-sm text-muted">
                {one.project_name} · {t('returned_until', { when: relative(one.leased_until, Date.now(), locale) })}
              </p>
            </div>
            <Link href={`${paths.player(one.project_id)}?first=${one.assignment_id}`} className={buttonClass('primary')}>
              {t('mend')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The one thing most people came for: on with what they did last. */
function ContinueCard({ projects, mine }: { projects: WorkProject[]; mine: Assignment[] }) {
  const t = useT()
  const last = readLastDoing()
  const open = mine.find((one) => one.returned === null)
  const target: { projectId: string; role: WorkRole } | null = last ?? (open ? { projectId: open.project_id, role: lineOf(open.role) } : null)
  const project = target && projects.find((one) => one.project_id === target.projectId)
  if (!target || !project || project[target.role] !== 'open') return null
  return (
    <section className="grid gap-3 rounded-card border border-line bg-card p-4">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-lg">{project.name}</h2>
        <Badge>{target.role === 'work' ? t('tasks_left', { count: project.tasks_left }) : t('to_inspect', { count: project.answers_to_inspect })}</Badge>
      </div>
      <Link href={paths.doing(project.project_id, target.role)} className={buttonClass('primary', 'large', 'w-full')}>
        {t(target.role === 'work' ? 'continue_work' : 'continue_inspect')}
      </Link>
    </section>
  )
}
