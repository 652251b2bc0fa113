import { useState } from 'react'
import { pausePerson } from '@/api/quality'
import type { MeasuredPerson } from '@/api/quality-types'
import { ActionError } from '@/studio/ActionError'
import { projectQuery } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'
import { useT } from './texts'

/** A manager pauses a person: with a reason that the person reads, and says what it means before it does it. */
export function PauseDialog({ projectId, person, onClose }: { projectId: string; person: MeasuredPerson; onClose: () => void }) {
  const t = useT()
  const [reason, setReason] = useState('')
  const pause = useAction(() => pausePerson(projectId, { worker: person.worker, role: person.role, reason: reason.trim() }), {
    refresh: [projectQuery(projectId).queryKey],
    done: t('paused_done'),
    onDone: onClose,
    quiet: true,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('pause_title', { worker: person.worker })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="danger" busy={pause.busy} disabled={reason.trim() === ''} onClick={() => pause.run()}>
            {t('pause')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>{t('pause_text')}</p>
        <TextArea label={t('pause_reason')} hint={t('pause_reason_hint')} value={reason} maxLength={2000} error={pause.fields['reason']} onChange={(event) => setReason(event.target.value)} />
        <ActionError action={pause} />
      </div>
    </Dialog>
  )
}
