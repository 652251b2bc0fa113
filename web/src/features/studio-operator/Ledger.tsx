import { useSuspenseQuery } from '@tanstack/react-query'
import type { LedgerAccount } from '@/api/types'
import { money } from '@/lib/money'
import { accountName } from '@/studio/ledger-texts'
import { ledgerQuery } from '@/studio/operator-queries'
import { Notice } from '@/ui/Badge'
import { Card, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'

const balanceOf = (account: LedgerAccount): number => account.credits_posted_minor - account.debits_posted_minor

export function Ledger() {
  const t = useT()
  const { data: ledger } = useSuspenseQuery(ledgerQuery)
  const show = (minor: number) => money(minor, { currency: ledger.currency })
  const balanced = ledger.sum_minor === 0
  return (
    <Page title={t('ledger')} lead={t('ledger_lead')} width="wide">
      <Notice tone={balanced ? 'good' : 'bad'}>{balanced ? t('ledger_ok') : t('ledger_bad', { amount: show(ledger.sum_minor) })}</Notice>
      <Card>
        <Table
          caption={t('ledger')}
          rows={ledger.accounts}
          rowKey={(account) => account.kind}
          columns={[
            { key: 'account', header: t('account'), rowHeader: true, cell: (account) => <span className="whitespace-nowrap">{accountName(account.kind)}</span> },
            { key: 'count', header: t('count'), numeric: true, cell: (account) => account.count.toLocaleString() },
            { key: 'debits', header: t('debits_posted'), numeric: true, cell: (account) => show(account.debits_posted_minor) },
            { key: 'credits', header: t('credits_posted'), numeric: true, cell: (account) => show(account.credits_posted_minor) },
            { key: 'balance', header: t('balance'), numeric: true, cell: (account) => <strong>{show(balanceOf(account))}</strong> },
            { key: 'debits_pending', header: t('debits_pending'), numeric: true, cell: (account) => show(account.debits_pending_minor) },
            { key: 'credits_pending', header: t('credits_pending'), numeric: true, cell: (account) => show(account.credits_pending_minor) },
          ]}
        />
        <p className="mt-3 flex justify-between gap-3 border-t-2 border-line-strong px-3 pt-3 font-bold">
          <span>{t('sum')}</span>
          <span className="tabular-nums">{show(ledger.sum_minor)}</span>
        </p>
      </Card>
    </Page>
  )
}
