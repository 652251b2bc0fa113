import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MeasuredPerson } from '@/api/quality-types'
import { cx } from '@/lib/cx'
import { workRoles } from '@/studio/labels'
import { More } from '@/studio/More'
import { measuredPeopleQuery } from '@/studio/quality-queries'
import { usePages } from '@/studio/queries'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/Page'
import { type Column, Table } from '@/ui/Table'
import { intervalDomain } from './drawings'
import { share } from './format'
import { Interval } from './Interval'
import { PauseDialog } from './PauseDialog'
import { useT } from './texts'
import { useQualityProject, useQualitySearch } from './use-quality-project'

/** The people of a project under their pseudonyms, with what is known of their work and how well. */
export function MeasuredPeople() {
  const t = useT()
  const { projectId, manager } = useQualityProject()
  const { role = 'work' } = useQualitySearch()
  const people = usePages(measuredPeopleQuery(projectId, role))
  const [asked, setAsked] = useState<MeasuredPerson | null>(null)
  const columns = role === 'work' ? workerColumns(people.items, t) : inspectorColumns(people.items, t)
  return (
    <div className="grid gap-4 *:min-w-0">
      <nav aria-label={t('role')}>
        <ul className="flex gap-2">
          {workRoles.map((one) => (
            <li key={one}>
              <Link
                to="/projects/$projectId/quality"
                params={{ projectId }}
                search={{ view: 'people', ...(one === 'work' ? {} : { role: one }) }}
                aria-current={one === role ? 'true' : undefined}
                className={cx('flex min-h-9 items-center border-b-2 px-3 no-underline', one === role ? 'border-accent font-semibold text-ink' : 'border-transparent text-muted')}
              >
                {t(`role_${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p className="max-w-prose text-sm text-muted">{t('people_text')}</p>
      <Table
        caption={t(`role_${role}`)}
        rows={people.items}
        rowKey={(one) => `${one.worker}-${one.role}`}
        empty={<EmptyState title={t('people_none')} />}
        columns={[
          {
            key: 'who',
            header: t('who'),
            rowHeader: true,
            cell: (one) => (
              <span className="grid min-w-24 justify-items-start gap-1">
                <code className="whitespace-nowrap">{one.worker}</code>
                {one.paused && <Badge tone="warn">{t('person_paused')}</Badge>}
                {one.paused && <span className="min-w-36 text-sm font-normal text-muted">{t(`cause_${one.paused.cause}`)}</span>}
              </span>
            ),
          },
          ...columns,
          ...(manager
            ? [
                {
                  key: 'pause',
                  header: <span className="sr-only">{t('actions')}</span>,
                  cell: (one: MeasuredPerson) =>
                    !one.paused && (
                      <Button size="small" kind="quiet" aria-label={t('pause_of', { worker: one.worker })} onClick={() => setAsked(one)}>
                        {t('pause')}
                      </Button>
                    ),
                },
              ]
            : []),
        ]}
      />
      <More pages={people} />
      {asked && <PauseDialog projectId={projectId} person={asked} onClose={() => setAsked(null)} />}
    </div>
  )
}

type T = ReturnType<typeof useT>
type Columns = Column<MeasuredPerson>[]

function scaled(header: string, [low, high]: [number, number]) {
  return (
    <>
      {header} <span className="font-normal whitespace-nowrap">({`${Math.round(low * 100)}–${share(high, 0)}`})</span>
    </>
  )
}

function workerColumns(people: readonly MeasuredPerson[], t: T): Columns {
  const domain = intervalDomain(
    people.map((one) => one.accuracy),
    'top',
  )
  return [
    { key: 'accuracy', header: scaled(t('person_accuracy'), domain), cell: (one) => <Interval estimate={one.accuracy} domain={domain} /> },
    { key: 'gold', header: t('person_gold'), numeric: true, cell: (one) => (one.gold_asked > 0 ? t('of', { right: one.gold_right, asked: one.gold_asked }) : '–') },
    { key: 'answers', header: t('answers'), numeric: true, cell: (one) => one.answers.toLocaleString() },
    { key: 'returns', header: t('person_returned'), numeric: true, cell: (one) => (one.return_percent === null ? '–' : share(one.return_percent / 100)) },
    { key: 'information', header: t('person_information'), numeric: true, cell: (one) => (one.information === null ? '–' : share(one.information, 0)) },
  ]
}

function inspectorColumns(people: readonly MeasuredPerson[], t: T): Columns {
  const returns = intervalDomain(
    people.map((one) => one.false_returns),
    'zero',
  )
  const missed = intervalDomain(
    people.map((one) => one.missed_errors),
    'zero',
  )
  return [
    { key: 'false_returns', header: scaled(t('person_false_returns'), returns), cell: (one) => <Interval estimate={one.false_returns} domain={returns} /> },
    { key: 'missed', header: scaled(t('person_missed'), missed), cell: (one) => <Interval estimate={one.missed_errors} domain={missed} /> },
    { key: 'returns', header: t('person_returns'), numeric: true, cell: (one) => (one.return_percent === null ? '–' : share(one.return_percent / 100)) },
    { key: 'gold', header: t('person_gold'), numeric: true, cell: (one) => (one.gold_asked > 0 ? t('of', { right: one.gold_right, asked: one.gold_asked }) : '–') },
    { key: 'inspections', header: t('person_inspections'), numeric: true, cell: (one) => one.answers.toLocaleString() },
  ]
}
