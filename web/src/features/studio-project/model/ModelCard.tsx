import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '@/api/client'
import { getModel, type ModelSettings, removeModel, setModel } from '@/api/models'
import { useAction } from '@/studio/use-action'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { TextArea, TextField } from '@/ui/Field'
import { Card } from '@/ui/Page'
import { ModelTry } from './ModelTry'
import { useT } from './texts'

const queryKey = (projectId: string) => ['project', projectId, 'model']

/** Which model workers talk to: settings of their own, since the key must not travel with the rest. */
export function ModelCard({ projectId }: { projectId: string }) {
  const t = useT()
  const { data, isPending } = useQuery({
    queryKey: queryKey(projectId),
    // A project without a model is no failure.
    queryFn: () => getModel(projectId).catch((error: unknown) => (isApiError(error) && error.status === 404 ? null : Promise.reject(error as Error))),
  })
  if (isPending) return null
  return (
    <section className="grid gap-3">
      <h2 className="text-lg">{t('title')}</h2>
      <p className="text-muted">{t('lead')}</p>
      {!data && <Notice tone="warn">{t('missing')}</Notice>}
      <ModelForm key={data?.changed_at ?? 'none'} projectId={projectId} model={data ?? null} />
    </section>
  )
}

function ModelForm({ projectId, model }: { projectId: string; model: ModelSettings | null }) {
  const t = useT()
  const before = { base_url: model?.base_url ?? '', model: model?.model ?? '', instructions: model?.instructions ?? '', max_calls: String(model?.max_calls ?? 30), timeout_seconds: String(model?.timeout_seconds ?? 60), key: '' }
  const [now, setNow] = useState(before)
  const change = (name: keyof typeof before) => (event: { target: { value: string } }) => setNow({ ...now, [name]: event.target.value })
  const refresh = [queryKey(projectId)]
  const save = useAction(
    () => setModel(projectId, { base_url: now.base_url, model: now.model, instructions: now.instructions, max_calls: Number(now.max_calls), timeout_seconds: Number(now.timeout_seconds), ...(now.key ? { key: now.key } : {}) }),
    { refresh, done: t('saved') },
  )
  const remove = useAction(() => removeModel(projectId), { refresh, done: t('removed') })
  const isUnsaved = Object.entries(before).some(([name, value]) => now[name as keyof typeof before] !== value)
  const { fields } = save
  return (
    <>
      <Card>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            save.run()
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t('base_url')} hint={t('base_url_hint')} type="url" inputMode="url" autoComplete="off" placeholder="https://api.example.com/v1" value={now.base_url} error={fields['base_url'] && t('address_refused')} onChange={change('base_url')} />
            <TextField label={t('model')} autoComplete="off" maxLength={200} value={now.model} error={fields['model']} onChange={change('model')} />
          </div>
          <TextField label={t('key')} optional type="password" autoComplete="new-password" hint={t(model?.has_key ? 'key_kept' : 'key_hint')} placeholder={model?.has_key ? '••••••••' : ''} value={now.key} error={fields['key'] && t('key_invalid')} onChange={change('key')} />
          <TextArea label={t('instructions')} optional rows={3} maxLength={8000} hint={t('instructions_hint')} value={now.instructions} error={fields['instructions']} onChange={change('instructions')} />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField label={t('max_calls')} type="number" min={1} max={200} value={now.max_calls} error={fields['max_calls']} onChange={change('max_calls')} />
            <TextField label={t('timeout_seconds')} type="number" min={1} max={120} value={now.timeout_seconds} error={fields['timeout_seconds']} onChange={change('timeout_seconds')} />
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            {model && (
              <Button kind="danger" busy={remove.busy} onClick={() => remove.run()}>
                {t('remove')}
              </Button>
            )}
            <Button type="submit" kind="primary" busy={save.busy} disabled={!isUnsaved}>
              {t('save')}
            </Button>
          </div>
        </form>
      </Card>
      {model && <ModelTry projectId={projectId} isUnsaved={isUnsaved} />}
    </>
  )
}
