import { scaleLinear } from 'd3-scale'
import { Download } from 'lucide-react'
import { auditRowsUrl } from '@/api/quality'
import type { Audit, Certificate, CertificateStratum } from '@/api/quality-types'
import { buttonClass } from '@/ui/Button'
import { Figure } from '@/ui/Figure'
import { Table } from '@/ui/Table'
import { errorAxis } from './drawings'
import { share } from './format'
import { useT } from './texts'

const methods = ['fixed_size', 'anytime'] as const
const isMethod = (method: string): method is (typeof methods)[number] => methods.some((one) => one === method)

/** What an audit says of all results, by class, with the rows it came from. */
export function CertificateView({ projectId, audit, certificate }: { projectId: string; audit: Audit; certificate: Certificate }) {
  const t = useT()
  return (
    <>
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        <div>
          <dt className="text-sm text-muted">{t('error_rate')}</dt>
          <dd className="text-3xl font-bold tabular-nums">{share(certificate.error_rate, 2)}</dd>
        </div>
        <div>
          <dt className="text-sm text-muted">{t('upper_bound')}</dt>
          <dd className="text-3xl font-bold tabular-nums">{share(certificate.upper_bound, 2)}</dd>
        </div>
      </dl>
      <div>
        <p>{t('certificate_line', { results: certificate.results, audited: certificate.audited, wrong: certificate.wrong })}</p>
        {audit.state === 'running' && <p className="text-sm text-muted">{t('audit_preliminary')}</p>}
        {isMethod(certificate.method) && <p className="text-sm text-muted">{t(`method_${certificate.method}`)}</p>}
      </div>
      {certificate.strata.length > 0 && <Strata certificate={certificate} />}
      <div className="grid justify-items-start gap-2">
        <a href={auditRowsUrl(projectId, audit.audit_id)} download={`audit-${audit.audit_id}.csv`} className={buttonClass('secondary', 'small')}>
          <Download aria-hidden="true" className="size-4" />
          {t('download_rows')}
        </a>
        <p className="text-sm text-muted">
          {t('recompute')} <code className="text-ink">pumasi certificate --rows audit-{audit.audit_id}.csv</code>
        </p>
      </div>
    </>
  )
}

const row = 36
const margin = { top: 8, bottom: 26, right: 16 }

/** Of a class of which nothing was looked at yet only the bound is known. */
const rateOf = ({ error_rate: rate }: CertificateStratum): string => (rate === null ? '–' : share(rate, 2))

function Strata({ certificate }: { certificate: Certificate }) {
  const t = useT()
  const { strata } = certificate
  const end = errorAxis([certificate, ...strata])
  const words = t('certificate_by_class_summary')
  return (
    <Figure
      title={t('certificate_by_class')}
      summary={words}
      table={
        <Table
          caption={t('certificate_by_class')}
          rows={strata}
          rowKey={(one) => one.stratum}
          columns={[
            { key: 'stratum', header: t('stratum'), rowHeader: true, cell: (one) => one.stratum },
            { key: 'results', header: t('results'), numeric: true, cell: (one) => one.results.toLocaleString() },
            { key: 'audited', header: t('audited'), numeric: true, cell: (one) => one.audited.toLocaleString() },
            { key: 'wrong', header: t('wrong'), numeric: true, cell: (one) => one.wrong.toLocaleString() },
            { key: 'rate', header: t('error_rate'), numeric: true, cell: (one) => rateOf(one) },
            { key: 'bound', header: t('upper_bound'), numeric: true, cell: (one) => share(one.upper_bound, 2) },
          ]}
        />
      }
      legend={<p className="text-sm text-muted">{words}</p>}
    >
      {(id, width) => {
        const left = Math.min(160, width * 0.35)
        const inner = width - left - margin.right
        const height = margin.top + strata.length * row + margin.bottom
        const x = scaleLinear().domain([0, end]).range([0, inner]).clamp(true)
        return (
          <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={t('certificate_by_class')} aria-describedby={id}>
            <g transform={`translate(${left},${margin.top})`}>
              {x.ticks(4).map((tick) => (
                <g key={tick} aria-hidden="true" className="fill-muted text-[12px] tabular-nums">
                  <line x1={x(tick)} x2={x(tick)} y1={0} y2={strata.length * row} stroke="var(--line)" />
                  <text x={x(tick)} y={strata.length * row + 18} textAnchor="middle">
                    {share(tick, 1)}
                  </text>
                </g>
              ))}
              {strata.map((one, index) => {
                const y = (index + 0.5) * row
                return (
                  <g key={one.stratum}>
                    <title>{`${one.stratum}: ${rateOf(one)}, ≤ ${share(one.upper_bound, 2)}`}</title>
                    <text x={-8} y={y} dy="0.35em" textAnchor="end" className="fill-ink text-[13px]" aria-hidden="true">
                      {clipped(one.stratum, left)}
                    </text>
                    <line x1={x(one.error_rate ?? 0)} x2={x(one.upper_bound)} y1={y} y2={y} stroke="var(--accent)" strokeWidth="3" />
                    <line x1={x(one.upper_bound)} x2={x(one.upper_bound)} y1={y - 7} y2={y + 7} stroke="var(--accent)" strokeWidth="2.5" />
                    {one.error_rate !== null && <circle cx={x(one.error_rate)} cy={y} r="5.5" fill="var(--accent)" stroke="var(--card)" strokeWidth="1.5" />}
                  </g>
                )
              })}
            </g>
          </svg>
        )
      }}
    </Figure>
  )
}

/** A name that fits its room; Korean letters are about twice as wide as Latin ones. */
function clipped(name: string, room: number): string {
  let used = 0
  for (const [index, letter] of [...name].entries()) {
    used += letter.charCodeAt(0) > 0x2e80 ? 13 : 7.5
    if (used > room - 16) return `${[...name].slice(0, Math.max(1, index - 1)).join('')}…`
  }
  return name
}
