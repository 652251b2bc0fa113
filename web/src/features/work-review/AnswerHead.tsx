import { FileX, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Place } from '@/api/comment-types'
import type { Assignment, Guide } from '@/api/types'
import { Badge, Notice } from '@/ui/Badge'
import { CommentList } from '@/work/CommentList'
import { ClauseText } from '@/work/GuidePanel'
import { useT } from '@/work/i18n'

/** What an inspector must know before looking: a second round with its reason, and a report of unusable data. `children`: how to look at it. */
export function AnswerHead({ assignment, guide, onJump, children }: { assignment: Assignment; guide: Guide; onJump: (place: Place) => void; children?: ReactNode }) {
  const t = useT()
  const { inspect } = assignment
  if (!inspect) return null
  const { previous, changes, answer, last_round } = inspect
  return (
    <div className="mb-3 grid gap-3 empty:mb-0">
      {answer.kind === 'unusable' && (
        <Notice tone="warn" icon={<FileX aria-hidden="true" className="mt-1 size-5 shrink-0" />} title={t('review_worker_unusable')}>
          {answer.unusable_reason}
        </Notice>
      )}
      {previous && (
        <Notice tone="accent" icon={<RotateCcw aria-hidden="true" className="mt-1 size-5 shrink-0 max-sm:hidden" />} title={t('review_second')}>
          <p>
            {t('review_before_reason')}: <strong>{previous.verdict.reason}</strong>
            {previous.verdict.clause && (
              <>
                {' '}
                ({t('returned_clause', { number: previous.verdict.clause })} <ClauseText guide={guide} number={previous.verdict.clause} />)
              </>
            )}
          </p>
          {assignment.tree && (
            <CommentList
              comments={previous.verdict.comments}
              tree={assignment.tree}
              data={assignment.data}
              regions={previous.regions}
              guide={guide}
              changes={changes}
              onJump={onJump}
            />
          )}
          {last_round && <p className="font-semibold text-warn">{t('review_last_round')}</p>}
          <div className="mt-2 flex flex-wrap items-center gap-2">
            <Badge>{changes.length > 0 ? t('review_changes', { count: changes.length }) : t('review_no_changes')}</Badge>
            {children}
          </div>
        </Notice>
      )}
    </div>
  )
}
