import { useEffect, useRef } from 'react'
import type { Guide } from '@/api/types'
import { InlineMarkdown, Markdown } from '@/ui/Markdown'
import { useT } from './i18n'

/** The guide with the clause in question marked and in sight. */
export function GuidePanel({ guide, clause = null }: { guide: Guide; clause?: string | null }) {
  const t = useT()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (clause) place.current?.querySelector(`[data-clause="${CSS.escape(clause)}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [clause])
  return (
    <div ref={place}>
      <p className="mb-2 text-sm text-muted">{t('guide_version', { version: guide.version })}</p>
      <Markdown text={guide.markdown} marked={clause} />
    </div>
  )
}

/** A clause in its own words, where it is cited. */
export function ClauseText({ guide, number }: { guide: Guide | undefined; number: string | null }) {
  const clause = guide?.clauses.find((one) => one.number === number)
  return clause ? <InlineMarkdown text={clause.text} /> : null
}
