import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { deleteExample } from '@/api/questions'
import type { Example } from '@/api/sensitive-types'
import type { Project } from '@/api/types'
import { examplesQuery } from '@/studio/question-queries'
import { useAction } from '@/studio/use-action'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { MediaView } from '@/ui/MediaView'
import { Card } from '@/ui/Page'
import { ExampleForm } from './ExampleForm'
import { useT } from './example-texts'

/** Good and bad examples beside the guide. */
export function Examples({ project, manager }: { project: Project; manager: boolean }) {
  const t = useT()
  const { items } = useSuspenseQuery(examplesQuery(project.project_id)).data
  const [open, setOpen] = useState<Example | 'new' | null>(null)
  return (
    <Card title={t('examples')} actions={manager && <Button onClick={() => setOpen('new')}>{t('example_add')}</Button>}>
      <p className="mb-3 text-muted">{t('examples_lead')}</p>
      <ul className="grid gap-4 wide:grid-cols-2">
        {items.map((example) => (
          <ExampleCard key={example.example_id} example={example} projectId={project.project_id} manager={manager} onEdit={() => setOpen(example)} />
        ))}
      </ul>
      {open && <ExampleForm projectId={project.project_id} clauses={project.guide.clauses} example={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </Card>
  )
}

function ExampleCard({ example, projectId, manager, onEdit }: { example: Example; projectId: string; manager: boolean; onEdit: () => void }) {
  const t = useT()
  const remove = useAction(() => deleteExample(projectId, example.example_id), { refresh: [examplesQuery(projectId).queryKey], done: t('deleted') })
  return (
    <li className="grid content-start gap-2 rounded-card border border-line p-3">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={example.verdict === 'good' ? 'good' : 'bad'}>{t(example.verdict)}</Badge>
        {example.clause && <span className="text-sm text-muted">{`${t('clause_label')} ${example.clause}`}</span>}
      </div>
      {example.media_url && <MediaView url={example.media_url} contentType={example.content_type} label={t('example_media')} />}
      {example.text && <p className="whitespace-pre-line">{example.text}</p>}
      <p className="text-sm text-muted">{example.why}</p>
      {manager && (
        <div className="flex gap-2">
          <Button size="small" onClick={onEdit}>
            {t('example_edit')}
          </Button>
          <Button size="small" kind="quiet" busy={remove.busy} onClick={() => remove.run()}>
            {t('example_delete')}
          </Button>
        </div>
      )}
    </li>
  )
}
