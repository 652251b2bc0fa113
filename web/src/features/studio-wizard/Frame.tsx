import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '@/lib/cx'
import { wizardSteps, type WizardStep } from '@/studio/wizard-steps'
import { Button } from '@/ui/Button'
import { Page } from '@/ui/Page'
import { useT } from './texts'

interface Props {
  title: string
  step: WizardStep
  /** Null while the project has not been saved for the first time. */
  projectId: string | null
  busy: boolean
  onNext: () => void
  onBack: (() => void) | null
  children: ReactNode
}

/** The frame of the wizard: where one is, the step itself, and the way on. */
export function Frame({ title, step, projectId, busy, onNext, onBack, children }: Props) {
  const t = useT()
  const last = step === wizardSteps.at(-1)
  return (
    <Page title={title} lead={t(`lead_${step}`)} width="wide">
      <nav aria-label={t('steps')}>
        <ol className="flex flex-wrap gap-1">
          {wizardSteps.map((one, index) => (
            <li key={one} className="shrink-0">
              <Step step={one} number={index + 1} current={one === step} passed={index < wizardSteps.indexOf(step)} projectId={projectId} />
            </li>
          ))}
        </ol>
      </nav>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault()
          if (!busy) onNext()
        }}
      >
        {children}
        <div className="sticky bottom-0 z-10 -mx-4 flex justify-between gap-2 border-t border-line bg-surface px-4 py-3 sm:-mx-6 sm:px-6">
          {onBack ? <Button onClick={onBack}>{t('back')}</Button> : <span />}
          <Button type="submit" kind="primary" busy={busy}>
            {t(last ? 'save_finish' : 'save_next')}
          </Button>
        </div>
      </form>
    </Page>
  )
}

function Step({ step, number, current, passed, projectId }: { step: WizardStep; number: number; current: boolean; passed: boolean; projectId: string | null }) {
  const t = useT()
  const look = cx(
    'flex min-h-11 items-center gap-2 rounded-card px-3 whitespace-nowrap no-underline',
    current ? 'bg-accent-soft font-bold text-accent' : projectId ? 'text-ink hover:bg-sunken' : 'text-muted',
  )
  const inside = (
    <>
      <span className={cx('grid size-6 place-items-center rounded-full text-sm', current ? 'bg-accent text-accent-ink' : 'bg-sunken text-ink')} aria-hidden="true">
        {passed ? <Check className="size-4" /> : number}
      </span>
      {t(`step_${step}`)}
    </>
  )
  if (!projectId || current) {
    return (
      <span className={look} aria-current={current ? 'step' : undefined}>
        {inside}
      </span>
    )
  }
  return (
    <Link to="/projects/$projectId/setup/$step" params={{ projectId, step }} className={look}>
      {inside}
    </Link>
  )
}
