import { scaleLinear } from 'd3-scale'
import type { Reliability } from '@/api/quality-types'
import { Figure } from '@/ui/Figure'
import { Table } from '@/ui/Table'
import { binRadius, reliabilityFloor } from './drawings'
import { share } from './format'
import { useT } from './texts'

const margin = { left: 44, right: 18, top: 18, bottom: 62 }

/** What results claim against what came true: on the diagonal a claim of 90 % is right nine times in ten. */
export function ReliabilityFigure({ reliability }: { reliability: Reliability }) {
  const t = useT()
  const bins = reliability.bins.filter((bin) => bin.tasks > 0)
  const summary = t('reliability_summary', { tasks: reliability.gold_tasks, error: share(reliability.calibration_error), before: share(reliability.calibration_error_before) })
  return (
    <div className="grid gap-2">
      <Figure
        title={t('reliability')}
        summary={summary}
        table={
          <Table
            caption={t('reliability')}
            rows={bins}
            rowKey={(bin) => String(bin.from)}
            columns={[
              { key: 'bin', header: t('confidence_range'), rowHeader: true, cell: (bin) => `${Math.round(bin.from * 100)}–${share(bin.to, 0)}` },
              { key: 'tasks', header: t('tasks'), numeric: true, cell: (bin) => bin.tasks.toLocaleString() },
              { key: 'mean', header: t('mean_confidence'), numeric: true, cell: (bin) => share(bin.mean_confidence) },
              { key: 'accuracy', header: t('accuracy'), numeric: true, cell: (bin) => share(bin.accuracy) },
            ]}
          />
        }
      >
        {(id, room) => <Diagram bins={bins} size={Math.min(room, 440)} describedBy={id} />}
      </Figure>
      <p className="text-sm text-muted">{summary}</p>
    </div>
  )
}

function Diagram({ bins, size, describedBy }: { bins: Reliability['bins']; size: number; describedBy: string }) {
  const t = useT()
  const inner = size - margin.left - margin.right
  const floor = reliabilityFloor(bins)
  const x = scaleLinear().domain([floor, 1]).range([0, inner])
  const y = scaleLinear().domain([floor, 1]).range([inner, 0])
  const most = Math.max(...bins.map((bin) => bin.tasks))
  const ticks = x.ticks(5)
  const height = inner + margin.top + margin.bottom
  return (
    <svg viewBox={`0 0 ${size} ${height}`} width={size} height={height} role="img" aria-label={t('reliability')} aria-describedby={describedBy}>
      <g transform={`translate(${margin.left},${margin.top})`}>
        <g aria-hidden="true" className="fill-muted text-[12px] tabular-nums">
          {ticks.map((tick) => (
            <g key={tick}>
              <line x1={0} x2={inner} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
              <text x={-8} y={y(tick)} dy="0.35em" textAnchor="end">
                {share(tick, 0)}
              </text>
              <text x={x(tick)} y={inner + 18} textAnchor="middle">
                {share(tick, 0)}
              </text>
            </g>
          ))}
          <text x={inner / 2} y={inner + 36} textAnchor="middle">
            {t('reliability_x')}
          </text>
          <text x={0} y={-6}>
            {t('reliability_y')}
          </text>
        </g>
        <line x1={x(floor)} y1={y(floor)} x2={x(1)} y2={y(1)} stroke="var(--muted)" strokeWidth="1.5" strokeDasharray="6 4" />
        {bins.map((bin) => (
          <g key={bin.from}>
            <line x1={x(bin.mean_confidence)} x2={x(bin.mean_confidence)} y1={y(bin.mean_confidence)} y2={y(bin.accuracy)} stroke="var(--bad)" strokeWidth="2" />
            <circle cx={x(bin.mean_confidence)} cy={y(bin.accuracy)} r={binRadius(bin.tasks, most)} fill="var(--accent)" fillOpacity="0.35" stroke="var(--accent)" strokeWidth="2">
              <title>{t('reliability_point', { tasks: bin.tasks, confidence: share(bin.mean_confidence), accuracy: share(bin.accuracy) })}</title>
            </circle>
          </g>
        ))}
        <text x={inner / 2} y={inner + 54} textAnchor="middle" className="fill-muted text-[12px]" aria-hidden="true">
          {t('reliability_key')}
        </text>
      </g>
    </svg>
  )
}
