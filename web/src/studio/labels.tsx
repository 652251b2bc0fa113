import type { AssignmentState, ProjectState, Role, TaskState, VerdictKind, WorkRole } from '@/api/types'
import { Badge, type Tone } from '@/ui/Badge'
import { useT } from './texts'

const projectTones: Record<ProjectState, Tone> = { draft: 'plain', open: 'good', paused: 'warn', closed: 'plain' }
const taskTones: Record<TaskState, Tone> = { queued: 'plain', in_work: 'accent', in_review: 'warn', done: 'good', unusable: 'bad', voided: 'plain' }
const answerTones: Partial<Record<AssignmentState, Tone>> = { submitted: 'warn', accepted: 'good', returned: 'warn', refused: 'bad', appealed: 'warn', upheld: 'bad' }
const verdictTones: Record<VerdictKind, Tone> = { pass: 'good', fix: 'good', return: 'warn', refuse: 'bad', unusable: 'bad' }

export function ProjectStateBadge({ state }: { state: ProjectState }) {
  const t = useT()
  return <Badge tone={projectTones[state]}>{t(`project_${state}`)}</Badge>
}

export function TaskStateBadge({ state }: { state: TaskState }) {
  const t = useT()
  return <Badge tone={taskTones[state]}>{t(`task_${state}`)}</Badge>
}

export function AnswerStateBadge({ state }: { state: AssignmentState }) {
  const t = useT()
  return <Badge tone={answerTones[state] ?? 'plain'}>{t(`answer_${state}`)}</Badge>
}

export function VerdictBadge({ verdict }: { verdict: VerdictKind }) {
  const t = useT()
  return <Badge tone={verdictTones[verdict]}>{t(`verdict_${verdict}`)}</Badge>
}

/** What a member of this role may do; the server has the last word. */
export function mayManage(role: Role | null | undefined): boolean {
  return role === 'owner' || role === 'manager'
}

export const roles: readonly Role[] = ['owner', 'manager', 'viewer']
export const workRoles: readonly WorkRole[] = ['work', 'inspect']
export const taskStates: readonly TaskState[] = ['queued', 'in_work', 'in_review', 'done', 'unusable', 'voided']
