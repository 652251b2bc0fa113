import { useMemo } from 'react'
import type { Project, Task, TaskAnswer } from '@/api/types'
import { dateTime, duration } from '@/lib/dates'
import { Badge } from '@/ui/Badge'
import { InterfaceView } from '../InterfaceView'
import { AnswerStateBadge, VerdictBadge } from '../labels'
import { useT } from './texts'

/** One worker's answer as they left it, and what inspectors said about it, with the place they pointed at. */
export function AnswerCard({ answer, task, project }: { answer: TaskAnswer; task: Task; project: Project }) {
  const t = useT()
  // Numbered through all rounds, so that each number is on the answer once.
  const pinned = useMemo(() => answer.verdicts.flatMap((verdict) => verdict.comments).filter((comment) => comment.place !== null), [answer.verdicts])
  const pins = useMemo(() => pinned.flatMap(({ place }, index) => (place ? [{ number: index + 1, place }] : [])), [pinned])
  const name = t('answer_of', { worker: answer.worker })
  return (
    <article aria-label={name} className="grid gap-3 rounded-card border border-line p-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="font-bold">{answer.worker}</code>
        <AnswerStateBadge state={answer.state} />
        {answer.role === 'adjudicate' && <Badge tone="accent">{t('adjudicated')}</Badge>}
        <span className="text-sm text-muted">
          {[
            dateTime(answer.submitted_at),
            t('took', { time: duration(answer.active_ms / 1000) }),
            t('guide_version', { version: answer.guide_version }),
            ...(answer.round > 0 ? [t('round', { count: answer.round })] : []),
          ].join(' · ')}
        </span>
      </header>
      {answer.kind === 'unusable' ? (
        <p className="font-semibold text-bad">{t('unusable')}</p>
      ) : (
        <InterfaceView tree={project.tree} data={task.data} pyramids={task.pyramids} value={answer.regions} files={task.files} readonly pins={pins} label={name} />
      )}
      {answer.verdicts.length > 0 && (
        <ul aria-label={t('verdicts')} className="grid gap-2 border-t border-line pt-3">
          {answer.verdicts.map((verdict, index) => (
            <li key={index} className="grid gap-0.5">
              <span className="flex flex-wrap items-center gap-2">
                <VerdictBadge verdict={verdict.verdict} />
                <code className="text-sm">{verdict.inspector}</code>
                <span className="text-sm text-muted">{dateTime(verdict.at)}</span>
              </span>
              {(verdict.reason ?? verdict.clause) !== null && (
                <span>{[verdict.reason, verdict.clause && t('clause', { number: verdict.clause })].filter(Boolean).join(' · ')}</span>
              )}
              {verdict.comments.map((comment, at) => (
                <span key={at} className="text-muted">
                  {[comment.place && `#${pinned.indexOf(comment) + 1}`, comment.text, comment.clause && t('clause', { number: comment.clause })].filter(Boolean).join(' · ')}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
