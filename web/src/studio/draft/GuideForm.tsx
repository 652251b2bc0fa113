import { useDeferredValue, useMemo } from 'react'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Markdown } from '@/ui/Markdown'
import { Card } from '@/ui/Page'
import { clausesOf, repeatedNumbers } from '../lib/clauses'
import { starterGuide, useT } from './texts'

interface Props {
  markdown: string
  onMarkdown: (markdown: string) => void
  error?: string | undefined
  language: 'ko' | 'en'
}

/** The guide as Markdown, beside what is found in it. */
export function GuideForm({ markdown, onMarkdown, error, language }: Props) {
  const t = useT()
  const settled = useDeferredValue(markdown)
  const clauses = useMemo(() => clausesOf(settled), [settled])
  const repeated = repeatedNumbers(clauses)
  return (
    <div className="grid gap-5 wide:grid-cols-2">
      <div className="grid content-start gap-3">
        <TextArea label={t('guide')} hint={t('guide_hint')} rows={16} value={markdown} error={error} onChange={(event) => onMarkdown(event.target.value)} />
        {markdown.trim() === '' && (
          <Button className="justify-self-start" onClick={() => onMarkdown(starterGuide[language])}>
            {t('guide_starter')}
          </Button>
        )}
      </div>
      <div className="grid content-start gap-4">
        <Card title={t('clauses')} actions={<span className="text-muted">{t('clause_count', { count: clauses.length })}</span>}>
          <div aria-live="polite" className="grid gap-2">
            {clauses.length === 0 && settled.trim() !== '' && <Notice tone="warn">{t('no_clauses')}</Notice>}
            {repeated.length > 0 && <Notice tone="warn">{t('repeated', { numbers: repeated.join(', ') })}</Notice>}
          </div>
          <ul className="mt-1 grid gap-1">
            {clauses.map((clause, index) => (
              <li key={index} className="flex gap-3">
                <span className="w-10 shrink-0 font-bold tabular-nums">{clause.number}</span>
                <span>{clause.text}</span>
              </li>
            ))}
          </ul>
        </Card>
        {settled.trim() !== '' && (
          <Card title={t('guide_preview')}>
            <Markdown text={settled} />
          </Card>
        )}
      </div>
    </div>
  )
}
