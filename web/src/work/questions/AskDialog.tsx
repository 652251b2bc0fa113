import { useState } from 'react'
import { errorText } from '@/api/errors'
import { askQuestion } from '@/api/questions'
import type { Clause } from '@/api/types'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Select, TextArea } from '@/ui/Field'
import { toast } from '@/ui/toast'
import { useT } from './texts'

const shortest = 5
const longest = 2000

export type AskProps = { open: boolean; onClose: () => void; onAsked?: (() => void) | undefined; assignmentId: string; clauses: readonly Clause[] }

/** Asks the requester about the task in hand. */
export function AskDialog({ open, onClose, ...rest }: AskProps) {
  const t = useT()
  return (
    <Dialog open={open} onClose={onClose} title={t('ask_title')}>
      <AskForm {...rest} onClose={onClose} />
    </Dialog>
  )
}

function AskForm({ onClose, onAsked, assignmentId, clauses }: Omit<AskProps, 'open'>) {
  const t = useT()
  const [text, setText] = useState('')
  const [clause, setClause] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const send = async () => {
    if (text.trim().length < shortest) {
      setError(t('too_short'))
      return
    }
    setBusy(true)
    try {
      await askQuestion(assignmentId, { text: text.trim(), clause: clause || null })
      toast(t('sent'), { kind: 'good' })
      onAsked?.()
      onClose()
    } catch (failure) {
      setError(errorText(failure))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className="text-muted">{t('ask_lead')}</p>
      <TextArea label={t('ask_text')} hint={t('ask_text_hint')} value={text} maxLength={longest} error={error} onChange={(event) => setText(event.target.value)} />
      {clauses.length > 0 && (
        <Select
          label={t('ask_clause')}
          optional
          value={clause}
          options={[{ value: '', label: t('no_clause') }, ...clauses.map((one) => ({ value: one.number, label: `${one.number}. ${one.text}` }))]}
          onValue={setClause}
        />
      )}
      <Button type="submit" kind="primary" busy={busy} className="justify-self-end">
        {t('send')}
      </Button>
    </form>
  )
}
