import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { decideAppeal } from '@/api/operator'
import type { Appeal } from '@/api/types'
import { dateTime, relative } from '@/lib/dates'
import { money } from '@/lib/money'
import { More } from '@/studio/More'
import { appealsQuery } from '@/studio/operator-queries'
import { usePages } from '@/studio/queries'
import { useAction } from '@/studio/use-action'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Card, EmptyState, Page } from '@/ui/Page'
import { AppealedAnswer } from './AppealedAnswer'
import { useT } from './texts'

export function Appeals() {
  const t = useT()
  const appeals = usePages(appealsQuery)
  return (
    <Page title={t('appeals')} lead={t('appeals_lead')} width="wide">
      {appeals.items.length === 0 && <EmptyState title={t('no_appeals')} />}
      {appeals.items.map((appeal) => (
        <AppealCard key={appeal.assignment_id} appeal={appeal} />
      ))}
      <More pages={appeals} />
    </Page>
  )
}

function Refusal({ refusal }: { refusal: Appeal['refusal'] }) {
  const t = useT()
  if (!refusal) return null
  return (
    <>
      <p>{[refusal.reason, refusal.clause && t('clause', { number: refusal.clause })].filter(Boolean).join(' · ')}</p>
      {refusal.comments.map((comment, at) => (
        <p key={at} className="text-muted">
          {[comment.text, comment.clause && t('clause', { number: comment.clause })].filter(Boolean).join(' · ')}
        </p>
      ))}
      <p className="text-sm text-muted">{dateTime(refusal.at)}</p>
    </>
  )
}

function AppealCard({ appeal }: { appeal: Appeal }) {
  const t = useT()
  const [note, setNote] = useState('')
  const decide = useAction((decision: 'accept' | 'uphold') => decideAppeal(appeal.assignment_id, { decision, note: note.trim() }).then(() => decision), {
    refresh: [appealsQuery.queryKey, ['operator', 'ledger']],
  })
  return (
    <Card
      title={`${appeal.project_name} · ${money(appeal.reward_minor)} · ${t('appealed', { time: relative(appeal.appealed_at) })}`}
      actions={
        <Link to="/operator/events" search={{ subject_id: appeal.assignment_id }} className="inline-block min-h-6 text-sm text-accent underline">
          {t('see_project')}
        </Link>
      }
    >
      <div className="grid gap-4 wide:grid-cols-2">
        <div className="grid content-start gap-4">
          <section>
            <h3 className="font-bold">{t('worker_says')}</h3>
            <blockquote className="border-l-4 border-accent pl-3 whitespace-pre-wrap">{appeal.text}</blockquote>
          </section>
          <section>
            <h3 className="font-bold">{t('refused_because')}</h3>
            <Refusal refusal={appeal.refusal} />
          </section>
        </div>
        <section className="grid content-start gap-2">
          <h3 className="font-bold">{t('answer')}</h3>
          <AppealedAnswer answer={appeal.answer} />
        </section>
      </div>
      <form className="mt-4 grid gap-3 border-t border-line pt-4" onSubmit={(event) => event.preventDefault()}>
        <TextArea label={t('decision_note')} hint={t('decision_note_hint')} rows={2} maxLength={2000} value={note} error={decide.fields['note']} onChange={(event) => setNote(event.target.value)} />
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" busy={decide.busy} disabled={note.trim() === ''} onClick={() => decide.run('accept')}>
            {t('accept')}
          </Button>
          <Button busy={decide.busy} disabled={note.trim() === ''} onClick={() => decide.run('uphold')}>
            {t('uphold')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
