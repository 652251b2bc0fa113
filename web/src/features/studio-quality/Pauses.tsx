import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { decidePause } from '@/api/quality'
import type { Pause, PauseDecision } from '@/api/quality-types'
import { cx } from '@/lib/cx'
import { dateTime } from '@/lib/dates'
import { ActionError } from '@/studio/ActionError'
import { More } from '@/studio/More'
import { pauseFilters, pausesQuery } from '@/studio/quality-queries'
import { projectQuery, usePages } from '@/studio/queries'
import { useT as useShared } from '@/studio/texts'
import { useAction } from '@/studio/use-action'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'
import { EmptyState } from '@/ui/Page'
import { seenText } from './pause-words'
import { useT } from './texts'
import { useQualityProject, useQualitySearch } from './use-quality-project'

/** An objection that nobody decides on in this time ends the pause. */
const objectionHours = 72

/** Who is stopped and why, what they say to it, and the decision. */
export function Pauses() {
  const t = useT()
  const { projectId, manager } = useQualityProject()
  const { pauses: filter = 'running' } = useQualitySearch()
  const pauses = usePages(pausesQuery(projectId, filter))
  const [asked, setAsked] = useState<{ pause: Pause; decision: PauseDecision } | null>(null)
  return (
    <div className="grid gap-4 *:min-w-0">
      <nav aria-label={t('pauses_filter')}>
        <ul className="flex flex-wrap gap-2">
          {pauseFilters.map((one) => (
            <li key={one}>
              <Link
                to="/projects/$projectId/quality"
                params={{ projectId }}
                search={{ view: 'pauses', ...(one === 'running' ? {} : { pauses: one }) }}
                aria-current={one === filter ? 'true' : undefined}
                className={cx('flex min-h-9 items-center border-b-2 px-3 no-underline', one === filter ? 'border-accent font-semibold text-ink' : 'border-transparent text-muted')}
              >
                {t(`pauses_${one}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {pauses.items.length === 0 && <EmptyState title={t(filter === 'objected' ? 'pauses_none_objected' : 'pauses_none')} />}
      <ul className="grid gap-4">
        {pauses.items.map((pause) => (
          <li key={pause.pause_id}>
            <PauseCard pause={pause} onDecide={manager && pause.ended_at === null ? (decision) => setAsked({ pause, decision }) : null} />
          </li>
        ))}
      </ul>
      <More pages={pauses} />
      {asked && <Decide projectId={projectId} {...asked} onClose={() => setAsked(null)} />}
    </div>
  )
}

function PauseCard({ pause, onDecide }: { pause: Pause; onDecide: ((decision: PauseDecision) => void) | null }) {
  const t = useT()
  const shared = useShared()
  const seen = seenText(pause, t)
  const until = pause.action !== 'pause' ? null : pause.ended_at ? t('ended', { when: dateTime(pause.ended_at) }) : pause.until_at ? t('until', { when: dateTime(pause.until_at) }) : t('until_open')
  return (
    <article aria-label={`${pause.worker}: ${t(`cause_${pause.cause}`)}`} className="grid gap-3 rounded-card border border-line bg-card p-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="font-bold">{pause.worker}</code>
        <Badge>{shared(`role_${pause.role}`)}</Badge>
        <Badge tone={pause.ended_at === null ? 'warn' : 'plain'}>{t(`did_${pause.action}`)}</Badge>
        {pause.decision && <Badge tone={pause.decision === 'lift' ? 'good' : 'bad'}>{t(`decision_${pause.decision}`)}</Badge>}
        <span className="text-sm text-muted">
          {until ? `${t('since', { when: dateTime(pause.started_at) })} · ${until}` : dateTime(pause.started_at)}
        </span>
      </header>
      <div>
        <p className="font-semibold">{t(`cause_${pause.cause}`)}</p>
        {seen && <p className="whitespace-pre-line">{seen}</p>}
      </div>
      {pause.objection !== null && (
        <blockquote className="border-l-4 border-line-strong pl-3">
          <p className="text-sm text-muted">
            {t('objection')}
            {pause.objected_at && `, ${objectedText(pause, t)}`}
          </p>
          <p className="whitespace-pre-line">{pause.objection}</p>
        </blockquote>
      )}
      {pause.note && (
        <p className="whitespace-pre-line">
          <span className="text-sm text-muted">{t('note')}: </span>
          {pause.note}
        </p>
      )}
      {onDecide && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" kind="primary" onClick={() => onDecide('lift')}>
            {t('lift')}
          </Button>
          {pause.decision === null && (
            <Button size="small" onClick={() => onDecide('uphold')}>
              {t('uphold')}
            </Button>
          )}
        </div>
      )}
    </article>
  )
}

function objectedText(pause: Pause, t: ReturnType<typeof useT>): string {
  const at = pause.objected_at ?? ''
  if (pause.decision !== null || pause.ended_at !== null) return t('objection_over', { when: dateTime(at) })
  return t('objection_at', { when: dateTime(at), until: dateTime(new Date(Date.parse(at) + objectionHours * 3_600_000).toISOString()) })
}

function Decide({ projectId, pause, decision, onClose }: { projectId: string; pause: Pause; decision: PauseDecision; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const decide = useAction(() => decidePause(projectId, pause.pause_id, { decision, note: note.trim() || null }), {
    refresh: [projectQuery(projectId).queryKey],
    done: t(decision === 'lift' ? 'lifted' : 'upheld'),
    onDone: onClose,
    quiet: true,
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`${decision}_title`, { worker: pause.worker })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={decide.busy} onClick={() => decide.run()}>
            {t(decision)}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>{t(`${decision}_text`)}</p>
        <TextArea label={t('note')} hint={t('note_hint')} optional value={note} maxLength={2000} error={decide.fields['note']} onChange={(event) => setNote(event.target.value)} />
        <ActionError action={decide} />
      </div>
    </Dialog>
  )
}
