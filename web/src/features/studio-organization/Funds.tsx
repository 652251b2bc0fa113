import { getRouteApi } from '@tanstack/react-router'
import { useSuspenseQuery } from '@tanstack/react-query'
import { dateTime } from '@/lib/dates'
import { money } from '@/lib/money'
import { accountName, transferName } from '@/studio/ledger-texts'
import { More } from '@/studio/More'
import { organizationQuery, transfersQuery, usePages } from '@/studio/queries'
import { Notice } from '@/ui/Badge'
import { Card, EmptyState, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'

const route = getRouteApi('/inside/organizations/$organizationId/funds')

export function Funds() {
  const t = useT()
  const { organizationId } = route.useParams()
  const { data: organization } = useSuspenseQuery(organizationQuery(organizationId))
  const transfers = usePages(transfersQuery(organizationId))
  const figures = [
    { name: t('available'), amount: organization.available_minor, text: t('available_text') },
    { name: t('in_projects'), amount: organization.in_projects_minor, text: t('in_projects_text') },
    { name: t('spent_total'), amount: organization.spent_minor, text: t('spent_text') },
  ]
  return (
    <Page title={t('funds')} lead={t('funds_lead')} width="wide">
      <dl className="grid gap-3 sm:grid-cols-3">
        {figures.map((figure) => (
          <div key={figure.name} className="rounded-card border border-line bg-card p-4">
            <dt className="text-sm text-muted">{figure.name}</dt>
            <dd className="text-2xl font-bold tabular-nums">{money(figure.amount)}</dd>
            <dd className="text-sm text-muted">{figure.text}</dd>
          </div>
        ))}
      </dl>
      <Notice>{t('deposit_how')}</Notice>
      <Card title={t('transfers')}>
        <Table
          caption={t('transfers')}
          rows={transfers.items}
          rowKey={(transfer) => transfer.transfer_id}
          empty={<EmptyState title={t('no_transfers')} />}
          columns={[
            { key: 'at', header: t('time'), cell: (transfer) => <span className="whitespace-nowrap">{dateTime(transfer.at)}</span> },
            {
              key: 'what',
              header: t('what'),
              rowHeader: true,
              cell: (transfer) => (
                <span className="block min-w-44">
                  {transferName(transfer.code)} {transfer.project_name}{' '}
                  {transfer.kind !== 'posted' && <span className="text-sm text-muted">({t(transfer.kind)})</span>}
                  <span className="block text-sm font-normal text-muted">
                    {t('from_to', { debit: accountName(transfer.debit), credit: accountName(transfer.credit) })}
                  </span>
                </span>
              ),
            },
            { key: 'amount', header: t('amount'), numeric: true, cell: (transfer) => money(transfer.amount_minor) },
            { key: 'note', header: t('note'), cell: (transfer) => transfer.note ?? '' },
          ]}
        />
        <More pages={transfers} />
      </Card>
    </Page>
  )
}
