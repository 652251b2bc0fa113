import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { closeProject, openProject, pauseProject } from '@/api/requester'
import type { Project } from '@/api/types'
import { organizationQuery, projectQuery, projectsQuery } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Consequences } from './Consequences'
import { useT } from './texts'

export type Step = 'open' | 'resume' | 'pause' | 'close'
const sends = { open: openProject, resume: openProject, pause: pauseProject, close: closeProject }
const said = { open: 'opened', resume: 'opened', pause: 'paused', close: 'closed' } as const

/** Open, pause, close: each says what it does before it does it. */
export function StateButtons({ project }: { project: Project }) {
  const t = useT()
  const [asked, setAsked] = useState<Step | null>(null)
  const steps = stepsFrom(project)
  return (
    <>
      {steps.map((step, index) => (
        <Button key={step} kind={index === 0 && step !== 'pause' ? 'primary' : 'secondary'} onClick={() => setAsked(step)}>
          {t(step)}
        </Button>
      ))}
      {asked && <Ask key={asked} step={asked} project={project} onClose={() => setAsked(null)} />}
    </>
  )
}

function stepsFrom(project: Project): Step[] {
  if (project.state === 'draft') return ['open']
  if (project.state === 'open') return ['pause', 'close']
  if (project.state === 'paused') return ['resume', 'close']
  return []
}

function Ask({ step, project, onClose }: { step: Step; project: Project; onClose: () => void }) {
  const t = useT()
  const client = useQueryClient()
  const change = useAction(() => sends[step](project.project_id), {
    refresh: [organizationQuery(project.organization_id).queryKey, projectsQuery(project.organization_id).queryKey],
    done: t(said[step]),
    quiet: true,
    onDone: (saved) => {
      client.setQueryData(projectQuery(project.project_id).queryKey, saved)
      onClose()
    },
  })
  const { data: organization } = useSuspenseQuery(organizationQuery(project.organization_id))
  const short = step === 'open' ? project.budget_minor - organization.available_minor : 0
  const wrong = Object.values(change.fields)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`${step}_title`)}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind={step === 'close' ? 'danger' : 'primary'} busy={change.busy} disabled={short > 0} onClick={() => change.run()}>
            {t(step)}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <Consequences step={step} project={project} availableMinor={organization.available_minor} />
        {change.error && (
          <Notice tone="bad" title={wrong.length > 0 ? t('to_mend') : change.error}>
            {wrong.length > 0 && (
              <ul className="list-disc pl-5">
                {wrong.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            )}
          </Notice>
        )}
      </div>
    </Dialog>
  )
}
