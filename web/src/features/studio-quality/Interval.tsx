import { scaleLinear } from 'd3-scale'
import type { Estimate } from '@/api/quality-types'
import { estimateText } from './format'

const width = 120
const height = 20

/** An estimate as a dot with its bounds as a whisker, on a scale that its list shares; the words beside it say the same. */
export function Interval({ estimate, domain }: { estimate: Estimate | null; domain: [number, number] }) {
  if (!estimate) return <span className="text-muted">–</span>
  const x = scaleLinear().domain(domain).range([6, width - 6]).clamp(true)
  return (
    <span className="flex flex-col whitespace-nowrap sm:flex-row sm:items-center sm:gap-2">
      <svg width={width} height={height} aria-hidden="true" className="shrink-0">
        <line x1={6} x2={width - 6} y1={height / 2} y2={height / 2} stroke="var(--line)" strokeWidth="2" />
        <line x1={x(estimate.low)} x2={x(estimate.high)} y1={height / 2} y2={height / 2} stroke="var(--accent)" strokeWidth="3" />
        {[estimate.low, estimate.high].map((end, index) => (
          <line key={index} x1={x(end)} x2={x(end)} y1={height / 2 - 5} y2={height / 2 + 5} stroke="var(--accent)" strokeWidth="2" />
        ))}
        <circle cx={x(estimate.value)} cy={height / 2} r="5" fill="var(--accent)" stroke="var(--card)" strokeWidth="1.5" />
      </svg>
      <span className="tabular-nums">{estimateText(estimate)}</span>
    </span>
  )
}
