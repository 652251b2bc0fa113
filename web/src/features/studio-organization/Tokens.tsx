import { useState } from 'react'
import { createToken, deleteToken } from '@/api/session'
import type { NewToken, Token } from '@/api/types'
import { day, relative } from '@/lib/dates'
import { ActionError } from '@/studio/ActionError'
import { More } from '@/studio/More'
import { tokensQuery, usePages } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/Field'
import { Card, EmptyState, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { toast } from '@/ui/toast'
import { useT } from './texts'

export function Tokens() {
  const t = useT()
  const tokens = usePages(tokensQuery)
  const [made, setMade] = useState<NewToken | null>(null)
  const [leaving, setLeaving] = useState<Token | null>(null)
  const create = useAction(createToken, { refresh: [tokensQuery.queryKey], onDone: setMade })
  const remove = useAction(deleteToken, { refresh: [tokensQuery.queryKey], done: t('token_deleted'), onDone: () => setLeaving(null) })
  return (
    <Page title={t('tokens')} lead={t('tokens_lead')}>
      {made && <Made token={made} />}
      <Card>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            create.run(String(new FormData(event.currentTarget).get('name')).trim())
            event.currentTarget.reset()
          }}
        >
          <TextField label={t('token_name')} name="name" hint={t('token_name_hint')} maxLength={80} error={create.fields['name']} />
          <Button type="submit" kind="primary" className="justify-self-start" busy={create.busy}>
            {t('token_create')}
          </Button>
        </form>
      </Card>
      <Table
        caption={t('tokens')}
        rows={tokens.items}
        rowKey={(token) => token.token_id}
        empty={<EmptyState title={t('no_tokens')} />}
        columns={[
          { key: 'name', header: t('name'), rowHeader: true, cell: (token) => token.name },
          { key: 'created', header: t('created'), cell: (token) => day(token.created_at) },
          { key: 'used', header: t('last_used'), cell: (token) => (token.last_used_at ? relative(token.last_used_at) : t('never')) },
          {
            key: 'delete',
            header: <span className="sr-only">{t('delete')}</span>,
            cell: (token) => (
              <Button size="small" kind="quiet" aria-label={t('token_delete', { name: token.name })} onClick={() => setLeaving(token)}>
                {t('delete')}
              </Button>
            ),
          },
        ]}
      />
      <More pages={tokens} />
      <Dialog
        open={leaving !== null}
        onClose={() => setLeaving(null)}
        title={t('token_delete_title')}
        footer={
          <>
            <Button onClick={() => setLeaving(null)}>{t('cancel')}</Button>
            <Button kind="danger" busy={remove.busy} onClick={() => leaving && remove.run(leaving.token_id)}>
              {t('delete')}
            </Button>
          </>
        }
      >
        <p>
          <strong>{leaving?.name}</strong> · {t('token_delete_text')}
        </p>
        <ActionError action={remove} />
      </Dialog>
    </Page>
  )
}

function Made({ token }: { token: NewToken }) {
  const t = useT()
  const copy = async () => {
    await navigator.clipboard.writeText(token.token)
    toast(t('token_copied'), { kind: 'good' })
  }
  return (
    <Notice tone="good" title={t('token_new')}>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <code className="min-w-0 rounded bg-card px-2 py-1 break-all">{token.token}</code>
        {/* Browsers hide the clipboard where the page came over plain http. */}
        {'clipboard' in navigator && (
          <Button size="small" onClick={() => void copy()}>
            {t('token_copy')}
          </Button>
        )}
      </div>
      <p className="mt-3 text-sm">{t('token_example')}</p>
      <code className="mt-1 block rounded bg-card px-2 py-1 text-sm break-all">
        curl -H &quot;Authorization: Bearer {token.token.slice(0, 8)}…&quot; {location.origin}/api/me
      </code>
    </Notice>
  )
}
