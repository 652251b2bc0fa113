import { Link } from '@tanstack/react-router'
import { Circle, CircleCheck } from 'lucide-react'
import type { Project } from '@/api/types'
import { dateTime, relative } from '@/lib/dates'
import { money } from '@/lib/money'
import { taskStates } from '@/studio/labels'
import { mayInspect } from '@/studio/lib/price'
import { useObjections } from '@/studio/quality-queries'
import { useT as useShared } from '@/studio/texts'
import { Notice } from '@/ui/Badge'
import { Card } from '@/ui/Page'
import { type Segment, type SegmentTone, StackedBar } from '@/ui/StackedBar'
import { useT } from './texts'
import { useProject } from './use-project'

export function Overview() {
  const { project } = useProject()
  return (
    <div className="grid gap-5">
      {project.state === 'draft' && <ToDo project={project} />}
      {project.state === 'paused' && <PauseReason reason={project.pause_reason} />}
      {project.state === 'open' && <Stopped project={project} />}
      {project.state !== 'draft' && <Objections project={project} />}
      {project.questions_unanswered > 0 && <Waiting project={project} />}
      <div className="grid gap-5 wide:grid-cols-2">
        <TaskBar project={project} />
        <MoneyBar project={project} />
        <Pace project={project} />
        <Answers project={project} />
      </div>
    </div>
  )
}

/** People who object to being paused wait for a decision. */
function Objections({ project }: { project: Project }) {
  const t = useT()
  const count = useObjections(project.project_id)
  if (count === 0) return null
  return (
    <Notice tone="warn" title={t('objections', { count })}>
      <p>{t('objections_text')}</p>
      <Link to="/projects/$projectId/quality" params={{ projectId: project.project_id }} search={{ view: 'pauses', pauses: 'objected' }} className="inline-block min-h-6 font-semibold text-accent underline">
        {t('objections_decide')}
      </Link>
    </Notice>
  )
}

/** Workers wait for answers. */
function Waiting({ project }: { project: Project }) {
  const t = useT()
  return (
    <Notice tone="accent" title={t('questions_wait', { count: project.questions_unanswered })}>
      <Link to="/projects/$projectId/questions" params={{ projectId: project.project_id }} className="inline-block min-h-6 font-semibold text-accent underline">
        {t('questions_answer')}
      </Link>
    </Notice>
  )
}

function PauseReason({ reason }: { reason: string | null }) {
  const t = useT()
  const known = ['budget_used_up', 'requester', 'deadline_passed', 'operator'] as const
  const key = known.find((one) => one === reason)
  return (
    <Notice tone="warn" title={t('paused_notice')}>
      {key ? t(`reason_${key}`) : reason}
    </Notice>
  )
}

/** An open project that hands out nothing says why. */
function Stopped({ project }: { project: Project }) {
  const t = useT()
  const { progress } = project
  const over = project.deadline !== null && Date.parse(project.deadline) <= Date.parse(progress.at)
  const dry = progress.tasks_queued > 0 && progress.available_minor < project.price_per_task_minor / project.answers_per_task
  if (!over && !dry) return null
  return (
    <Notice tone="warn" title={t('stopped')}>
      {t(over ? 'deadline_over' : 'budget_low')}
    </Notice>
  )
}

function ToDo({ project }: { project: Project }) {
  const t = useT()
  const params = { projectId: project.project_id }
  const items = [
    { text: t('todo_interface'), done: project.interface_xml.trim() !== '', step: 'interface' },
    { text: t('todo_guide'), done: project.guide_markdown.trim() !== '', step: 'guide' },
    { text: t('todo_price'), done: project.reward_minor > 0 && (!mayInspect(project) || project.inspection_reward_minor > 0), step: 'price' },
    { text: t('todo_budget'), done: project.budget_minor > 0, step: 'budget' },
    { text: t('todo_data'), done: project.progress.tasks_total > 0, step: null },
  ] as const
  const ready = items.every((item) => item.done)
  return (
    <Card title={t('draft_notice')}>
      {ready && <p className="mb-2">{t('draft_ready')}</p>}
      <ul className="grid gap-1">
        {items.map((item) => (
          <li key={item.text} className="flex items-center gap-2">
            {item.done ? <CircleCheck aria-hidden="true" className="size-5 text-good" /> : <Circle aria-hidden="true" className="size-5 text-muted" />}
            {item.step ? (
              <Link to="/projects/$projectId/setup/$step" params={{ ...params, step: item.step }} className="inline-block min-h-6 text-accent underline">
                {item.text}
              </Link>
            ) : (
              <Link to="/projects/$projectId/data" params={params} className="inline-block min-h-6 text-accent underline">
                {item.text}
              </Link>
            )}
            {item.done && <span className="text-sm text-muted">{t('done')}</span>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

const taskTones: Record<(typeof taskStates)[number], SegmentTone> = { queued: 'plain', in_work: 'accent', in_review: 'warn', done: 'good', unusable: 'bad', voided: 'plain' }

function TaskBar({ project: { progress } }: { project: Project }) {
  const t = useT()
  const shared = useShared()
  // Done first: the bar fills from the left.
  const order = ['done', 'in_review', 'in_work', 'unusable', 'voided', 'queued'] as const
  const segments: Segment[] = order
    .filter((state) => progress[`tasks_${state}`] > 0 || (state !== 'unusable' && state !== 'voided'))
    .map((state) => ({
      key: state,
      label: shared(`task_${state}`),
      value: progress[`tasks_${state}`],
      text: progress[`tasks_${state}`].toLocaleString(),
      tone: taskTones[state],
      striped: state === 'in_review' || state === 'voided',
    }))
  const summary = t('progress_summary', { done: progress.tasks_done, total: progress.tasks_total })
  return (
    <Card>
      <StackedBar title={`${t('progress')} · ${summary}`} summary={summary} nameHeader={t('state')} valueHeader={t('count')} segments={segments} />
    </Card>
  )
}

function MoneyBar({ project: { progress } }: { project: Project }) {
  const t = useT()
  const parts = [
    { key: 'spent', label: t('spent'), value: progress.spent_minor, tone: 'good' },
    { key: 'reserved', label: t('reserved'), value: progress.reserved_minor, tone: 'warn', striped: true },
    { key: 'available', label: t('available'), value: progress.available_minor, tone: 'plain' },
  ] as const
  return (
    <Card>
      <StackedBar
        title={`${t('money')} · ${money(progress.budget_minor)}`}
        summary={t('money_summary', { budget: money(progress.budget_minor), spent: money(progress.spent_minor), reserved: money(progress.reserved_minor) })}
        nameHeader={t('state')}
        valueHeader={t('amount')}
        segments={parts.map((part) => ({ ...part, text: money(part.value) }))}
      />
      <p className="mt-2 text-sm text-muted">{t('reserved_hint')}</p>
    </Card>
  )
}

function Pace({ project }: { project: Project }) {
  const t = useT()
  const { answers_per_hour: speed, finish_at: finish } = project.progress
  const late = finish !== null && project.deadline !== null && Date.parse(finish) > Date.parse(project.deadline)
  return (
    <Card title={t('speed')} className="grid content-start gap-1">
      <p className="text-2xl font-bold tabular-nums">{speed > 0 ? t('per_hour', { count: Math.round(speed * 10) / 10 }) : t('no_speed')}</p>
      <p>{finish ? t('finish', { time: `${dateTime(finish)} (${relative(finish)})` }) : t('no_finish')}</p>
      {project.deadline && !late && <p className="text-sm text-muted">{t('deadline', { time: dateTime(project.deadline) })}</p>}
      {late && <Notice tone="warn">{t('finish_late', { deadline: dateTime(project.deadline ?? '') })}</Notice>}
    </Card>
  )
}

function Answers({ project: { progress, state } }: { project: Project }) {
  const t = useT()
  const figures = [
    { name: t('a_submitted'), value: progress.answers_submitted },
    { name: t('a_in_review'), value: progress.answers_in_review },
    { name: t('a_returned'), value: progress.answers_returned },
    { name: t('a_accepted'), value: progress.answers_accepted },
    { name: t('a_refused'), value: progress.answers_refused },
  ]
  return (
    <Card title={t('answers')} actions={state === 'open' && <span className="text-sm text-muted">{t('live')}</span>}>
      <dl className="grid grid-cols-3 gap-3 sm:grid-cols-5">
        {figures.map((figure) => (
          <div key={figure.name} className="flex flex-col-reverse justify-end">
            <dt className="text-sm text-muted">{figure.name}</dt>
            <dd className="text-xl font-bold tabular-nums">{figure.value.toLocaleString()}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
