import type { ReactNode } from 'react'
import type { Guide } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { useT } from '@/work/i18n'
import { GuideSide } from './GuideSide'

type GuideDialogProps = { open: boolean; onClose: () => void; guide: Guide | undefined; clause: string | null; extras: ReactNode }

export function GuideDialog({ open, onClose, guide, clause, extras }: GuideDialogProps) {
  const t = useT()
  return (
    <Dialog open={open} onClose={onClose} title={t('guide')} wide>
      {guide && <GuideSide guide={guide} clause={clause} visit={1} extras={extras} />}
    </Dialog>
  )
}
