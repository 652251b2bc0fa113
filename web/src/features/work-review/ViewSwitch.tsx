import { Columns2, FileDiff, FileText } from 'lucide-react'
import { cx } from '@/lib/cx'
import { useT } from '@/work/i18n'
import type { ReviewKey } from './review-hotkeys'
import { type View, views } from './views'

const looks = {
  answer: { label: 'review_view_answer', icon: FileText, key: null },
  changes: { label: 'review_view_changes', icon: FileDiff, key: 'review.changes' },
  beside: { label: 'review_view_beside', icon: Columns2, key: 'review.beside' },
} as const

/** Which way the answer is looked at. */
export function ViewSwitch({ view, onView, keyOf }: { view: View; onView: (view: View) => void; keyOf: (id: ReviewKey) => string }) {
  const t = useT()
  return (
    <div role="group" aria-label={t('review_view')} className="inline-flex max-w-full overflow-hidden rounded-card border border-line-strong bg-card">
      {views.map((one) => {
        const { label, icon: Icon, key } = looks[one]
        return (
          <button
            key={one}
            type="button"
            aria-pressed={view === one}
            aria-keyshortcuts={key ? keyOf(key) : undefined}
            onClick={() => onView(one)}
            className={cx('inline-flex min-h-11 items-center gap-2 px-3 text-sm whitespace-nowrap text-ink not-first:border-l not-first:border-line', view === one ? 'bg-accent-soft font-bold' : 'hover:bg-sunken')}
          >
            <Icon aria-hidden="true" className="size-4 shrink-0 max-sm:hidden" />
            {t(label)}
            {key && (
              <kbd aria-hidden="true" className="hidden keyboard:inline">
                {keyOf(key)}
              </kbd>
            )}
          </button>
        )
      })}
    </div>
  )
}
