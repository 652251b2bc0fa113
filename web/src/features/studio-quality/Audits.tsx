import { useState } from 'react'
import { orderAudit } from '@/api/quality'
import type { Audit } from '@/api/quality-types'
import type { Project } from '@/api/types'
import { day } from '@/lib/dates'
import { money } from '@/lib/money'
import { withFee } from '@/studio/lib/price'
import { More } from '@/studio/More'
import { auditsQuery } from '@/studio/quality-queries'
import { usePages } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Badge, Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { NumberField } from '@/ui/NumberField'
import { Card, EmptyState } from '@/ui/Page'
import { Meter } from '@/ui/Meter'
import { CertificateView } from './CertificateView'
import { boundIfAllRight, sampleFor } from './drawings'
import { share } from './format'
import { useT } from './texts'
import { useQualityProject } from './use-quality-project'

const lookAgainMs = 5_000
const usualBounds = [0.05, 0.02, 0.01]

/** Draws of results that are looked at again, and what may be said of all results after them. */
export function Audits() {
  const t = useT()
  const { projectId, project, manager } = useQualityProject()
  const audits = usePages({ ...auditsQuery(projectId), refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some((one) => one.state === 'running')) ? lookAgainMs : false) })
  return (
    <div className="grid gap-5 *:min-w-0">
      <p className="max-w-prose text-muted">{t('certificate_text')}</p>
      {manager && <Order project={project} />}
      {audits.items.length === 0 && <EmptyState title={t('audits_none')} />}
      {audits.items.map((audit) => (
        <AuditCard key={audit.audit_id} projectId={projectId} audit={audit} />
      ))}
      <More pages={audits} />
    </div>
  )
}

/** How many to draw, with the bound to expect and the price. */
function Order({ project }: { project: Project }) {
  const t = useT()
  const available = project.progress.tasks_done
  const [size, setSize] = useState(() => Math.max(1, Math.min(sampleFor(0.02), available)))
  const order = useAction(() => orderAudit(project.project_id, size), { refresh: [auditsQuery(project.project_id).queryKey], done: t('audit_ordered') })
  if (available === 0) return <Notice>{t('audit_no_results')}</Notice>
  return (
    <Card title={t('audit_order')}>
      <form
        className="grid gap-4 sm:grid-cols-[14rem_1fr]"
        onSubmit={(event) => {
          event.preventDefault()
          order.run()
        }}
      >
        <NumberField label={t('audit_size')} value={size} unit={t('audit_size_unit')} min={1} max={available} error={order.fields['sample_size']} onValue={setSize} />
        <div className="grid content-start gap-2">
          <div role="group" aria-label={t('audit_picks')} className="flex flex-wrap gap-2">
            {usualBounds.map((bound) => {
              const count = sampleFor(bound)
              return (
                <Button key={bound} size="small" disabled={count > available} aria-pressed={size === count} onClick={() => setSize(count)}>
                  {t('audit_pick', { bound: share(bound, 0), count })}
                </Button>
              )
            })}
          </div>
          <div aria-live="polite">
            <p className="font-semibold">{t('audit_bound', { bound: share(boundIfAllRight(Math.min(size, available)), 2) })}</p>
            <p className="text-sm text-muted">{t('audit_cost', { amount: money(Math.min(size, available) * withFee(project.inspection_reward_minor, project.fee_percent)) })}</p>
            {size > available && <p className="text-sm text-warn">{t('audit_too_few', { count: available })}</p>}
          </div>
        </div>
        <Button type="submit" kind="primary" busy={order.busy} className="justify-self-start">
          {t('audit_order')}
        </Button>
      </form>
    </Card>
  )
}

function AuditCard({ projectId, audit }: { projectId: string; audit: Audit }) {
  const t = useT()
  return (
    <Card title={t('audit_title', { count: audit.sample_size, day: day(audit.created_at) })} actions={<Badge tone={audit.state === 'done' ? 'good' : 'accent'}>{t(`audit_${audit.state}`)}</Badge>}>
      <div className="grid gap-4 *:min-w-0">
        {audit.state === 'running' && (
          <Meter hideLabel label={t('audit_progress', { decided: audit.decided, count: audit.sample_size })} value={audit.decided} max={audit.sample_size} text="" />
        )}
        {audit.state === 'running' && (
          <div>
            <p className="tabular-nums">{t('audit_progress', { decided: audit.decided, count: audit.sample_size })}</p>
            <p className="text-sm text-muted">{t('audit_fresh_eyes')}</p>
          </div>
        )}
        {audit.certificate ? <CertificateView projectId={projectId} audit={audit} certificate={audit.certificate} /> : <p className="text-muted">{t('audit_waits')}</p>}
      </div>
    </Card>
  )
}
