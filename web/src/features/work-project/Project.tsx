import { errorText } from '@/api/errors'
import type { Gate, WorkProjectDetail, WorkRole } from '@/api/types'
import { getWorkProject } from '@/api/work'
import { day, duration, relative } from '@/lib/dates'
import { useLocale } from '@/lib/i18n'
import { useLoad } from '@/lib/load'
import { money } from '@/lib/money'
import { buttonClass } from '@/ui/Button'
import { Badge } from '@/ui/Badge'
import { Markdown } from '@/ui/Markdown'
import { Card, Failed, Loading, Page } from '@/ui/Page'
import { Suspense } from 'react'
import { useT } from '@/work/i18n'
import { BackLink, Link } from '@/work/Link'
import { ConsentCard, GuideExtras, PausedHere } from '@/work/screens'
import { paths } from '@/work/paths'

/** Everything a person wants to know before starting: what, how much, by which rules. */
export default function Project({ projectId }: { projectId: string }) {
  const t = useT()
  const { data: project, error, reload } = useLoad(`work-project.${projectId}`, () => getWorkProject(projectId))
  if (!project) return error ? <Failed text={errorText(error)} onRetry={() => void reload()} /> : <Loading />
  return (
    <Page title={project.name} lead={project.organization_name} back={<BackLink href={paths.home} />}>
      <div className="flex flex-wrap gap-2">
        {project.kinds.map((kind) => (
          <Badge key={kind}>{t(`kind_${kind}`)}</Badge>
        ))}
        {project.adult && <Badge tone="bad">{t('adult_long')}</Badge>}
      </div>
      {project.description && <p className="whitespace-pre-line">{project.description}</p>}
      <Price project={project} />
      {(project.work === 'paused_here' || project.inspect === 'paused_here') && (
        <Suspense>
          <PausedHere projectId={projectId} />
        </Suspense>
      )}
      {project.sensitive.kinds.length > 0 && (
        <Suspense fallback={<Loading />}>
          <ConsentCard sensitive={project.sensitive} onChange={() => void reload()} />
        </Suspense>
      )}
      <Start project={project} />
      <Card title={t('guide')} actions={<span className="text-sm text-muted">{t('guide_version', { version: project.guide.version })}</span>}>
        <Markdown text={project.guide.markdown} />
        {project.sensitive.missing_consents.length === 0 && (
          <Suspense>
            <GuideExtras projectId={projectId} clauses={project.guide.clauses} sensitive={project.sensitive} />
          </Suspense>
        )}
      </Card>
      {project.my.answers > 0 && <MyRecord project={project} />}
    </Page>
  )
}

function Price({ project }: { project: WorkProjectDetail }) {
  const t = useT()
  const locale = useLocale()
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-4">
        <Figure label={t('won_per_answer')} value={money(project.reward_minor, { locale })} />
        <Figure label={t('won_per_inspection')} value={money(project.inspection_reward_minor, { locale })} />
        <Figure
          label={t('measured')}
          value={project.hourly_minor === null ? t('hourly_unknown') : t('hourly', { money: money(project.hourly_minor, { locale }) })}
          small
          hint={project.hourly_minor === null ? undefined : t('measured_hint')}
        />
        <Figure label={t('task')} value={t('tasks_left', { count: project.tasks_left })} small hint={project.deadline ? t('deadline', { date: day(project.deadline, locale) }) : undefined} />
      </dl>
      <p className="mt-4 text-sm text-muted">{t('lease_note', { time: duration(project.lease_seconds, locale) })}</p>
    </Card>
  )
}

function Figure({ label, value, hint, small = false }: { label: string; value: string; hint?: string | undefined; small?: boolean }) {
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className={small ? 'font-bold' : 'text-2xl font-bold whitespace-nowrap tabular-nums'}>{value}</dd>
      {hint && <dd className="text-sm text-muted">{hint}</dd>}
    </div>
  )
}

function Start({ project }: { project: WorkProjectDetail }) {
  const t = useT()
  return (
    <div className="grid gap-3">
      <GateAction project={project} role="work" gate={project.work} />
      {project.has_trial && project.sensitive.missing_consents.length === 0 && (
        <Link href={paths.trial(project.project_id)} className={buttonClass('secondary', 'normal', 'w-full')}>
          {t('try_it')} <span className="text-sm font-normal text-muted">{t('try_hint')}</span>
        </Link>
      )}
      <GateAction project={project} role="inspect" gate={project.inspect} />
    </div>
  )
}

/** The way in for one role: the start, the exam that leads there, or why there is none. */
function GateAction({ project, role, gate }: { project: WorkProjectDetail; role: WorkRole; gate: Gate }) {
  const t = useT()
  const locale = useLocale()
  const kind = role === 'work' ? 'primary' : 'secondary'
  if (gate === 'open')
    return (
      <Link href={paths.doing(project.project_id, role)} className={buttonClass(kind, role === 'work' ? 'large' : 'normal', 'w-full')}>
        {t(role === 'work' ? 'start_work' : 'start_inspect')}
        {role === 'inspect' && project.answers_to_inspect > 0 && <span className="text-sm font-normal text-muted">{t('to_inspect', { count: project.answers_to_inspect })}</span>}
      </Link>
    )
  const retryAt = project.exam_retry_at && Date.parse(project.exam_retry_at) > Date.now() ? project.exam_retry_at : null
  const mayTakeExam = gate === 'exam_required' || (gate === 'exam_failed' && !retryAt)
  if (mayTakeExam)
    return (
      <div className="grid gap-1">
        <Link href={paths.exam(project.project_id, role)} className={buttonClass(kind, role === 'work' ? 'large' : 'normal', 'w-full')}>
          {t(role === 'work' ? 'take_exam' : 'take_exam_inspect')}
        </Link>
        <p className="text-center text-sm text-muted">
          {t(`gate_${gate}`)} · {t('exam_lead', { count: project.exam_size, percent: project.exam_pass_percent })}
        </p>
      </div>
    )
  return (
    <p className="flex flex-wrap items-center gap-2 text-muted">
      <Badge>{t(role === 'work' ? 'work' : 'inspection')}</Badge>
      {t(`gate_${gate}`)}
      {gate === 'exam_failed' && retryAt && <> · {t('exam_retry', { when: relative(retryAt, Date.now(), locale) })}</>}
    </p>
  )
}

function MyRecord({ project }: { project: WorkProjectDetail }) {
  const t = useT()
  const locale = useLocale()
  return (
    <Card title={t('my_record')}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        <li>{t('my_answers', { count: project.my.answers })}</li>
        <li>{t('my_returned', { count: project.my.returned })}</li>
        <li className="tabular-nums">
          {t('earned')} {money(project.my.earned_minor, { locale })}
        </li>
      </ul>
    </Card>
  )
}
