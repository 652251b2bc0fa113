import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { changeUser } from '@/api/operator'
import type { OperatorUser } from '@/api/types'
import { day } from '@/lib/dates'
import { money } from '@/lib/money'
import { ActionError } from '@/studio/ActionError'
import { More } from '@/studio/More'
import { usersQuery } from '@/studio/operator-queries'
import { usePages } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Badge } from '@/ui/Badge'
import { Button, IconButton } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/Field'
import { Menu } from '@/ui/Menu'
import { EmptyState, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'

const route = getRouteApi('/inside/operator/users')
type Change = 'verify' | 'unverify' | 'suspend' | 'resume' | 'make_operator' | 'drop_operator'
const bodies: Record<Change, Parameters<typeof changeUser>[1]> = {
  verify: { adult_verified: true },
  unverify: { adult_verified: false },
  suspend: { suspended: true },
  resume: { suspended: false },
  make_operator: { is_operator: true },
  drop_operator: { is_operator: false },
}

export function Users() {
  const t = useT()
  const { query } = route.useSearch()
  const navigate = useNavigate()
  const users = usePages(usersQuery(query))
  const [asked, setAsked] = useState<{ user: OperatorUser; change: Change } | null>(null)
  const run = useAction((input: { user: OperatorUser; change: Change }) => changeUser(input.user.user_id, bodies[input.change]), {
    refresh: [['operator', 'users']],
    done: t('changed'),
    onDone: () => setAsked(null),
  })
  const changes = (user: OperatorUser): Change[] => [user.adult_verified ? 'unverify' : 'verify', user.suspended ? 'resume' : 'suspend', user.is_operator ? 'drop_operator' : 'make_operator']
  return (
    <Page title={t('users')} width="wide">
      <form
        role="search"
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          const text = String(new FormData(event.currentTarget).get('query')).trim()
          void navigate({ to: '/operator/users', search: text ? { query: text } : {} })
        }}
      >
        <TextField key={query} label={t('users_search')} name="query" type="search" required={false} defaultValue={query ?? ''} className="w-full max-w-sm" />
        <Button type="submit">{t('search')}</Button>
      </form>
      <Table
        caption={t('users')}
        rows={users.items}
        rowKey={(user) => user.user_id}
        empty={<EmptyState title={t('no_users')} />}
        columns={[
          {
            key: 'name',
            header: t('name'),
            rowHeader: true,
            cell: (user) => (
              <span className="block min-w-44">
                <span className="flex flex-wrap items-center gap-2">
                  {user.display_name}
                  {user.is_operator && <Badge tone="accent">{t('is_operator')}</Badge>}
                  {user.suspended && <Badge tone="bad">{t('suspended')}</Badge>}
                </span>
                <span className="block text-sm font-normal text-muted">{user.email}</span>
              </span>
            ),
          },
          { key: 'adult', header: t('adult'), cell: (user) => (user.adult_verified ? <Badge tone="good">{t('is_adult')}</Badge> : <span className="text-muted">{t('not_adult')}</span>) },
          { key: 'answers', header: t('answers'), numeric: true, cell: (user) => user.answers.toLocaleString() },
          { key: 'earned', header: t('earned'), numeric: true, cell: (user) => money(user.earned_minor) },
          { key: 'joined', header: t('joined'), cell: (user) => <span className="whitespace-nowrap">{day(user.created_at)}</span> },
          {
            key: 'actions',
            header: <span className="sr-only">{t('more')}</span>,
            cell: (user) => (
              <Menu
                trigger={
                  <IconButton label={t('more_for', { name: user.display_name })}>
                    <Ellipsis aria-hidden="true" />
                  </IconButton>
                }
                items={[
                  { label: t('see_events'), onSelect: () => void navigate({ to: '/operator/events', search: { actor_id: user.user_id } }) },
                  ...changes(user).map((change) => ({ label: t(change), danger: change === 'suspend', onSelect: () => setAsked({ user, change }) })),
                ]}
              />
            ),
          },
        ]}
      />
      <More pages={users} />
      {asked && (
        <Dialog
          open
          onClose={() => setAsked(null)}
          title={t(`${asked.change}_title`, { name: asked.user.display_name })}
          footer={
            <>
              <Button onClick={() => setAsked(null)}>{t('cancel')}</Button>
              <Button kind={asked.change === 'suspend' ? 'danger' : 'primary'} busy={run.busy} onClick={() => run.run(asked)}>
                {t(asked.change)}
              </Button>
            </>
          }
        >
          <p>{t(`${asked.change}_text`)}</p>
          <ActionError action={run} />
        </Dialog>
      )}
    </Page>
  )
}
