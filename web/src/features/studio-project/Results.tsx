import { Download } from 'lucide-react'
import { useState } from 'react'
import { resultsUrl } from '@/api/requester'
import { buttonClass } from '@/ui/Button'
import { RadioGroup } from '@/ui/Field'
import { Card } from '@/ui/Page'
import { type ResultFormat, resultFormats, sampleOf } from './samples'
import { useT } from './texts'
import { useProject } from './use-project'

export function Results() {
  const t = useT()
  const { project } = useProject()
  const [format, setFormat] = useState<ResultFormat>('jsonl')
  const [state, setState] = useState<'done' | 'all'>('done')
  return (
    <div className="grid gap-5 wide:grid-cols-2 wide:items-start">
      <Card title={t('results')} className="grid gap-4">
        <p>{t('results_text', { done: project.progress.tasks_done, total: project.progress.tasks_total })}</p>
        <RadioGroup label={t('format')} value={format} onValue={setFormat} choices={resultFormats.map((one) => ({ value: one, label: t(`format_${one}`), hint: t(`format_${one}_hint`) }))} />
        <RadioGroup
          label={t('which')}
          value={state}
          onValue={setState}
          choices={[
            { value: 'done', label: t('which_done'), hint: t('which_done_hint') },
            { value: 'all', label: t('which_all'), hint: t('which_all_hint') },
          ]}
        />
        <a href={resultsUrl(project.project_id, format, state)} download className={buttonClass('primary', 'normal', 'justify-self-start')}>
          <Download aria-hidden="true" className="size-5" />
          {t('download')}
        </a>
      </Card>
      <Card title={t('sample')}>
        {/* A region that scrolls must be reachable by key. */}
        <pre tabIndex={0} role="region" aria-label={t('sample')} className="max-h-[32rem] overflow-auto rounded-card bg-sunken p-3 text-sm">
          {sampleOf(format, project)}
        </pre>
      </Card>
    </div>
  )
}
