import { useState } from 'react'
import { createExample, updateExample } from '@/api/questions'
import { uploadMedia } from '@/api/requester'
import type { Example, ExampleVerdict } from '@/api/sensitive-types'
import type { Clause } from '@/api/types'
import { examplesQuery } from '@/studio/question-queries'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field, RadioGroup, Select, TextArea } from '@/ui/Field'
import { useT } from './example-texts'

export type ExampleFormProps = { projectId: string; clauses: readonly Clause[]; example: Example | null; onClose: () => void }

/** A new example, or one that is changed. */
export function ExampleForm({ projectId, clauses, example, onClose }: ExampleFormProps) {
  const t = useT()
  const [verdict, setVerdict] = useState<ExampleVerdict>(example?.verdict ?? 'good')
  const [text, setText] = useState(example?.text ?? '')
  const [why, setWhy] = useState(example?.why ?? '')
  const [clause, setClause] = useState(example?.clause ?? '')
  const [file, setFile] = useState<File | null>(null)
  const save = useAction(
    async () => {
      const media = file && (await uploadMedia(projectId, file, file.name))
      const body = { verdict, text: text.trim() || null, media_id: media?.media_id ?? example?.media_id ?? null, why: why.trim(), clause: clause || null }
      return example ? updateExample(projectId, example.example_id, body) : createExample(projectId, body)
    },
    { refresh: [examplesQuery(projectId).queryKey], done: t('saved'), onDone: onClose },
  )
  return (
    <Dialog open onClose={onClose} title={t(example ? 'example_change' : 'example_add')}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.run()
        }}
      >
        <RadioGroup
          label={t('verdict')}
          value={verdict}
          onValue={setVerdict}
          choices={[
            { value: 'good', label: t('good') },
            { value: 'bad', label: t('bad') },
          ]}
        />
        <TextArea label={t('text')} optional rows={3} maxLength={4000} value={text} error={save.fields['text']} onChange={(event) => setText(event.target.value)} />
        <Field label={t('file')} optional hint={example?.media_id && !file ? t('file_there') : undefined} error={save.fields['media_id']}>
          {(ids) => <input {...ids} type="file" accept="image/*,audio/*,video/*" className="min-h-11" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />}
        </Field>
        <TextArea label={t('why')} rows={2} required maxLength={1000} value={why} error={save.fields['why']} onChange={(event) => setWhy(event.target.value)} />
        <Select
          label={t('clause_label')}
          optional
          value={clause}
          options={[{ value: '', label: t('no_clause') }, ...clauses.map((one) => ({ value: one.number, label: `${one.number}. ${one.text}` }))]}
          onValue={setClause}
          error={save.fields['clause']}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" kind="primary" busy={save.busy}>
            {t('save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
