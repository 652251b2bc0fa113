import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { DoubtfulTask, Vote } from '@/api/quality-types'
import { TaskStateBadge } from '@/studio/labels'
import { More } from '@/studio/More'
import { doubtfulTasksQuery } from '@/studio/quality-queries'
import { taskQuery, usePages } from '@/studio/queries'
import { briefOf, countsOf } from '@/studio/task/brief'
import { TaskDrawer } from '@/studio/task/TaskDrawer'
import { useT as useTaskT } from '@/studio/task/texts'
import { EmptyState } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { share } from './format'
import { useT } from './texts'
import { useQualityProject, useQualitySearch } from './use-quality-project'

/** Results least certain first; each opens with everything that was done to it. */
export function DoubtfulTasks() {
  const t = useT()
  const { projectId } = useQualityProject()
  const { task: chosen } = useQualitySearch()
  const navigate = useNavigate()
  const tasks = usePages(doubtfulTasksQuery(projectId))
  const task = useQuery({ ...taskQuery(projectId, chosen ?? ''), enabled: chosen !== undefined })
  const show = (taskId: string | null) =>
    void navigate({ to: '/projects/$projectId/quality', params: { projectId }, search: { view: 'doubt', ...(taskId ? { task: taskId } : {}) }, resetScroll: false })
  const at = tasks.items.findIndex((one) => one.task_id === chosen)
  return (
    <div className="grid gap-4 *:min-w-0">
      <p className="text-muted">{t('doubt_text')}</p>
      <Table
        caption={t('view_doubt')}
        rows={tasks.items}
        rowKey={(one) => one.task_id}
        empty={<EmptyState title={t('doubt_none')} />}
        onRow={(one) => show(one.task_id)}
        columns={[
          { key: 'task', header: t('task'), rowHeader: true, cell: (one) => <TaskCell projectId={projectId} task={one} /> },
          { key: 'confidence', header: t('confidence'), numeric: true, cell: (one) => (one.result.confidence === null ? '–' : share(one.result.confidence, 0)) },
          { key: 'result', header: t('result'), cell: (one) => <ResultCell task={one} /> },
          { key: 'votes', header: t('votes'), wideOnly: true, cell: (one) => <Votes votes={one.votes} /> },
        ]}
      />
      <More pages={tasks} />
      {chosen !== undefined && task.data && (
        <TaskDrawer
          projectId={projectId}
          task={task.data}
          onClose={() => show(null)}
          onPrevious={at > 0 ? () => show(tasks.items[at - 1]?.task_id ?? null) : null}
          onNext={at >= 0 && at < tasks.items.length - 1 ? () => show(tasks.items[at + 1]?.task_id ?? null) : null}
          title={t('task_number', { position: task.data.external_id ?? task.data.position })}
        />
      )}
    </div>
  )
}

function TaskCell({ projectId, task }: { projectId: string; task: DoubtfulTask }) {
  const { picture, text } = briefOf(task.data)
  return (
    <span className="flex items-center gap-3 sm:min-w-40">
      {picture && <img src={picture} alt="" loading="lazy" className="size-12 shrink-0 rounded-lg bg-sunken object-cover" />}
      <span className="min-w-0">
        <Link
          to="/projects/$projectId/quality"
          params={{ projectId }}
          search={{ view: 'doubt', task: task.task_id }}
          resetScroll={false}
          className="inline-block min-h-6 text-ink underline decoration-line-strong"
          onClick={(event) => event.stopPropagation()}
        >
          #{task.position}
        </Link>
        <span className="line-clamp-1 text-sm font-normal text-muted">{text}</span>
      </span>
    </span>
  )
}

function ResultCell({ task }: { task: DoubtfulTask }) {
  const how = useTaskT()
  const { words } = countsOf(task.result.regions)
  return (
    <span className="grid min-w-32 justify-items-start gap-1">
      <span className="line-clamp-2">{words.join(', ') || '–'}</span>
      <span className="text-sm text-muted">{how(`source_${task.result.source}`)}</span>
      {task.state !== 'done' && <TaskStateBadge state={task.state} />}
      <span className="w-full sm:hidden">
        <Votes votes={task.votes} />
      </span>
    </span>
  )
}

/** A bar for each class: how many said so, and how likely it is after weighing who they are. */
function Votes({ votes }: { votes: readonly Vote[] }) {
  const t = useT()
  return (
    <ul className="grid gap-1 sm:min-w-48">
      {votes
        .toSorted((a, b) => b.probability - a.probability)
        .slice(0, 4)
        .map((vote) => (
          <li key={vote.class} className="grid gap-0.5 text-sm">
            <span className="tabular-nums">{t('vote', { class: vote.class, answers: vote.answers, probability: share(vote.probability, 0) })}</span>
            <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
              <span className="block h-full bg-accent" style={{ width: `${Math.min(1, Math.max(0, vote.probability)) * 100}%` }} />
            </span>
          </li>
        ))}
    </ul>
  )
}
