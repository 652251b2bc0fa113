import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Project } from '@/api/types'
import { AudienceForm } from '@/studio/draft/AudienceForm'
import { BudgetForm } from '@/studio/draft/BudgetForm'
import { changesOf, draftOf, type FormProps } from '@/studio/draft/draft'
import { GuideForm } from '@/studio/draft/GuideForm'
import { InterfaceForm } from '@/studio/draft/InterfaceForm'
import { PriceForm } from '@/studio/draft/PriceForm'
import { QualityForm } from '@/studio/draft/QualityForm'
import { useSaveDraft } from '@/studio/draft/use-save-draft'
import { organizationQuery, projectQuery } from '@/studio/queries'
import { stepFrom, type WizardStep } from '@/studio/wizard-steps'
import { buttonClass } from '@/ui/Button'
import { EmptyState, Page } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { Frame } from './Frame'
import { Review } from './Review'
import { useT } from './texts'

const route = getRouteApi('/inside/projects/$projectId/setup/$step')

export function Setup() {
  const t = useT()
  const { projectId } = route.useParams()
  const { data: project } = useSuspenseQuery(projectQuery(projectId))
  if (project.state === 'draft') return <Wizard key={projectId} project={project} />
  return (
    <Page title={project.name}>
      <EmptyState
        title={t('not_draft')}
        action={
          <Link to="/projects/$projectId/settings" params={{ projectId }} className={buttonClass('primary')}>
            {t('to_settings')}
          </Link>
        }
      />
    </Page>
  )
}

function Wizard({ project }: { project: Project }) {
  const t = useT()
  const { step } = route.useParams()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(() => draftOf(project))
  const go = (to: WizardStep) => void navigate({ to: '/projects/$projectId/setup/$step', params: { projectId: project.project_id, step: to } })
  const save = useSaveDraft(project)
  const unsaved = Object.keys(changesOf(draftOf(project), draft)).length > 0
  useUnloadWarning(unsaved)
  const next = () =>
    save.run({
      draft,
      onSaved: (saved) => {
        setDraft(draftOf(saved))
        const to = stepFrom(step, 1)
        if (to) return go(to)
        toast(t('finished'), { kind: 'good' })
        void navigate({ to: '/projects/$projectId/data', params: { projectId: project.project_id } })
      },
    })
  const before = stepFrom(step, -1)
  return (
    <Frame title={t('title', { name: draft.name || t('title_new') })} step={step} projectId={project.project_id} busy={save.busy} onNext={next} onBack={before && (() => go(before))}>
      <Form step={step} project={project} draft={draft} change={(patch) => setDraft((now) => ({ ...now, ...patch }))} errors={save.fields} />
    </Frame>
  )
}

function Form({ step, project, ...form }: FormProps & { step: WizardStep; project: Project }) {
  const { data: organization } = useSuspenseQuery(organizationQuery(project.organization_id))
  switch (step) {
    case 'interface':
      return <InterfaceForm {...form} />
    case 'guide':
      return <GuideForm markdown={form.draft.guide_markdown} onMarkdown={(value) => form.change({ guide_markdown: value })} error={form.errors['guide_markdown']} language={form.draft.language} />
    case 'quality':
      return <QualityForm {...form} feePercent={project.fee_percent} countable={project.interface_xml === '' ? null : project.categorical !== null} />
    case 'price':
      return <PriceForm {...form} feePercent={project.fee_percent} />
    case 'audience':
      return <AudienceForm {...form} />
    case 'budget':
      return (
        <div className="grid gap-5 wide:grid-cols-2 wide:items-start">
          <BudgetForm {...form} feePercent={project.fee_percent} availableMinor={organization.available_minor} />
          <Review project={project} draft={form.draft} />
        </div>
      )
  }
}

/** Closing the tab with unsaved words asks first. */
function useUnloadWarning(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [unsaved])
}
