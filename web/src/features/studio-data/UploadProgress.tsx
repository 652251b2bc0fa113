import { errorText } from '@/studio/error-text'
import { isApiError } from '@/api/client'
import { bytes } from '@/lib/bytes'
import { fieldErrors } from '@/studio/use-action'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Meter } from '@/ui/Meter'
import { Loading } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'
import type { UploadState } from './upload-job'

/** How far an upload is, what went wrong, and the ways on. */
export function UploadProgress({ state, onStop, onRetry, onGoOn }: { state: UploadState; onStop: () => void; onRetry: () => void; onGoOn: () => void }) {
  const t = useT()
  const many = state.total_files > 1
  if (state.phase === 'failed') {
    const details = Object.values(fieldErrors(state.error))
    return (
      <div className="grid gap-3">
        <Notice tone="bad" title={errorText(state.error)}>
          {details.length > 0 && (
            <ul className="list-disc pl-5">
              {details.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          )}
        </Notice>
        <Button className="justify-self-start" onClick={onStop}>
          {t('cancel')}
        </Button>
      </div>
    )
  }
  if (state.phase === 'importing') return <Loading label={t('writing_tasks')} />
  return (
    <div className="grid gap-4">
      <Meter
        label={t('uploading')}
        value={state.sent_bytes}
        max={Math.max(1, state.total_bytes)}
        text={`${many ? `${t('files_of', { done: state.done_files, total: state.total_files })} · ` : ''}${t('sent_of', { sent: bytes(state.sent_bytes), total: bytes(state.total_bytes) })}`}
      />
      {state.failures.length > 0 && (
        <>
          <Table
            caption={t('failed_files', { count: state.failures.length })}
            hideCaption={false}
            rows={state.failures.slice(0, 50)}
            rowKey={(failure) => failure.path}
            columns={[
              { key: 'file', header: t('file'), rowHeader: true, cell: (failure) => failure.path },
              { key: 'reason', header: t('reason'), cell: (failure) => (isApiError(failure.error, 'offline') ? t('connection_lost') : (Object.values(fieldErrors(failure.error))[0] ?? errorText(failure.error))) },
            ]}
          />
          {state.phase === 'stuck' && (
            <div className="flex flex-wrap items-center gap-2">
              <Button kind="primary" onClick={onRetry}>
                {t('retry_failed')}
              </Button>
              {state.done_files > 0 && <Button onClick={onGoOn}>{t('go_on_without')}</Button>}
              <span className="text-sm text-muted">{t('resumed')}</span>
            </div>
          )}
        </>
      )}
      <Button className="justify-self-start" onClick={onStop}>
        {t(state.phase === 'stuck' ? 'cancel' : 'stop')}
      </Button>
    </div>
  )
}
