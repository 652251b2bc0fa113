import { useSuspenseQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { voidTask } from '@/api/requester'
import type { Region, Task } from '@/api/types'
import { ActionError } from '../ActionError'
import { InterfaceView } from '../InterfaceView'
import { mayManage, TaskStateBadge } from '../labels'
import { organizationQuery, projectQuery } from '../queries'
import { useAction } from '../use-action'
import { Button, IconButton } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Drawer } from '@/ui/Drawer'
import { AnswerCard } from './AnswerCard'
import { GoldBadge } from './GoldBadge'
import { GoldEditor } from './GoldEditor'
import { useT } from './texts'

interface Props {
  projectId: string
  task: Task
  title: string
  onClose: () => void
  onPrevious: (() => void) | null
  onNext: (() => void) | null
}

/** One task with everything that was done to it. */
export function TaskDrawer({ projectId, task, title, onClose, onPrevious, onNext }: Props) {
  const t = useT()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  return (
    <Drawer
      onClose={onClose}
      title={title}
      actions={
        <>
          <IconButton label={t('previous')} disabled={!onPrevious} onClick={onPrevious ?? undefined}>
            <ChevronLeft aria-hidden="true" />
          </IconButton>
          <IconButton label={t('next')} disabled={!onNext} onClick={onNext ?? undefined}>
            <ChevronRight aria-hidden="true" />
          </IconButton>
        </>
      }
    >
      <div className="grid gap-5">
        <p className="flex flex-wrap items-center gap-2">
          <TaskStateBadge state={task.state} />
          <GoldBadge task={task} />
          {task.result && <span className="text-muted">{t(`source_${task.result.source}`)}</span>}
          {task.result?.confidence !== null && task.result !== null && (
            <span className="text-muted tabular-nums">
              {t('confidence')} {Math.round(task.result.confidence * 100)} %
            </span>
          )}
        </p>
        <Drawn title={task.result ? t('result') : t('data')} task={task} tree={project.tree} regions={task.result?.regions ?? noRegions} />
        {task.gold && <Drawn title={t('gold_answer')} task={task} tree={project.tree} regions={task.gold} />}
        {task.gold && task.gold_note && <p className="whitespace-pre-line">{task.gold_note}</p>}
        <GoldEditor project={project} task={task} />
        <section className="grid gap-3">
          <h3 className="font-bold">{t('answers')}</h3>
          {task.answers.length === 0 && <p className="text-muted">{t('no_answers')}</p>}
          {task.answers.map((answer) => (
            <AnswerCard key={`${answer.answer_id}-${answer.round}`} answer={answer} task={task} project={project} />
          ))}
        </section>
        <details>
          <summary className="min-h-8 font-semibold">{t('raw')}</summary>
          <pre tabIndex={0} role="region" aria-label={t('raw')} className="mt-2 max-h-96 overflow-auto rounded-card bg-sunken p-3 text-sm">
            {JSON.stringify(task, null, 2)}
          </pre>
        </details>
        <VoidTask projectId={projectId} task={task} />
      </div>
    </Drawer>
  )
}

const noRegions: readonly Region[] = []

function Drawn({ title, task, tree, regions }: { title: string; task: Task; tree: Parameters<typeof InterfaceView>[0]['tree']; regions: readonly Region[] }) {
  return (
    <section className="grid gap-2">
      <h3 className="font-bold">{title}</h3>
      <div className="rounded-card border border-line p-3">
        <InterfaceView tree={tree} data={task.data} pyramids={task.pyramids} value={regions} files={task.files} readonly label={title} />
      </div>
    </section>
  )
}

function VoidTask({ projectId, task }: { projectId: string; task: Task }) {
  const t = useT()
  const [asked, setAsked] = useState(false)
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  const { data: organization } = useSuspenseQuery(organizationQuery(project.organization_id))
  const remove = useAction(() => voidTask(projectId, task.task_id), { refresh: [projectQuery(projectId).queryKey], done: t('voided'), onDone: () => setAsked(false) })
  if (!mayManage(organization.my_role) || task.state === 'voided' || task.state === 'unusable') return null
  return (
    <>
      <Button kind="danger" size="small" className="justify-self-start" onClick={() => setAsked(true)}>
        {t('void')}
      </Button>
      <Dialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('void_title')}
        footer={
          <>
            <Button onClick={() => setAsked(false)}>{t('cancel')}</Button>
            <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
              {t('void')}
            </Button>
          </>
        }
      >
        <p>{t('void_text')}</p>
        <ActionError action={remove} />
      </Dialog>
    </>
  )
}
