import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { markGold, unmarkGold } from '@/api/quality'
import type { Project, Region, Task } from '@/api/types'
import type { InterfaceHandle } from '@/tools/interface-view'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'
import { ActionError } from '../ActionError'
import { InterfaceView } from '../InterfaceView'
import { mayManage } from '../labels'
import { organizationQuery, projectQuery } from '../queries'
import { useAction } from '../use-action'
import { useT } from './texts'

/** Makes the answer of a task known, changes it, or takes that back. */
export function GoldEditor({ project, task }: { project: Project; task: Task }) {
  const t = useT()
  const [asked, setAsked] = useState<'mark' | 'remove' | null>(null)
  const { data: organization } = useSuspenseQuery(organizationQuery(project.organization_id))
  if (!mayManage(organization.my_role) || task.state === 'voided' || task.state === 'unusable') return null
  const close = () => setAsked(null)
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" onClick={() => setAsked('mark')}>
        {t(task.is_gold ? 'gold_change' : 'gold_mark')}
      </Button>
      {task.is_gold && (
        <Button size="small" kind="quiet" onClick={() => setAsked('remove')}>
          {t('gold_remove')}
        </Button>
      )}
      {asked === 'mark' && <Mark project={project} task={task} onClose={close} />}
      {asked === 'remove' && <Remove project={project} task={task} onClose={close} />}
    </div>
  )
}

type AskProps = { project: Project; task: Task; onClose: () => void }

/** Starts from what is known already: the present answer, the result, or a model's prediction. */
function Mark({ project, task, onClose }: AskProps) {
  const t = useT()
  const tool = useRef<InterfaceHandle | null>(null)
  const start = useMemo(() => task.gold ?? task.result?.regions ?? task.predictions, [task])
  const [note, setNote] = useState(task.gold_note ?? '')
  const save = useAction((regions: Region[]) => markGold(project.project_id, task.task_id, { regions, note: note.trim() || null }), {
    refresh: [projectQuery(project.project_id).queryKey],
    done: t('gold_saved'),
    onDone: onClose,
    quiet: true,
  })
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('gold_title')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            busy={save.busy}
            onClick={() => {
              if (tool.current && tool.current.reportProblems().length === 0) save.run(tool.current.getValue() as unknown as Region[])
            }}
          >
            {t('gold_save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-muted">{t('gold_text')}</p>
        <div className="rounded-card border border-line p-3">
          <InterfaceView tree={project.tree} data={task.data} pyramids={task.pyramids} value={start} label={t('gold_answer')} handle={tool} />
        </div>
        <TextArea label={t('gold_note')} hint={t('gold_note_hint')} optional rows={2} maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        <ActionError action={save} />
      </div>
    </Dialog>
  )
}

function Remove({ project, task, onClose }: AskProps) {
  const t = useT()
  const remove = useAction(() => unmarkGold(project.project_id, task.task_id), {
    refresh: [projectQuery(project.project_id).queryKey],
    done: t('gold_removed'),
    onDone: onClose,
    quiet: true,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('gold_remove_title')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
            {t('gold_remove')}
          </Button>
        </>
      }
    >
      <p>{t('gold_remove_text')}</p>
      <ActionError action={remove} />
    </Dialog>
  )
}
