import type { AnswersSpent } from '@/api/quality-types'
import { leftOf, valueAxis } from '@/ui/chart-scale'
import { Figure } from '@/ui/Figure'
import { Table } from '@/ui/Table'
import { answersBars } from './drawings'
import { decimal } from './format'
import { useT } from './texts'

const height = 220
const margin = { right: 12, top: 26, bottom: 44 }
const innerHeight = height - margin.top - margin.bottom

/** How many answers tasks ended with, beside the number that every task would have got. */
export function AnswersFigure({ spent }: { spent: AnswersSpent }) {
  const t = useT()
  const bars = answersBars(spent)
  const { y, ticks } = valueAxis(
    bars.map((bar) => bar.tasks),
    innerHeight,
  )
  const summary = t('answers_summary', { mean: decimal(spent.answers_per_task), fixed: spent.fixed_answers_per_task })
  const text = (value: number) => value.toLocaleString()
  return (
    <Figure
      title={t('answers_per_task')}
      summary={summary}
      table={
        <Table
          caption={t('answers_per_task')}
          rows={bars}
          rowKey={(bar) => String(bar.answers)}
          columns={[
            { key: 'answers', header: t('answers'), rowHeader: true, cell: (bar) => bar.answers },
            { key: 'tasks', header: t('tasks'), numeric: true, cell: (bar) => bar.tasks.toLocaleString() },
          ]}
        />
      }
    >
      {(id, width) => {
        const left = leftOf(ticks, text)
        const inner = width - left - margin.right
        const step = inner / bars.length
        const center = (index: number) => step * (index + 0.5)
        const fixedAt = center(spent.fixed_answers_per_task - 1)
        return (
          <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={t('answers_per_task')} aria-describedby={id}>
            <g transform={`translate(${left},${margin.top})`}>
              <g aria-hidden="true" className="fill-muted text-[12px] tabular-nums">
                {ticks.map((tick) => (
                  <g key={tick}>
                    <line x1={0} x2={inner} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
                    <text x={-8} y={y(tick)} dy="0.35em" textAnchor="end">
                      {text(tick)}
                    </text>
                  </g>
                ))}
                {bars.map((bar, index) => (
                  <text key={bar.answers} x={center(index)} y={innerHeight + 18} textAnchor="middle">
                    {bar.answers}
                  </text>
                ))}
                <text x={inner / 2} y={innerHeight + 36} textAnchor="middle">
                  {t('answers_x')}
                </text>
              </g>
              {bars.map((bar, index) => (
                <rect key={bar.answers} x={center(index) - step * 0.35} width={step * 0.7} y={y(bar.tasks)} height={innerHeight - y(bar.tasks)} rx={3} fill="var(--accent)">
                  <title>{t('answers_bar', { answers: bar.answers, tasks: bar.tasks })}</title>
                </rect>
              ))}
              <line x1={fixedAt} x2={fixedAt} y1={-8} y2={innerHeight} stroke="var(--ink)" strokeWidth="2" strokeDasharray="5 4" />
              <text x={fixedAt + (fixedAt > inner / 2 ? -6 : 6)} y={-10} textAnchor={fixedAt > inner / 2 ? 'end' : 'start'} className="fill-ink text-[12px] font-semibold" aria-hidden="true">
                {t('answers_fixed', { fixed: spent.fixed_answers_per_task })}
              </text>
            </g>
          </svg>
        )
      }}
    </Figure>
  )
}
