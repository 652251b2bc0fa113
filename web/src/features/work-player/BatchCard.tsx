import { Coffee } from 'lucide-react'
import { useState } from 'react'
import { useLocale } from '@/lib/i18n'
import { money } from '@/lib/money'
import { Button, buttonClass } from '@/ui/Button'
import { useT } from '@/work/i18n'
import { Link } from '@/work/Link'
import { paths } from '@/work/paths'
import type { QueueState } from '@/work/queue'

const batchSize = 20

/** Every twenty answers what was done and what it pays. It stands above the actions and goes with the next answer: nobody has to close it. */
export function BatchCard({ given: { count, rewardMinor, since } }: { given: QueueState['given'] }) {
  const t = useT()
  const locale = useLocale()
  const [closedAt, setClosedAt] = useState(0)
  if (count === 0 || count % batchSize !== 0 || closedAt === count) return null
  const minutes = Math.max(1, Math.round((Date.now() - since) / 60_000))
  return (
    <section aria-label={t('batch')} className="border-b border-line bg-accent-soft">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 sm:px-5">
        <Coffee aria-hidden="true" className="size-5 shrink-0 text-accent max-sm:hidden" />
        <p role="status" className="min-w-0 flex-1 tabular-nums">
          <strong>{t('batch_done', { count })}</strong> <span className="text-sm">{t('batch_earned', { money: money(rewardMinor, { locale }), minutes })}</span>
        </p>
        <div className="flex gap-1">
          <Link href={paths.home} className={buttonClass('quiet')}>
            {t('batch_rest')}
          </Link>
          <Button kind="quiet" onClick={() => setClosedAt(count)}>
            {t('batch_go_on')}
          </Button>
        </div>
      </div>
    </section>
  )
}
