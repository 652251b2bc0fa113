import type { Project } from '@/api/types'
import { money } from '@/lib/money'
import { Notice } from '@/ui/Badge'
import type { Step } from './StateButtons'
import { useT } from './texts'

/** What a step will do, in sentences with figures. */
export function Consequences({ step, project, availableMinor }: { step: Step; project: Project; availableMinor: number }) {
  const t = useT()
  const { progress } = project
  if (step === 'resume') return <p>{t('resume_text')}</p>
  if (step === 'pause') return <p>{t('pause_text')}</p>
  if (step === 'close') return <p>{t('close_text', { amount: money(progress.available_minor) })}</p>
  const short = project.budget_minor - availableMinor
  if (short > 0) return <Notice tone="warn">{t('funds_short', { amount: money(short) })}</Notice>
  return (
    <ul className="grid list-disc gap-2 pl-5">
      <li>
        {t('open_budget', {
          amount: money(project.budget_minor),
          before: money(availableMinor),
          after: money(availableMinor - project.budget_minor),
        })}
      </li>
      <li>{t('open_tasks', { count: progress.tasks_total })}</li>
      <li>{t('open_frozen')}</li>
      <li>{t('open_refund')}</li>
    </ul>
  )
}
