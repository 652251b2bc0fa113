import { useState } from 'react'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { RadioGroup, TextArea } from '@/ui/Field'
import { useT } from '@/work/i18n'

const reasons = ['unusable_broken', 'unusable_empty', 'unusable_wrong_kind', 'unusable_unclear', 'unusable_personal', 'unusable_harmful', 'unusable_other'] as const
type Reason = (typeof reasons)[number]

/** Says why the data of a task cannot be worked on. */
export function UnusableDialog({ open, onClose, onReport }: { open: boolean; onClose: () => void; onReport: (reason: string) => void }) {
  const t = useT()
  const [reason, setReason] = useState<Reason>('unusable_broken')
  const [words, setWords] = useState('')
  const text = reason === 'unusable_other' ? words.trim() : [t(reason), words.trim()].filter(Boolean).join(': ')
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('unusable_title')}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" disabled={!text} onClick={() => onReport(text)}>
            {t('unusable_report')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p className="text-muted">{t('unusable_lead')}</p>
        <RadioGroup hideLabel label={t('unusable_title')} value={reason} onValue={setReason} choices={reasons.map((value) => ({ value, label: t(value) }))} />
        <TextArea label={t('review_note')} optional={reason !== 'unusable_other'} value={words} onChange={(event) => setWords(event.target.value)} maxLength={500} />
      </div>
    </Dialog>
  )
}
