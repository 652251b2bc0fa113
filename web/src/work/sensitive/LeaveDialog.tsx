import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useLocation } from 'wouter'
import { errorText } from '@/api/errors'
import { release } from '@/api/work'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { toast } from '@/ui/toast'
import { paths } from '../paths'
import type { AssignmentQueue } from '../queue'
import { HelpLine } from './ConsentCard'
import { useT } from './texts'

/** Leaving one task or all of a project, without any effect on the person. */
export function LeaveDialog({ open, onClose, queue }: { open: boolean; onClose: () => void; queue: AssignmentQueue }) {
  const t = useT()
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const skip = () => {
    onClose()
    flushSync(() => queue.skip())
  }
  const leave = async () => {
    setBusy(true)
    try {
      const { items } = queue.store.get()
      await Promise.all(items.filter((one) => one.state !== 'returned').map((one) => release(one.assignment_id)))
      toast(t('leave_left'))
      go(paths.home)
    } catch (error) {
      toast(errorText(error), { kind: 'bad' })
      setBusy(false)
    }
  }
  return (
    <Dialog open={open} onClose={onClose} title={t('leave_title')}>
      <div className="grid gap-4">
        <p>{t('care_leave')}</p>
        <div className="grid gap-2">
          <Button onClick={skip}>{t('leave_skip')}</Button>
          <Button busy={busy} onClick={() => void leave()}>
            {t('leave_all')}
          </Button>
        </div>
        <HelpLine />
      </div>
    </Dialog>
  )
}
