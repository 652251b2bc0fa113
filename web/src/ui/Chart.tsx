import { line as lineShape } from 'd3-shape'
import type { ReactNode } from 'react'
import { leftOf, shownLabels, valueAxis } from './chart-scale'
import { Figure } from './Figure'
import { Table } from './Table'

export type Series<Row> = { key: string; label: string; value: (row: Row) => number; text?: (value: number) => string; dashed?: boolean }
type ChartProps<Row> = {
  title: string
  /** One sentence that says what the picture shows, for those who do not see it. */
  summary: string
  rows: readonly Row[]
  label: (row: Row) => string
  labelHeader: string
  series: Series<Row>[]
  /** A short form for the axis, where the full label is long. */
  shortLabel?: (row: Row) => string
  axisText?: (value: number) => string
}
const height = 200
const margin = { right: 12, top: 12, bottom: 28 }
const innerHeight = height - margin.top - margin.bottom

/** The frame of a chart over rows: the same rows as a table, and which line is which. */
function RowsFigure<Row>({ title, summary, rows, label, labelHeader, series, drawn, children }: ChartProps<Row> & { drawn: number; children: (descriptionId: string, width: number) => ReactNode }) {
  return (
    <Figure
      title={title}
      summary={summary}
      table={
        <Table
          caption={title}
          rows={rows}
          rowKey={label}
          columns={[
            { key: 'label', header: labelHeader, cell: label, rowHeader: true },
            ...series.map((one) => ({
              key: one.key,
              header: one.label,
              numeric: true,
              cell: (row: Row) => (one.text ?? String)(one.value(row)),
            })),
          ]}
        />
      }
      legend={
        drawn > 1 && (
          <ul className="flex flex-wrap gap-4 text-sm">
            {series.map((one) => (
              <li key={one.key} className="flex items-center gap-2">
                <svg width="24" height="4" aria-hidden="true">
                  <line x1="0" x2="24" y1="2" y2="2" stroke={one.dashed ? 'var(--muted)' : 'var(--accent)'} strokeWidth="4" strokeDasharray={one.dashed ? '5 3' : undefined} />
                </svg>
                {one.label}
              </li>
            ))}
          </ul>
        )
      }
    >
      {children}
    </Figure>
  )
}

function Axes<Row>({ inner, ticks, y, rows, x, text, label }: { inner: number; ticks: number[]; y: (value: number) => number; rows: readonly Row[]; x: (index: number) => number; text: (value: number) => string; label: (row: Row) => string }) {
  const shown = shownLabels(rows.length, Math.max(2, Math.floor(inner / 40)))
  return (
    <g className="fill-muted text-[12px] tabular-nums" aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={0} x2={inner} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={-8} y={y(tick)} dy="0.35em" textAnchor="end">
            {text(tick)}
          </text>
        </g>
      ))}
      {rows.map((row, index) =>
        shown.has(index) ? (
          <text key={index} x={x(index)} y={innerHeight + 20} textAnchor="middle">
            {label(row)}
          </text>
        ) : null,
      )}
    </g>
  )
}

/** Bars of the first series, one per row. */
export function BarChart<Row>(props: ChartProps<Row>) {
  const { rows, series, label, shortLabel = label, axisText = String } = props
  const [first] = series
  if (!first) return null
  const { y, ticks } = valueAxis(rows.map(first.value), innerHeight)
  return (
    <RowsFigure {...props} drawn={1}>
      {(id, width) => {
        const left = leftOf(ticks, axisText)
        const inner = width - left - margin.right
        const step = inner / Math.max(1, rows.length)
        const center = (index: number) => step * (index + 0.5)
        return (
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.title} aria-describedby={id} width={width} height={height}>
          <g transform={`translate(${left},${margin.top})`}>
            <Axes inner={inner} ticks={ticks} y={y} rows={rows} x={center} text={axisText} label={shortLabel} />
            {rows.map((row, index) => {
              const value = first.value(row)
              return (
                <rect key={index} x={center(index) - step * 0.35} width={step * 0.7} y={y(value)} height={Math.max(0, innerHeight - y(value))} rx={3} fill="var(--accent)">
                  <title>{`${label(row)}: ${(first.text ?? String)(value)}`}</title>
                </rect>
              )
            })}
          </g>
        </svg>
        )
      }}
    </RowsFigure>
  )
}

/** Lines over rows in order; several series differ by dash as well as colour. */
export function LineChart<Row>(props: ChartProps<Row>) {
  const { rows, series, label, shortLabel = label, axisText = String } = props
  const { y, ticks } = valueAxis(series.flatMap((one) => rows.map(one.value)), innerHeight)
  return (
    <RowsFigure {...props} drawn={series.length}>
      {(id, width) => {
        const left = leftOf(ticks, axisText)
        const inner = width - left - margin.right
        const x = (index: number) => (rows.length < 2 ? inner / 2 : (inner * index) / (rows.length - 1))
        return (
        <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={props.title} aria-describedby={id} width={width} height={height}>
          <g transform={`translate(${left},${margin.top})`}>
            <Axes inner={inner} ticks={ticks} y={y} rows={rows} x={x} text={axisText} label={shortLabel} />
            {series.map((one) => (
              <path
                key={one.key}
                fill="none"
                stroke={one.dashed ? 'var(--muted)' : 'var(--accent)'}
                strokeWidth={2.5}
                strokeDasharray={one.dashed ? '6 4' : undefined}
                d={lineShape<Row>((_, index) => x(index), (row) => y(one.value(row)))([...rows]) ?? ''}
              />
            ))}
            {series.map((one) =>
              rows.map((row, index) => (
                <circle key={`${one.key}-${index}`} cx={x(index)} cy={y(one.value(row))} r={rows.length > width / 12 ? 0 : 3.5} fill={one.dashed ? 'var(--muted)' : 'var(--accent)'}>
                  <title>{`${label(row)}, ${one.label}: ${(one.text ?? String)(one.value(row))}`}</title>
                </circle>
              )),
            )}
          </g>
        </svg>
        )
      }}
    </RowsFigure>
  )
}
