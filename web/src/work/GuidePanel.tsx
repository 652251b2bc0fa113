import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Guide } from '@/api/types'
import { InlineMarkdown, Markdown } from '@/ui/Markdown'
import { findInGuide } from './find-in-guide'
import { useT } from './i18n'

/** Guides shorter than this are read faster than searched. */
const searchFrom = 300

/** The guide with a search in it, and the clause in question marked and in sight. A new `visit` brings it into sight again. */
export function GuidePanel({ guide, clause = null, visit = 0 }: { guide: Guide; clause?: string | null; visit?: number }) {
  const t = useT()
  const searchId = useId()
  const place = useRef<HTMLDivElement>(null)
  const [words, setWords] = useState('')
  const wanted = useDeferredValue(words.trim())
  const found = useMemo(() => (wanted ? findInGuide(guide.markdown, wanted) : null), [guide.markdown, wanted])
  useEffect(() => {
    if (visit > 0) setWords('')
  }, [visit])
  useEffect(() => {
    if (!clause || words) return
    // After a dialog around it has opened and taken the focus to its first button.
    const frame = requestAnimationFrame(() => {
      const item = place.current?.querySelector<HTMLElement>(`[data-clause="${CSS.escape(clause)}"]`)
      item?.scrollIntoView({ block: visit > 0 ? 'center' : 'nearest' })
      if (visit === 0 || !item) return
      item.tabIndex = -1
      item.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [clause, visit, words])
  return (
    <div ref={place}>
      <p className="mb-2 text-sm text-muted">{t('guide_version', { version: guide.version })}</p>
      {guide.markdown.length >= searchFrom && (
        <div className="relative mb-3">
          <label htmlFor={searchId} className="sr-only">
            {t('guide_search')}
          </label>
          <Search aria-hidden="true" className="pointer-events-none absolute top-3 left-3 size-5 text-muted" />
          <input
            id={searchId}
            type="search"
            value={words}
            placeholder={t('guide_search')}
            onChange={(event) => setWords(event.target.value)}
            className="min-h-11 w-full rounded-card border border-line-strong bg-card pr-3 pl-10"
          />
          <p role="status" className="mt-1 text-sm text-muted">
            {found && t(found.count > 0 ? 'guide_found' : 'guide_not_found', { count: found.count })}
          </p>
        </div>
      )}
      <Markdown text={found ? found.markdown : guide.markdown} marked={clause} />
    </div>
  )
}

/** A clause in its own words, where it is cited. */
export function ClauseText({ guide, number }: { guide: Guide | undefined; number: string | null }) {
  const clause = guide?.clauses.find((one) => one.number === number)
  return clause ? <InlineMarkdown text={clause.text} /> : null
}
