import { useId, useState } from 'react'
import { cx } from '@/lib/cx'
import { Button } from './Button'
import { useT } from './strings'
import { Table } from './Table'

export type SegmentTone = 'good' | 'accent' | 'warn' | 'bad' | 'plain'
export type Segment = { key: string; label: string; value: number; text: string; tone: SegmentTone; striped?: boolean }

const fills: Record<SegmentTone, string> = { good: 'bg-good', accent: 'bg-accent', warn: 'bg-warn', bad: 'bg-bad', plain: 'bg-line-strong' }
/** Stripes tell parts apart where colours do not. */
const stripes = 'repeating-linear-gradient(135deg, transparent 0 4px, var(--card) 4px 6px)'

/** Parts of a whole as one bar, with the figures in words under it, and as a table on demand. */
export function StackedBar({ title, summary, nameHeader, valueHeader, segments }: { title: string; summary: string; nameHeader: string; valueHeader: string; segments: readonly Segment[] }) {
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const t = useT()
  const total = segments.reduce((sum, segment) => sum + segment.value, 0)
  return (
    <figure className="grid gap-3">
      <figcaption className="flex flex-wrap items-center justify-between gap-2">
        <span className="text-lg font-bold">{title}</span>
        <Button size="small" kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'view_as_chart' : 'view_as_table')}
        </Button>
      </figcaption>
      <p id={id} className="sr-only">
        {summary}
      </p>
      {asTable ? (
        <Table
          caption={title}
          rows={segments}
          rowKey={(segment) => segment.key}
          columns={[
            { key: 'name', header: nameHeader, rowHeader: true, cell: (segment) => segment.label },
            { key: 'value', header: valueHeader, numeric: true, cell: (segment) => segment.text },
          ]}
        />
      ) : (
        <>
          <div role="img" aria-label={title} aria-describedby={id} className="flex h-6 gap-px overflow-hidden rounded-full bg-sunken">
            {segments
              .filter((segment) => segment.value > 0)
              .map((segment) => (
                <div
                  key={segment.key}
                  title={`${segment.label}: ${segment.text}`}
                  className={cx('min-w-1', fills[segment.tone])}
                  style={{ width: `${total > 0 ? (segment.value / total) * 100 : 0}%`, backgroundImage: segment.striped ? stripes : undefined }}
                />
              ))}
          </div>
          <ul className="flex flex-wrap gap-x-5 gap-y-1">
            {segments.map((segment) => (
              <li key={segment.key} className="flex items-center gap-2">
                <span aria-hidden="true" className={cx('size-3.5 rounded-sm', fills[segment.tone])} style={{ backgroundImage: segment.striped ? stripes : undefined }} />
                <span className="text-sm text-muted">{segment.label}</span>
                <span className="font-semibold tabular-nums">{segment.text}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </figure>
  )
}
