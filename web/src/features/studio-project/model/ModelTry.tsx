import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { isApiError } from '@/api/client'
import { tryModel } from '@/api/models'
import { errorText } from '@/studio/error-text'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { TextField } from '@/ui/Field'
import { Card } from '@/ui/Page'
import { useT } from './texts'

const reasons = ['model_address_refused', 'model_key_refused', 'model_unreachable', 'model_too_slow', 'model_unknown', 'model_asked_too_often', 'model_server_failed', 'model_unreadable'] as const

/** Asks the saved model once, and says what there is to mend where it does not answer. */
export function ModelTry({ projectId, isUnsaved }: { projectId: string; isUnsaved: boolean }) {
  const t = useT()
  const [message, setMessage] = useState(() => t('try_first'))
  const attempt = useMutation({ mutationFn: () => tryModel(projectId, message) })
  const reasonOf = (error: unknown) => {
    const code = isApiError(error) ? reasons.find((reason) => reason === error.code) : undefined
    return code ? t(code) : errorText(error)
  }
  return (
    <Card className="grid gap-3">
      <h3>{t('try_title')}</h3>
      <p className="text-sm text-muted">{isUnsaved ? t('try_unsaved') : t('try_lead')}</p>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (!attempt.isPending) attempt.mutate()
        }}
      >
        <TextField className="min-w-60 flex-1" label={t('try_message')} maxLength={2000} value={message} onChange={(event) => setMessage(event.target.value)} />
        <Button type="submit" busy={attempt.isPending} disabled={isUnsaved}>
          {t('try_run')}
        </Button>
      </form>
      <div role="status">
        {attempt.isSuccess && (
          <Notice tone="good" title={t('try_reply')}>
            <p className="whitespace-pre-wrap">{attempt.data.reply}</p>
          </Notice>
        )}
        {attempt.isError && <Notice tone="bad">{reasonOf(attempt.error)}</Notice>}
      </div>
    </Card>
  )
}
