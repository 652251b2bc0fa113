import { useState } from 'react'
import { errorText } from '@/api/errors'
import type { EarningsTransfer } from '@/api/types'
import { listEarningsTransfers } from '@/api/work'
import { dateTime } from '@/lib/dates'
import { useLocale } from '@/lib/i18n'
import { useLoad } from '@/lib/load'
import { money } from '@/lib/money'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { has, useT, type WorkTranslate } from '@/work/i18n'

/** The ledger's word for a transfer, said as a person would. */
function reasonOf({ code, role }: EarningsTransfer, t: WorkTranslate): string {
  const key = code === 'reward' && role ? `code_reward_${role}` : `code_${code}`
  return has(key) ? t(key) : t('code_other')
}

/** Every movement of money, newest first. */
export function Statement() {
  const t = useT()
  const locale = useLocale()
  const first = useLoad('earnings-transfers', () => listEarningsTransfers())
  const [more, setMore] = useState<{ items: EarningsTransfer[]; next: string | null } | null>(null)
  const [busy, setBusy] = useState(false)
  if (!first.data) return null
  const items = [...first.data.items, ...(more?.items ?? [])]
  const next = more ? more.next : first.data.next_cursor
  const showMore = async () => {
    if (!next) return
    setBusy(true)
    try {
      const page = await listEarningsTransfers(next)
      setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next_cursor })
    } catch (error) {
      toast(errorText(error), { kind: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card title={t('wallet_statement')}>
      {items.length === 0 && <p className="text-muted">{t('wallet_statement_empty')}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.transfer_id} className="flex items-baseline justify-between gap-4 border-b border-line py-2 last:border-0">
            <div className="min-w-0">
              <p>{reasonOf(item, t)}</p>
              <p className="text-sm text-muted">
                {item.project_name && <>{item.project_name} · </>}
                {dateTime(item.at, locale)}
              </p>
            </div>
            <p className="font-semibold whitespace-nowrap tabular-nums">{money(item.amount_minor, { locale, sign: true })}</p>
          </li>
        ))}
      </ul>
      {next && (
        <Button className="mt-3 w-full" busy={busy} onClick={() => void showMore()}>
          {t('wallet_more')}
        </Button>
      )}
    </Card>
  )
}
