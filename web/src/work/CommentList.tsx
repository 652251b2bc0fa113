import { useMemo } from 'react'
import type { Comment, Place } from '@/api/comment-types'
import type { Guide, Node, Region, RegionChange, TaskData } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import { placesOf } from '@/tools/compare/places'
import { Badge } from '@/ui/Badge'
import { changeAt, numbered, placeText } from './comments'
import { ClauseText } from './GuidePanel'
import { useT } from './i18n'

type CommentListProps = {
  comments: readonly Comment[]
  tree: Node
  data: TaskData
  /** The answer that they are about. */
  regions: readonly Region[]
  guide: Guide | undefined
  onJump: (place: Place) => void
  /** What was changed since; left out while it is being mended. */
  changes?: readonly RegionChange[]
}

/** What an inspector remarked, each with its number; pressing it goes to its place. */
export function CommentList({ comments, tree, data, regions, guide, onJump, changes }: CommentListProps) {
  const t = useT()
  const locale = useLocale()
  const parts = useMemo(() => placesOf(tree, data, regions as never, locale), [tree, data, regions, locale])
  if (comments.length === 0) return null
  return (
    <ol aria-label={t('comments')} className="mt-2 grid gap-1">
      {numbered(comments).map(({ number, text, clause, place }, index) => (
        <li key={index} className="grid gap-0.5">
          {place ? (
            <button type="button" onClick={() => onJump(place)} className="flex min-h-11 w-full items-start gap-2 rounded-card px-1 py-2 text-left hover:bg-sunken">
              <span aria-hidden="true" className="mt-0.5 inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-bad px-1 text-xs font-bold text-card">
                {number}
              </span>
              <span className="sr-only">{t('comment_number', { number: number ?? 0 })}</span>
              <span className="min-w-0 flex-1">
                <span className="text-muted underline decoration-dotted">{placeText(place, parts, tree, data, t)}</span>
                {text && <span className="block whitespace-pre-line">{text}</span>}
              </span>
              {changes && <ChangeBadge change={changeAt(place, changes, tree, data)} />}
            </button>
          ) : (
            <p className="px-1 whitespace-pre-line">{text}</p>
          )}
          {clause && (
            <p className="pl-8 text-sm text-muted">
              {t('returned_clause', { number: clause })} <ClauseText guide={guide} number={clause} />
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}

function ChangeBadge({ change }: { change: string }) {
  const t = useT()
  return <Badge tone={change === 'same' ? 'warn' : 'good'}>{t(change === 'same' ? 'comment_same' : change === 'removed' ? 'comment_removed' : 'comment_changed')}</Badge>
}
