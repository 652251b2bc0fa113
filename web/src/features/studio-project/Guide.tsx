import { useState } from 'react'
import { publishGuide } from '@/api/requester'
import { day } from '@/lib/dates'
import { GuideForm } from '@/studio/draft/GuideForm'
import { projectQuery } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { Markdown } from '@/ui/Markdown'
import { Card, EmptyState } from '@/ui/Page'
import { Examples } from './Examples'
import { useT } from './texts'
import { useProject } from './use-project'

export function Guide() {
  const t = useT()
  const { project, manager } = useProject()
  const [markdown, setMarkdown] = useState<string | null>(null)
  const { guide } = project
  const publish = useAction((text: string) => publishGuide(project.project_id, text), {
    refresh: [projectQuery(project.project_id).queryKey],
    done: t('guide_published'),
    onDone: () => setMarkdown(null),
  })
  const empty = guide.markdown.trim() === ''
  const write = manager && project.state !== 'closed' && (
    <Button kind={empty ? 'primary' : 'secondary'} onClick={() => setMarkdown(guide.markdown)}>
      {t(empty ? 'guide_write' : 'guide_new')}
    </Button>
  )
  if (markdown !== null) {
    return (
      <div className="grid gap-4">
        <GuideForm markdown={markdown} onMarkdown={setMarkdown} error={publish.fields['markdown']} language={project.language} />
        <p className="text-muted">{t('guide_publish_text')}</p>
        <div className="flex gap-2">
          <Button onClick={() => setMarkdown(null)}>{t('cancel')}</Button>
          <Button kind="primary" busy={publish.busy} disabled={markdown.trim() === '' || markdown === guide.markdown} onClick={() => publish.run(markdown)}>
            {t('guide_publish')}
          </Button>
        </div>
      </div>
    )
  }
  if (empty) return <EmptyState title={t('guide_none')} action={write} />
  return (
    <div className="grid gap-5">
      <Card title={t('guide_version', { version: guide.version, day: day(guide.created_at) })} actions={write}>
        <div className="max-w-prose">
          <Markdown text={guide.markdown} />
        </div>
      </Card>
      <Examples project={project} manager={manager && project.state !== 'closed'} />
    </div>
  )
}
