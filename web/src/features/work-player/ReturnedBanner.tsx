import { RotateCcw } from 'lucide-react'
import type { Guide, Return } from '@/api/types'
import type { ReactNode } from 'react'
import { relative } from '@/lib/dates'
import { useLocale } from '@/lib/i18n'
import { Notice } from '@/ui/Badge'
import { ClauseText } from '@/work/GuidePanel'
import { useT } from '@/work/i18n'

/** Why an answer came back: the reason, the clause in its own words, what the inspector added (`children`), and until when. */
export function ReturnedBanner({ returned, guide, leasedUntil, onClause, children }: { returned: Return; guide: Guide | undefined; leasedUntil: string; onClause: () => void; children?: ReactNode }) {
  const t = useT()
  const locale = useLocale()
  const isOver = Date.parse(leasedUntil) < Date.now()
  return (
    <div className="mb-4">
      <Notice tone="warn" icon={<RotateCcw aria-hidden="true" className="mt-1 size-5 shrink-0" />} title={returned.reason ? `${t('returned_banner')}: ${returned.reason}` : t('returned_banner')}>
        {returned.clause && (
          <div>
            <button type="button" onClick={onClause} className="block min-h-11 font-bold text-accent underline">
              {t('returned_clause', { number: returned.clause })}
            </button>
            <p>
              <ClauseText guide={guide} number={returned.clause} />
            </p>
          </div>
        )}
        {children}
        <p className="mt-1 text-sm">{isOver ? t('lease_over') : t('leased_until', { when: relative(leasedUntil, Date.now(), locale) })}</p>
      </Notice>
    </div>
  )
}
