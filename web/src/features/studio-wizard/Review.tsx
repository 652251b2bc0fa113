import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Project, ProjectDraft } from '@/api/types'
import { money } from '@/lib/money'
import { clausesOf } from '@/studio/lib/clauses'
import { fewestAnswers, mayDisagree, mayInspect, pricePerTaskAtMost } from '@/studio/lib/price'
import type { WizardStep } from '@/studio/wizard-steps'
import { Card } from '@/ui/Page'
import { useT } from './texts'

/** The plan in a line: answers, inspection, and how people are measured. */
function qualityText(draft: ProjectDraft, t: ReturnType<typeof useT>): string {
  const { quality } = draft
  const parts = [
    t(`r_answers_${quality.overlap}`, { most: draft.answers_per_task, least: fewestAnswers(draft), margin: quality.margin, target: quality.target_permille / 10 }),
    t(`r_inspect_${quality.inspection}`, { percent: draft.inspect_percent }),
    t('r_rounds', { rounds: draft.max_rounds }),
  ]
  if (quality.gold_percent > 0) parts.push(t('r_gold', { percent: quality.gold_percent }))
  if (quality.training_tasks > 0) parts.push(t('r_training', { count: quality.training_tasks }))
  if (draft.rules.length > 0) parts.push(t('r_rules', { count: draft.rules.length }))
  return parts.join(', ')
}

/** Everything that was decided, with the way back to each decision. */
export function Review({ project, draft }: { project: Project; draft: ProjectDraft }) {
  const t = useT()
  const clauses = clausesOf(draft.guide_markdown).length
  const most = pricePerTaskAtMost({ ...draft, fee_percent: project.fee_percent })
  const rows: { step: WizardStep; name: string; value: ReactNode }[] = [
    { step: 'interface', name: t('r_name'), value: draft.name },
    { step: 'interface', name: t('r_asks'), value: project.controls.map((control) => t(`kind_${control.kind}`)).join(', ') },
    { step: 'guide', name: t('r_guide'), value: draft.guide_markdown.trim() === '' ? t('r_no_guide') : t('r_clauses', { count: clauses }) },
    {
      step: 'price',
      name: t('r_price'),
      value: t('r_price_text', { reward: money(draft.reward_minor), inspection: money(draft.inspection_reward_minor), most: money(most) }),
    },
    { step: 'quality', name: t('r_quality'), value: qualityText(draft, t) },
    { step: 'audience', name: t('r_work'), value: t(`r_${draft.work_audience}`) + (draft.adult ? ` · ${t('r_adult')}` : '') },
    { step: 'audience', name: t('r_inspect'), value: !mayInspect(draft) && !mayDisagree(draft) ? t('r_not_inspected') : t(`r_${draft.inspect_audience}`) },
  ]
  return (
    <Card title={t('review')}>
      <dl className="grid gap-2">
        {rows.map((row) => (
          <div key={row.name} className="grid grid-cols-[5rem_1fr_auto] items-baseline gap-3 border-b border-line pb-2">
            <dt className="text-sm text-muted">{row.name}</dt>
            <dd className="min-w-0">{row.value}</dd>
            <dd>
              <Link
                to="/projects/$projectId/setup/$step"
                params={{ projectId: project.project_id, step: row.step }}
                aria-label={t('edit_step', { step: row.name })}
                className="inline-block min-h-6 text-sm font-semibold text-accent underline"
              >
                {t('edit')}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
