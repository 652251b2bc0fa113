import type { Guide } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { GuidePanel } from '@/work/GuidePanel'
import { useT } from '@/work/i18n'

export function GuideDialog({ open, onClose, guide, clause }: { open: boolean; onClose: () => void; guide: Guide | undefined; clause: string | null }) {
  const t = useT()
  return (
    <Dialog open={open} onClose={onClose} title={t('guide')} wide>
      {guide && <GuidePanel guide={guide} clause={clause} visit={1} />}
    </Dialog>
  )
}
