import { useRef, useState } from 'react'
import { errorText } from '@/api/errors'
import type { SensitiveWork } from '@/api/sensitive-types'
import type { Region, Trial as TrialTask, TrialReply } from '@/api/types'
import { checkTrial, getTrial, getWorkProject } from '@/api/work'
import { useLoad } from '@/lib/load'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Card, Failed, Loading, Page } from '@/ui/Page'
import { toast } from '@/ui/toast'
import { useT } from '@/work/i18n'
import { BackLink } from '@/work/Link'
import { paths } from '@/work/paths'
import { Shield } from '@/work/sensitive/Shield'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'

/** A practice task: answered, checked at once, kept nowhere. */
export default function Trial({ projectId }: { projectId: string }) {
  const t = useT()
  const project = useLoad(`work-project.${projectId}`, () => getWorkProject(projectId))
  const trial = useLoad(`trial.${projectId}`, () => getTrial(projectId))
  const error = trial.error ?? project.error
  if (!trial.data || !project.data) return error ? <Failed text={errorText(error)} onRetry={() => void trial.reload()} /> : <Loading />
  return (
    <Page title={`${t('trial_title')}: ${project.data.name}`} lead={t('trial_lead')} back={<BackLink href={paths.project(projectId)} />} width="wide">
      <TrialForm key={trial.data.task_id} projectId={projectId} sensitive={project.data.sensitive} trial={trial.data} onAnother={trial.reload} />
    </Page>
  )
}

function TrialForm({ projectId, sensitive, trial, onAnother }: { projectId: string; sensitive: SensitiveWork; trial: TrialTask; onAnother: () => Promise<void> }) {
  const t = useT()
  const tool = useRef<InterfaceHandle | null>(null)
  const expectedTool = useRef<InterfaceHandle | null>(null)
  const [busy, setBusy] = useState(false)
  const [round, setRound] = useState(0)
  const [result, setResult] = useState<{ reply: TrialReply; mine: Region[] } | null>(null)
  const check = async () => {
    const handle = tool.current
    if (!handle || busy || handle.reportProblems().length > 0) return
    const mine = handle.getValue() as unknown as Region[]
    setBusy(true)
    try {
      setResult({ reply: await checkTrial(projectId, { task_id: trial.task_id, regions: mine }), mine })
    } catch (error) {
      toast(errorText(error), { kind: 'bad' })
    } finally {
      setBusy(false)
    }
  }
  const again = async () => {
    setResult(null)
    setRound(round + 1)
    await onAnother()
  }
  return (
    <>
      {result && <Verdict reply={result.reply} />}
      <Card title={result ? t('your_answer') : undefined}>
        <Shield sensitive={sensitive} turn={`${trial.task_id}.${round}`}>
          <ToolFrame frameKey={`${trial.task_id}.${round}`} handle={tool} label={t('answer_area')} tree={trial.tree} data={trial.data} pyramids={trial.pyramids} value={[]} readonly={result !== null} onSubmitRequest={() => void check()} />
        </Shield>
      </Card>
      {result?.reply.expected && result.reply.correct === false && (
        <Card title={t('expected_answer')}>
          <Shield sensitive={sensitive} turn={`${trial.task_id}.expected`}>
            <ToolFrame frameKey={`${trial.task_id}.expected`} handle={expectedTool} label={t('expected_answer')} tree={trial.tree} data={trial.data} pyramids={trial.pyramids} value={result.reply.expected} readonly />
          </Shield>
        </Card>
      )}
      {result ? (
        <Button kind="primary" size="large" onClick={() => void again()}>
          {t('another_trial')}
        </Button>
      ) : (
        <Button kind="primary" size="large" busy={busy} onClick={() => void check()}>
          {t('check_answer')}
        </Button>
      )}
    </>
  )
}

function Verdict({ reply }: { reply: TrialReply }) {
  const t = useT()
  return (
    <div role="status">
      {reply.correct === true && <Notice tone="good" title={t('trial_correct')} />}
      {reply.correct === false && <Notice tone="warn" title={t('trial_wrong')} />}
      {reply.correct === null && <Notice title={t('trial_no_expected')} />}
    </div>
  )
}
