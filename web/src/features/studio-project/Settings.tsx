import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { AudienceForm } from '@/studio/draft/AudienceForm'
import { BudgetForm } from '@/studio/draft/BudgetForm'
import { changesOf, draftOf } from '@/studio/draft/draft'
import { PriceForm } from '@/studio/draft/PriceForm'
import { QualityForm } from '@/studio/draft/QualityForm'
import { useT as useDraftTexts } from '@/studio/draft/texts'
import { useSaveDraft } from '@/studio/draft/use-save-draft'
import { wizardSteps } from '@/studio/wizard-steps'
import { Notice } from '@/ui/Badge'
import { Button, buttonClass } from '@/ui/Button'
import { TextArea, TextField } from '@/ui/Field'
import { Card } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { useT } from './texts'
import { ModelCard } from './model/ModelCard'
import { talksToModel } from './model/talks'
import { useProject } from './use-project'

export function Settings() {
  const t = useT()
  const { project, manager } = useProject()
  if (!manager) return <Notice>{t('read_only')}</Notice>
  if (project.state === 'closed') return <Notice>{t('settings_closed')}</Notice>
  if (project.state === 'draft') {
    return (
      <div className="grid gap-6">
        <Card className="grid gap-4">
          <p>{t('settings_draft')}</p>
          <Link to="/projects/$projectId/setup/$step" params={{ projectId: project.project_id, step: wizardSteps[0] }} className={buttonClass('primary', 'normal', 'justify-self-start')}>
            {t('go_setup')}
          </Link>
        </Card>
        {talksToModel(project.tree) && <ModelCard projectId={project.project_id} />}
      </div>
    )
  }
  return (
    <div className="grid gap-8">
      {talksToModel(project.tree) && <ModelCard projectId={project.project_id} />}
      <Running key={project.version} />
    </div>
  )
}

function Running() {
  const t = useT()
  const words = useDraftTexts()
  const { project } = useProject()
  const [draft, setDraft] = useState(() => draftOf(project))
  const save = useSaveDraft(project)
  const unsaved = Object.keys(changesOf(draftOf(project), draft)).length > 0
  const form = { draft, change: (patch: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...patch })), errors: save.fields }
  return (
    <form
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (unsaved) save.run({ draft, onSaved: () => toast(t('saved'), { kind: 'good' }) })
        else toast(t('no_changes'))
      }}
    >
      <Notice>
        <p>{t('settings_open')}</p>
        <p>{t('settings_fixed')}</p>
      </Notice>
      <section className="grid gap-3">
        <h2 className="text-lg">{t('basics')}</h2>
        <Card className="grid gap-4">
          <TextField label={words('name')} value={draft.name} maxLength={200} error={save.fields['name']} onChange={(event) => form.change({ name: event.target.value })} />
          <TextArea label={words('description')} optional rows={2} maxLength={4000} value={draft.description} error={save.fields['description']} onChange={(event) => form.change({ description: event.target.value })} />
        </Card>
      </section>
      <section className="grid gap-3">
        <h2 className="text-lg">{t('budget')}</h2>
        <BudgetForm {...form} feePercent={project.fee_percent} availableMinor={null} />
      </section>
      <section className="grid gap-3">
        <h2 className="text-lg">{t('price')}</h2>
        <PriceForm {...form} feePercent={project.fee_percent} />
      </section>
      <section className="grid gap-3">
        <h2 className="text-lg">{t('quality')}</h2>
        <QualityForm {...form} feePercent={project.fee_percent} frozen countable={project.categorical !== null} />
      </section>
      <section className="grid gap-3">
        <h2 className="text-lg">{t('audience')}</h2>
        <AudienceForm {...form} frozen />
      </section>
      <div className="sticky bottom-0 z-10 -mx-4 flex justify-end border-t border-line bg-surface px-4 py-3 sm:-mx-6 sm:px-6">
        <Button type="submit" kind="primary" busy={save.busy} disabled={!unsaved}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
