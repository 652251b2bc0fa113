import { useRef, useState } from 'react'
import { errorText } from '@/api/errors'
import type { Exam as ExamTasks, ExamReply, Pyramid, Region, WorkProjectDetail, WorkRole } from '@/api/types'
import { getExam, getWorkProject, sendExam } from '@/api/work'
import { relative } from '@/lib/dates'
import { useLocale } from '@/lib/i18n'
import { useLoad } from '@/lib/load'
import { Notice } from '@/ui/Badge'
import { Button, buttonClass } from '@/ui/Button'
import { Meter } from '@/ui/Meter'
import { Card, Failed, Loading, Page } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { useT } from '@/work/i18n'
import { BackLink, Link } from '@/work/Link'
import { paths } from '@/work/paths'
import { Shield } from '@/work/sensitive/Shield'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'

/** The way into a project or into inspecting it: a few tasks whose answers are known. */
export default function Exam({ projectId, role }: { projectId: string; role: WorkRole }) {
  const t = useT()
  const project = useLoad(`work-project.${projectId}`, () => getWorkProject(projectId))
  const exam = useLoad(`exam.${projectId}.${role}`, () => getExam(projectId, role))
  const [reply, setReply] = useState<ExamReply | null>(null)
  const error = exam.error ?? project.error
  if (error && (!exam.data || !project.data)) return <Failed text={errorText(error)} onRetry={() => void exam.reload()} />
  if (!exam.data || !project.data) return <Loading />
  return (
    <Page
      title={t(role === 'work' ? 'exam_title_work' : 'exam_title_inspect')}
      lead={`${project.data.name} · ${t('exam_lead', { count: exam.data.tasks.length, percent: exam.data.pass_percent })}`}
      back={<BackLink href={paths.project(projectId)} />}
      width="wide"
    >
      {reply ? <Outcome project={project.data} role={role} exam={exam.data} reply={reply} /> : <Questions key={exam.data.exam_id} project={project.data} exam={exam.data} onReply={setReply} />}
    </Page>
  )
}

function Questions({ project, exam, onReply }: { project: WorkProjectDetail; exam: ExamTasks; onReply: (reply: ExamReply) => void }) {
  const t = useT()
  const tool = useRef<InterfaceHandle | null>(null)
  const [at, setAt] = useState(0)
  const [answers, setAnswers] = useState<Record<string, Region[]>>({})
  const [busy, setBusy] = useState(false)
  const task = exam.tasks[at]
  if (!task) return null
  const isLast = at === exam.tasks.length - 1
  const store = () => {
    const next = { ...answers, [task.task_id]: (tool.current?.getValue() ?? []) as unknown as Region[] }
    setAnswers(next)
    return next
  }
  const goBack = () => {
    store()
    setAt(at - 1)
  }
  const goOn = async () => {
    if (busy || (tool.current?.reportProblems().length ?? 0) > 0) return
    const all = store()
    if (!isLast) {
      setAt(at + 1)
      return
    }
    setBusy(true)
    try {
      onReply(await sendExam(project.project_id, { exam_id: exam.exam_id, answers: exam.tasks.map((one) => ({ task_id: one.task_id, regions: all[one.task_id] ?? [] })) }))
    } catch (error) {
      toast(errorText(error), { kind: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Meter label={t('task')} value={at + 1} max={exam.tasks.length} text={t('exam_progress', { current: at + 1, total: exam.tasks.length })} />
      <Card>
        <Shield sensitive={project.sensitive} turn={task.task_id}>
          <ToolFrame frameKey={task.task_id} handle={tool} label={t('answer_area')} tree={project.tree} data={task.data} pyramids={task.pyramids} value={answers[task.task_id] ?? []} onSubmitRequest={() => void goOn()} />
        </Shield>
      </Card>
      <div className="flex gap-2">
        {at > 0 && <Button onClick={goBack}>{t('exam_previous')}</Button>}
        <Button kind="primary" size="large" className="flex-1" busy={busy} onClick={() => void goOn()}>
          {t(isLast ? 'exam_send' : 'exam_next')}
        </Button>
      </div>
    </>
  )
}

function Outcome({ project, role, exam, reply }: { project: WorkProjectDetail; role: WorkRole; exam: ExamTasks; reply: ExamReply }) {
  const t = useT()
  const locale = useLocale()
  const data = new Map(exam.tasks.map((task) => [task.task_id, task.data]))
  return (
    <>
      <div role="status">
        <Notice tone={reply.passed ? 'good' : 'warn'} title={t(reply.passed ? 'exam_passed' : 'exam_failed')}>
          <p>{t('exam_score', { percent: reply.score_percent, pass: reply.pass_percent })}</p>
          {reply.retry_at && <p>{t('exam_retry', { when: relative(reply.retry_at, Date.now(), locale) })}</p>}
        </Notice>
      </div>
      {reply.passed && (
        <Link href={paths.doing(project.project_id, role)} className={buttonClass('primary', 'large')}>
          {t(role === 'work' ? 'start_work' : 'start_inspect')}
        </Link>
      )}
      {reply.wrong.length > 0 && (
        <section className="grid gap-3">
          <h2 className="text-lg">{t('exam_wrong')}</h2>
          <p className="text-muted">{t('exam_wrong_lead')}</p>
          {reply.wrong.map((one) => (
            <Card key={one.task_id} title={t('expected_answer')}>
              <Expected project={project} data={data.get(one.task_id) ?? {}} pyramids={exam?.tasks.find((task) => task.task_id === one.task_id)?.pyramids} expected={one.expected} id={one.task_id} />
            </Card>
          ))}
        </section>
      )}
    </>
  )
}

function Expected({ project, data, pyramids, expected, id }: { project: WorkProjectDetail; data: Record<string, unknown>; pyramids: readonly Pyramid[] | undefined; expected: Region[]; id: string }) {
  const t = useT()
  const tool = useRef<InterfaceHandle | null>(null)
  return (
    <Shield sensitive={project.sensitive} turn={id}>
      <ToolFrame frameKey={id} handle={tool} label={t('expected_answer')} tree={project.tree} data={data} pyramids={pyramids} value={expected} readonly />
    </Shield>
  )
}
