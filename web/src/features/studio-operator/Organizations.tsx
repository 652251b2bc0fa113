import { useState } from 'react'
import { deposit } from '@/api/operator'
import type { OperatorOrganization } from '@/api/types'
import { money } from '@/lib/money'
import { More } from '@/studio/More'
import { allOrganizationsQuery } from '@/studio/operator-queries'
import { usePages } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextField } from '@/ui/Field'
import { NumberField } from '@/ui/NumberField'
import { EmptyState, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { toast } from '@/ui/toast'
import { useT } from './texts'

export function Organizations() {
  const t = useT()
  const organizations = usePages(allOrganizationsQuery)
  const [receiver, setReceiver] = useState<OperatorOrganization | null>(null)
  return (
    <Page title={t('organizations')} width="wide">
      <Table
        caption={t('organizations')}
        rows={organizations.items}
        rowKey={(one) => one.organization_id}
        empty={<EmptyState title={t('no_organizations')} />}
        columns={[
          { key: 'name', header: t('name'), rowHeader: true, cell: (one) => one.name },
          { key: 'available', header: t('available'), numeric: true, cell: (one) => money(one.available_minor) },
          { key: 'in_projects', header: t('in_projects'), numeric: true, cell: (one) => money(one.in_projects_minor) },
          { key: 'spent', header: t('spent'), numeric: true, cell: (one) => money(one.spent_minor) },
          { key: 'members', header: t('members'), numeric: true, cell: (one) => one.members },
          { key: 'projects', header: t('projects'), numeric: true, cell: (one) => one.projects },
          {
            key: 'deposit',
            header: <span className="sr-only">{t('deposit')}</span>,
            cell: (one) => (
              <Button size="small" aria-label={t('deposit_for', { name: one.name })} onClick={() => setReceiver(one)}>
                {t('deposit')}
              </Button>
            ),
          },
        ]}
      />
      <More pages={organizations} />
      {receiver && <DepositDialog organization={receiver} onClose={() => setReceiver(null)} />}
    </Page>
  )
}

function DepositDialog({ organization, onClose }: { organization: OperatorOrganization; onClose: () => void }) {
  const t = useT()
  const [amount, setAmount] = useState(0)
  const [note, setNote] = useState('')
  const after = money(organization.available_minor + amount)
  const send = useAction(() => deposit(organization.organization_id, { amount_minor: amount, note: note.trim() }), {
    refresh: [['operator', 'organizations'], ['organization', organization.organization_id], ['operator', 'ledger']],
    quiet: true,
    onDone: () => {
      toast(t('deposited', { name: organization.name, amount: after }), { kind: 'good' })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('deposit_title', { name: organization.name })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="deposit" kind="primary" busy={send.busy} disabled={amount <= 0}>
            {t('deposit_do', { amount: money(amount) })}
          </Button>
        </>
      }
    >
      <form
        id="deposit"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (amount > 0) send.run()
        }}
      >
        {send.error && <Notice tone="bad">{send.error}</Notice>}
        <NumberField label={t('deposit_amount')} unit={t('won')} value={amount} max={1_000_000_000_000} error={send.fields['amount_minor']} onValue={setAmount} />
        <TextField label={t('deposit_note')} hint={t('deposit_note_hint')} value={note} maxLength={200} error={send.fields['note']} onChange={(event) => setNote(event.target.value)} />
        <p className="font-semibold tabular-nums" aria-live="polite">
          {t('deposit_after', { before: money(organization.available_minor), after })}
        </p>
      </form>
    </Dialog>
  )
}
