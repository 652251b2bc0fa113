import { useDeferredValue, useMemo } from 'react'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
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
        <Field label={t('guide')} hint={t('guide_hint')} error={error}>
          {(ids) => (
            <textarea
              {...ids}
              value={markdown}
              className="field-sizing-content max-h-[70dvh] min-h-80 w-full rounded-card border border-line-strong bg-card px-3 py-2 text-ink aria-invalid:border-2 aria-invalid:border-bad"
              onChange={(event) => onMarkdown(event.target.value)}
            />
          )}
        </Field>
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
