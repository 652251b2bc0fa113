import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import type { TaskState, TaskSummary } from '@/api/types'
import { cx } from '@/lib/cx'
import { taskStates, TaskStateBadge } from '@/studio/labels'
import { More } from '@/studio/More'
import { projectQuery, taskQuery, tasksQuery, usePages } from '@/studio/queries'
import { briefOf, countsOf } from '@/studio/task/brief'
import { GoldBadge } from '@/studio/task/GoldBadge'
import { TaskDrawer } from '@/studio/task/TaskDrawer'
import { useT } from '@/studio/task/texts'
import { useT as useShared } from '@/studio/texts'
import { buttonClass } from '@/ui/Button'
import { EmptyState } from '@/ui/Page'
import { Table } from '@/ui/Table'

const route = getRouteApi('/inside/projects/$projectId/tabs/tasks')

export function Tasks() {
  const t = useT()
  const { projectId } = route.useParams()
  const search = route.useSearch()
  const navigate = useNavigate()
  const tasks = usePages(tasksQuery(projectId, search.state))
  const task = useQuery({ ...taskQuery(projectId, search.task ?? ''), enabled: search.task !== undefined })
  const show = (taskId: string | null) =>
    void navigate({ to: '/projects/$projectId/tasks', params: { projectId }, search: { ...(search.state ? { state: search.state } : {}), ...(taskId ? { task: taskId } : {}) }, resetScroll: false })
  const at = tasks.items.findIndex((one) => one.task_id === search.task)
  return (
    <div className="grid gap-4">
      <StateFilter projectId={projectId} current={search.state} />
      <TaskTable projectId={projectId} state={search.state} tasks={tasks.items} onTask={show} />
      <More pages={tasks} />
      {search.task !== undefined && task.data && (
        <TaskDrawer
          projectId={projectId}
          task={task.data}
          onClose={() => show(null)}
          onPrevious={at > 0 ? () => show(tasks.items[at - 1]?.task_id ?? null) : null}
          onNext={at >= 0 && at < tasks.items.length - 1 ? () => show(tasks.items[at + 1]?.task_id ?? null) : null}
          title={t('task', { position: task.data.external_id ?? task.data.position })}
        />
      )}
    </div>
  )
}

/** The states with how many tasks are in each; which one is chosen stands in the address. */
function StateFilter({ projectId, current }: { projectId: string; current: TaskState | undefined }) {
  const t = useT()
  const shared = useShared()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const look = (on: boolean) => cx('flex min-h-9 items-center gap-2 rounded-full border px-3 whitespace-nowrap no-underline', on ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line bg-card text-ink hover:bg-sunken')
  return (
    <nav aria-label={t('filter')} className="-mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-0">
      <ul className="flex gap-2">
        <li>
          <Link to="/projects/$projectId/tasks" params={{ projectId }} search={{}} className={look(current === undefined)} aria-current={current === undefined ? 'true' : undefined}>
            {t('all')} <span className="tabular-nums">{project.progress.tasks_total.toLocaleString()}</span>
          </Link>
        </li>
        {taskStates.map((state) => (
          <li key={state}>
            <Link to="/projects/$projectId/tasks" params={{ projectId }} search={{ state }} className={look(current === state)} aria-current={current === state ? 'true' : undefined}>
              {shared(`task_${state}`)} <span className="tabular-nums">{project.progress[`tasks_${state}`].toLocaleString()}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function TaskTable({ projectId, state, tasks, onTask }: { projectId: string; state: TaskState | undefined; tasks: readonly TaskSummary[]; onTask: (taskId: string) => void }) {
  const t = useT()
  const empty = state ? (
    <EmptyState title={t('none_in_state')} />
  ) : (
    <EmptyState
      title={t('no_tasks')}
      action={
        <Link to="/projects/$projectId/data" params={{ projectId }} className={buttonClass('primary')}>
          {t('add_data')}
        </Link>
      }
    >
      {t('no_tasks_text')}
    </EmptyState>
  )
  return (
    <Table
      caption={t('data')}
      rows={tasks}
      rowKey={(task) => task.task_id}
      empty={empty}
      onRow={(task) => onTask(task.task_id)}
      columns={[
        {
          key: 'data',
          header: t('data'),
          rowHeader: true,
          cell: (task) => <DataCell projectId={projectId} state={state} task={task} />,
        },
        {
          key: 'state',
          header: t('state'),
          cell: (task) => (
            <span className="flex flex-wrap gap-1">
              <TaskStateBadge state={task.state} />
              <GoldBadge task={task} />
            </span>
          ),
        },
        { key: 'answers', header: t('answers'), numeric: true, cell: (task) => task.answers_accepted },
        { key: 'result', header: t('result'), cell: (task) => (task.result ? <ResultText task={task} /> : <span className="text-muted">{t('no_result')}</span>) },
        { key: 'confidence', header: t('confidence'), numeric: true, cell: (task) => (task.result?.confidence === null || task.result === null ? '–' : `${Math.round(task.result.confidence * 100)} %`) },
      ]}
    />
  )
}

function DataCell({ projectId, state, task }: { projectId: string; state: TaskState | undefined; task: TaskSummary }) {
  const { picture, text } = briefOf(task.data)
  return (
    <span className="flex min-w-40 items-center gap-3">
      {picture && <img src={picture} alt="" loading="lazy" className="size-12 shrink-0 rounded-lg bg-sunken object-cover" />}
      <span className="min-w-0">
        <Link
          to="/projects/$projectId/tasks"
          params={{ projectId }}
          search={{ ...(state ? { state } : {}), task: task.task_id }}
          resetScroll={false}
          className="inline-block min-h-6 text-ink underline decoration-line-strong"
          onClick={(event) => event.stopPropagation()}
        >
          {task.external_id ?? `#${task.position}`}
        </Link>
        <span className="line-clamp-1 text-sm font-normal text-muted">{text}</span>
      </span>
    </span>
  )
}

function ResultText({ task }: { task: TaskSummary }) {
  const t = useT()
  const { words, boxes, turns } = countsOf(task.result?.regions ?? [])
  const parts = [...words, ...(boxes > 0 ? [t('boxes', { count: boxes })] : []), ...(turns > 0 ? [t('turns', { count: turns })] : [])]
  return <span className="line-clamp-2">{parts.join(', ')}</span>
}
