import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { answerQuestion } from '@/api/questions'
import type { ProjectQuestion } from '@/api/sensitive-types'
import { dateTime } from '@/lib/dates'
import { More } from '@/studio/More'
import { projectQuery, usePages } from '@/studio/queries'
import { questionsQuery } from '@/studio/question-queries'
import { useAction } from '@/studio/use-action'
import { Badge } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { RadioGroup, TextArea } from '@/ui/Field'
import { Card, EmptyState } from '@/ui/Page'
import { useT } from './texts'
import { useQuestionsProject } from './use-questions-project'

/** What workers asked: what waits first. */
export function Questions() {
  const t = useT()
  const { project, manager } = useQuestionsProject()
  const list = usePages(questionsQuery(project.project_id))
  if (list.items.length === 0) return <EmptyState title={t('none')}>{t('none_text')}</EmptyState>
  return (
    <section className="grid max-w-3xl gap-4" aria-label={t('title')}>
      <p className="text-muted">{t('lead')}</p>
      <ul className="grid gap-4">
        {list.items.map((question) => (
          <li key={question.question_id}>
            <QuestionCard question={question} projectId={project.project_id} manager={manager} />
          </li>
        ))}
      </ul>
      <More pages={list} />
    </section>
  )
}

function QuestionCard({ question, projectId, manager }: { question: ProjectQuestion; projectId: string; manager: boolean }) {
  const t = useT()
  const [editing, setEditing] = useState(false)
  const waits = question.answer === null
  return (
    <Card className="grid gap-3">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <Badge tone={waits ? 'warn' : 'good'}>{t(waits ? 'waiting' : 'answered')}</Badge>
        {!waits && <Badge>{t(question.for_everyone ? 'for_everyone' : 'only_asker')}</Badge>}
        {question.clause && <Badge>{t('clause', { number: question.clause, version: question.guide_version })}</Badge>}
        {question.position !== null && (
          <Link to="/projects/$projectId/tasks" params={{ projectId }} search={{ task: question.task_id }} className="inline-flex min-h-6 items-center">
            {t('task', { number: question.position })}
          </Link>
        )}
        <span className="text-muted">{dateTime(question.asked_at)}</span>
      </div>
      <p className="font-semibold whitespace-pre-line">{question.text}</p>
      {!waits && <p className="border-l-4 border-line pl-3 whitespace-pre-line">{question.answer}</p>}
      {manager && (waits || editing) && <AnswerForm question={question} projectId={projectId} onDone={() => setEditing(false)} cancellable={!waits} />}
      {manager && !waits && !editing && (
        <Button size="small" className="justify-self-start" onClick={() => setEditing(true)}>
          {t('change')}
        </Button>
      )}
    </Card>
  )
}

function AnswerForm({ question, projectId, onDone, cancellable }: { question: ProjectQuestion; projectId: string; onDone: () => void; cancellable: boolean }) {
  const t = useT()
  const [text, setText] = useState(question.answer ?? '')
  const [audience, setAudience] = useState<'everyone' | 'asker'>(question.answer === null || question.for_everyone ? 'everyone' : 'asker')
  const send = useAction(() => answerQuestion(projectId, question.question_id, { text: text.trim(), for_everyone: audience === 'everyone' }), {
    refresh: [questionsQuery(projectId).queryKey, projectQuery(projectId).queryKey],
    done: t('sent'),
    onDone,
  })
  return (
    <form
      className="grid gap-4 border-t border-line pt-4"
      onSubmit={(event) => {
        event.preventDefault()
        send.run()
      }}
    >
      <TextArea label={t('answer')} hint={t('answer_hint')} value={text} maxLength={2000} error={send.fields['text']} onChange={(event) => setText(event.target.value)} />
      <RadioGroup
        label={t('audience')}
        value={audience}
        onValue={setAudience}
        choices={[
          { value: 'everyone', label: t('everyone'), hint: t('everyone_hint') },
          { value: 'asker', label: t('asker') },
        ]}
      />
      <div className="flex justify-end gap-2">
        {cancellable && <Button onClick={onDone}>{t('cancel')}</Button>}
        <Button type="submit" kind="primary" busy={send.busy} disabled={text.trim() === ''}>
          {t('send')}
        </Button>
      </div>
    </form>
  )
}
