import { getRouteApi, Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { cx } from '@/lib/cx'
import { type QualityView, qualityViews, useObjections } from '@/studio/quality-queries'
import { Badge } from '@/ui/Badge'
import { Loading } from '@/ui/Page'
import { Audits } from './Audits'
import { DoubtfulTasks } from './DoubtfulTasks'
import { MeasuredPeople } from './MeasuredPeople'
import { Measures } from './Measures'
import { Pauses } from './Pauses'
import { useT } from './texts'

const route = getRouteApi('/inside/projects/$projectId/tabs/quality')
const parts: Record<QualityView, () => React.ReactNode> = { measures: Measures, doubt: DoubtfulTasks, people: MeasuredPeople, pauses: Pauses, certificate: Audits }

/** How good the work of a project is, part by part; which part stands in the address. */
export function QualityPage() {
  const { view = 'measures' } = route.useSearch()
  const Part = parts[view]
  return (
    <div className="grid gap-5 *:min-w-0">
      <Views current={view} />
      <Suspense fallback={<Loading />}>
        <Part />
      </Suspense>
    </div>
  )
}

function Views({ current }: { current: QualityView }) {
  const t = useT()
  const { projectId } = route.useParams()
  const objections = useObjections(projectId)
  return (
    <nav aria-label={t('views')} className="-mx-4 overflow-x-auto px-4 py-1 sm:mx-0 sm:px-0">
      <ul className="flex gap-2">
        {qualityViews.map((view) => (
          <li key={view}>
            <Link
              to="/projects/$projectId/quality"
              params={{ projectId }}
              search={view === 'measures' ? {} : { view }}
              aria-current={view === current ? 'true' : undefined}
              className={cx('flex min-h-9 items-center gap-2 rounded-full border px-3 whitespace-nowrap no-underline', view === current ? 'border-accent bg-accent-soft font-semibold text-accent' : 'border-line bg-card text-ink hover:bg-sunken')}
            >
              {t(`view_${view}`)}
              {view === 'pauses' && objections > 0 && <Badge tone="warn">{t('objections', { count: objections })}</Badge>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
