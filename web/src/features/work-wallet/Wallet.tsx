import { useEffect } from 'react'
import { errorText } from '@/api/errors'
import type { Earnings, EarningsPeriod, EarningsProject } from '@/api/types'
import { getEarnings } from '@/api/work'
import { day, duration } from '@/lib/dates'
import { useLocale } from '@/lib/i18n'
import { useLoad } from '@/lib/load'
import { money } from '@/lib/money'
import { BarChart } from '@/ui/Chart'
import { Card, EmptyState, Failed, Loading, Page } from '@/ui/Page'
import { Table } from '@/ui/Table'
import { useT } from '@/work/i18n'
import { withCopy } from '@/work/kept-copy'
import { onOutcome } from '@/work/outbox'
import { useOnReturn } from '@/work/use-on-return'
import { Statement } from './Statement'

export default function Wallet() {
  const t = useT()
  const { data, error, reload } = useLoad('earnings', () => withCopy('earnings', getEarnings))
  useEffect(() => onOutcome(() => void reload()), [reload])
  useOnReturn(reload)
  if (!data) return error ? <Failed text={errorText(error)} onRetry={() => void reload()} /> : <Loading />
  const isEmpty = data.projects.length === 0 && data.pending_minor === 0
  return (
    <Page title={t('wallet')}>
      <Balances earnings={data} />
      {isEmpty ? (
        <EmptyState title={t('wallet_empty')}>{t('wallet_empty_text')}</EmptyState>
      ) : (
        <>
          <Days earnings={data} />
          <Projects projects={data.projects} />
        </>
      )}
      <Statement />
    </Page>
  )
}

function Balances({ earnings }: { earnings: Earnings }) {
  const t = useT()
  const locale = useLocale()
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Card className="sm:col-span-2">
        <dl className="flex flex-wrap gap-x-10 gap-y-3">
          <div>
            <dt className="text-muted">{t('wallet_payable')}</dt>
            <dd className="text-2xl font-bold whitespace-nowrap tabular-nums sm:text-3xl">{money(earnings.payable_minor, { locale })}</dd>
            <dd className="text-sm text-muted">{t('wallet_payable_hint')}</dd>
          </div>
          <div>
            <dt className="text-muted">{t('pending')}</dt>
            <dd className="text-2xl font-bold whitespace-nowrap tabular-nums sm:text-3xl">{money(earnings.pending_minor, { locale })}</dd>
            <dd className="text-sm text-muted">{t('pending_hint')}</dd>
          </div>
        </dl>
      </Card>
      <Period title={t('today')} period={earnings.today} />
      <Period title={t('wallet_week')} period={earnings.week} />
    </div>
  )
}

function Period({ title, period }: { title: string; period: EarningsPeriod }) {
  const t = useT()
  const locale = useLocale()
  return (
    <Card title={title}>
      <p className="text-2xl font-bold tabular-nums">{money(period.earned_minor, { locale })}</p>
      <ul className="mt-1 grid gap-0.5 text-sm text-muted">
        <li>
          {t('wallet_answers')} {period.answers.toLocaleString(locale)} · {t('wallet_inspections')} {period.inspections.toLocaleString(locale)}
        </li>
        <li>
          {t('wallet_active', { time: duration(period.active_seconds, locale) })}
          {period.hourly_minor !== null && <> · {t('wallet_per_hour', { money: money(period.hourly_minor, { locale }) })}</>}
        </li>
      </ul>
    </Card>
  )
}

function Days({ earnings }: { earnings: Earnings }) {
  const t = useT()
  const locale = useLocale()
  const total = earnings.days.reduce((sum, one) => sum + one.earned_minor, 0)
  return (
    <Card>
      <BarChart
        title={t('wallet_days')}
        summary={t('wallet_days_summary', { money: money(total, { locale }) })}
        rows={earnings.days}
        label={(row) => day(row.day, locale)}
        shortLabel={(row) => String(Number(row.day.slice(8)))}
        labelHeader={t('wallet_day')}
        axisText={(value) => money(value, { locale })}
        series={[
          { key: 'earned', label: t('wallet_amount'), value: (row) => row.earned_minor, text: (value) => money(value, { locale }) },
          { key: 'answers', label: t('wallet_answers'), value: (row) => row.answers, dashed: true },
        ]}
      />
    </Card>
  )
}

function Projects({ projects }: { projects: EarningsProject[] }) {
  const t = useT()
  const locale = useLocale()
  return (
    <Card title={t('wallet_projects')}>
      <Table
        caption={t('wallet_projects')}
        rows={projects}
        rowKey={(row) => row.project_id}
        columns={[
          { key: 'name', header: t('wallet_project'), cell: (row) => row.name, rowHeader: true },
          { key: 'earned', header: t('earned'), cell: (row) => money(row.earned_minor, { locale }), numeric: true },
          { key: 'pending', header: t('pending'), cell: (row) => money(row.pending_minor, { locale }), numeric: true },
          { key: 'count', header: t('wallet_answers'), cell: (row) => (row.answers + row.inspections).toLocaleString(locale), numeric: true },
          { key: 'hourly', header: t('wallet_hour_column'), cell: (row) => (row.hourly_minor === null ? '–' : money(row.hourly_minor, { locale })), numeric: true },
        ]}
      />
    </Card>
  )
}
