import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import type { TopEarner } from '@/api/types'
import { day, duration } from '@/lib/dates'
import { money } from '@/lib/money'
import { addWeeks, weekOf } from '@/studio/lib/week'
import { topEarnersQuery } from '@/studio/operator-queries'
import { Button, buttonClass } from '@/ui/Button'
import { Card, EmptyState, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from './texts'

const route = getRouteApi('/inside/operator/top-earners')

export function TopEarners() {
  const t = useT()
  const { week } = route.useSearch()
  const { data } = useSuspenseQuery(topEarnersQuery(week))
  const now = weekOf(new Date())
  const link = buttonClass('secondary', 'small')
  return (
    <Page title={t('earners')} lead={t('earners_lead')} width="wide">
      <nav aria-label={t('earners')} className="flex flex-wrap items-center gap-3">
        <Link to="/operator/top-earners" search={{ week: addWeeks(data.week, -1) }} className={link}>
          <ChevronLeft aria-hidden="true" className="size-4" />
          {t('week_before')}
        </Link>
        <p className="text-lg font-bold tabular-nums">{t('week_of', { from: day(data.starts_on), to: day(data.ends_on) })}</p>
        {data.week < now && (
          <>
            <Link to="/operator/top-earners" search={{ week: addWeeks(data.week, 1) }} className={link}>
              {t('week_after')}
              <ChevronRight aria-hidden="true" className="size-4" />
            </Link>
            <Link to="/operator/top-earners" search={{}} className={link}>
              {t('week_now')}
            </Link>
          </>
        )}
      </nav>
      {data.items.length === 0 ? <EmptyState title={t('no_earners')} /> : <Ranking items={data.items} week={data.week} />}
    </Page>
  )
}

function Ranking({ items, week }: { items: readonly TopEarner[]; week: string }) {
  const t = useT()
  const id = useId()
  const [asTable, setAsTable] = useState(false)
  const total = items.reduce((sum, one) => sum + one.earned_minor, 0)
  const first = items[0]
  return (
    <Card>
      <figure className="grid gap-4">
        <figcaption className="flex flex-wrap items-center justify-between gap-2">
          <span className="font-semibold tabular-nums">{t('total', { amount: money(total) })}</span>
          <Button size="small" kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'as_chart' : 'as_table')}
          </Button>
        </figcaption>
        <p id={id} className="sr-only">
          {first && t('earners_summary', { week, name: first.display_name, amount: money(first.earned_minor) })}
        </p>
        {asTable ? <EarnerTable items={items} /> : <Bars items={items} describedBy={id} />}
      </figure>
    </Card>
  )
}

function Bars({ items, describedBy }: { items: readonly TopEarner[]; describedBy: string }) {
  const t = useT()
  const top = Math.max(1, ...items.map((one) => one.earned_minor))
  return (
    <ol aria-describedby={describedBy} className="grid gap-3">
      {items.map((one) => (
        <li key={one.user_id} className="grid grid-cols-[2.5rem_1fr] items-center gap-x-3">
          <span className="text-right text-xl font-bold text-muted tabular-nums">{one.rank}</span>
          <div className="min-w-0">
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <Link to="/operator/events" search={{ actor_id: one.user_id }} className="inline-block min-h-6 font-semibold text-ink underline decoration-line-strong">
                {one.display_name}
              </Link>
              <span className="font-bold tabular-nums">{money(one.earned_minor)}</span>
            </div>
            <div className="my-1 h-3 overflow-hidden rounded-full bg-sunken" aria-hidden="true">
              <div className="h-full rounded-full bg-accent" style={{ width: `${(one.earned_minor / top) * 100}%` }} />
            </div>
            <p className="text-sm text-muted tabular-nums">
              {t('figures', { answers: one.answers, inspections: one.inspections, time: duration(one.active_seconds) })}
              {one.hourly_minor !== null && ` · ${t('per_hour', { amount: money(one.hourly_minor) })}`}
            </p>
          </div>
        </li>
      ))}
    </ol>
  )
}

function EarnerTable({ items }: { items: readonly TopEarner[] }) {
  const t = useT()
  return (
    <Table
      caption={t('earners')}
      rows={items}
      rowKey={(one) => one.user_id}
      columns={[
        { key: 'rank', header: t('rank'), numeric: true, cell: (one) => one.rank },
        { key: 'name', header: t('name'), rowHeader: true, cell: (one) => one.display_name },
        { key: 'earned', header: t('earned'), numeric: true, cell: (one) => money(one.earned_minor) },
        { key: 'answers', header: t('answers'), numeric: true, cell: (one) => one.answers.toLocaleString() },
        { key: 'inspections', header: t('inspections'), numeric: true, cell: (one) => one.inspections.toLocaleString() },
        { key: 'hours', header: t('hours'), numeric: true, cell: (one) => duration(one.active_seconds) },
        { key: 'hourly', header: t('hourly'), numeric: true, cell: (one) => (one.hourly_minor === null ? '–' : money(one.hourly_minor)) },
      ]}
    />
  )
}
