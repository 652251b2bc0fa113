/** The wire types, as docs/API-DESIGN.md names them. Times are RFC 3339 strings, money is integers of minor units. */
import type { Pyramid } from './pyramid-types'
import type { Comment } from './comment-types'
import type { MadeFile } from './made-types'
import type { Feedback, QualitySettings, Rule } from './quality-types'
import type { Sensitivity, SensitiveWork } from './sensitive-types'
export type { Pyramid }

export type Locale = 'ko' | 'en'
export type Page<T> = { items: T[]; next_cursor: string | null }

export type ProblemItem = { pointer: string; code: string; message: string; line?: number }
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  errors: ProblemItem[]
  request_id: string
}

// People and organizations
export type Role = 'owner' | 'manager' | 'viewer'
export type Membership = { organization_id: string; organization_name: string; role: Role }
export type Me = {
  user_id: string
  email: string
  display_name: string
  locale: Locale
  is_operator: boolean
  adult_verified: boolean
  settings: Record<string, unknown>
  memberships: Membership[]
  csrf_token: string
}
export type Token = { token_id: string; name: string; created_at: string; last_used_at: string | null }
export type NewToken = Token & { token: string }
export type Organization = {
  organization_id: string
  name: string
  created_at: string
  my_role: Role | null
  available_minor: number
  in_projects_minor: number
  spent_minor: number
}
export type Member = { user_id: string; email: string; display_name: string; role: Role; added_at: string }
export type Transfer = {
  transfer_id: string
  at: string
  kind: 'posted' | 'pending' | 'post' | 'void'
  code: string
  amount_minor: number
  debit: string
  credit: string
  project_id?: string | null
  project_name?: string
  note?: string | null
}

// The interface and its regions
export type Node = { tag: string; attributes: { [name: string]: string }; children: Node[] }
export type ControlKind = 'choices' | 'rectanglelabels' | 'textarea' | 'chat'
export type Control = { name: string; to_name: string; kind: ControlKind; labels: string[] }
export type DataField = { field: string; kind: string; required: boolean }
/** A Label Studio region: geometry and content live in `value`. */
export type Region = {
  id: string
  from_name: string
  to_name: string
  type: string
  value: Record<string, unknown>
  [key: string]: unknown
}
export type ConfigProblem = { line: number; code: string; message: string; [key: string]: unknown }
export type InterfaceCheck = {
  tree: Node
  controls: Control[]
  data_fields: DataField[]
  categorical: string | null
  warnings: ConfigProblem[]
}
export type InterfaceTemplate = {
  template_id: string
  category: string
  title: { ko: string; en: string }
  description: { ko: string; en: string }
  xml: string
  tree?: Node | null
  example_data: TaskData
}
export type TaskData = Record<string, unknown>

// Projects
export type ProjectState = 'draft' | 'open' | 'paused' | 'closed'
export type WorkAudience = 'everybody' | 'entrance_test' | 'invited'
export type InspectAudience = 'entrance_test' | 'invited'
export type ProjectDraft = {
  name: string
  description: string
  interface_xml: string
  guide_markdown: string
  reward_minor: number
  inspection_reward_minor: number
  answers_per_task: number
  inspect_percent: number
  max_rounds: number
  quality: QualitySettings
  rules: Rule[]
  work_audience: WorkAudience
  inspect_audience: InspectAudience
  exam_size: number
  exam_pass_percent: number
  lease_seconds: number
  return_seconds: number
  accept_seconds: number
  budget_minor: number
  deadline: string | null
  adult: boolean
  sensitivity: Sensitivity
  language: Locale
}
export type Clause = { number: string; text: string }
export type Guide = { version: number; markdown: string; clauses: Clause[]; created_at: string }
export type Progress = {
  tasks_total: number
  tasks_queued: number
  tasks_in_work: number
  tasks_in_review: number
  tasks_done: number
  tasks_unusable: number
  tasks_voided: number
  answers_submitted: number
  answers_accepted: number
  answers_returned: number
  answers_refused: number
  answers_in_review: number
  budget_minor: number
  spent_minor: number
  reserved_minor: number
  available_minor: number
  answers_per_hour: number
  finish_at: string | null
  at: string
}
export type Project = ProjectDraft & {
  project_id: string
  organization_id: string
  state: ProjectState
  pause_reason: string | null
  version: number
  guide: Guide
  tree: Node
  controls: Control[]
  data_fields: DataField[]
  categorical: string | null
  fee_percent: number
  price_per_task_minor: number
  created_at: string
  opened_at: string | null
  closed_at: string | null
  questions_unanswered: number
  progress: Progress
}
export type ProjectSummary = {
  project_id: string
  name: string
  state: ProjectState
  reward_minor: number
  created_at: string
  deadline: string | null
  adult: boolean
  questions_unanswered: number
  progress: Progress
}
export type ProjectWorker = {
  worker: string
  role: WorkRole
  answers: number
  inspections: number
  accepted: number
  returned: number
  refused: number
  active_seconds: number
  last_at: string | null
}
export type Invitation = { invitation_id: string; email: string; role: WorkRole; created_at: string; accepted: boolean }

// Data in
export type Media = {
  media_id: string
  reference: string
  url: string
  content_type: string
  bytes: number
  width: number | null
  height: number | null
  file_name: string
}
export type ImportFormat = 'auto' | 'csv' | 'tsv' | 'jsonl' | 'label_studio_json' | 'text' | 'zip'
export type Import = {
  import_id: string
  file_name: string
  format: ImportFormat
  on_error: 'skip' | 'refuse'
  state: 'checking' | 'writing' | 'done' | 'refused' | 'failed'
  bytes: number
  rows_read: number
  rows_added: number
  rows_duplicate: number
  rows_bad: number
  reason: string | null
  created_at: string
  finished_at: string | null
}
export type ImportProblem = { line: number; field: string | null; code: string; message: string }
export type TaskState = 'queued' | 'in_work' | 'in_review' | 'done' | 'unusable' | 'voided'
export type ResultSource = 'inspected' | 'agreed' | 'single' | 'inferred' | 'adjudicated'
export type Result = { regions: Region[]; source: ResultSource; confidence: number | null; decided_at: string }
export type TaskSummary = {
  task_id: string
  position: number
  external_id: string | null
  state: TaskState
  is_gold: boolean
  /** Where the known answer of a known task came from. */
  gold_source: 'given' | 'grown' | null
  answers_accepted: number
  data: TaskData
  pyramids: Pyramid[]
  result: Result | null
}
export type VerdictKind = 'pass' | 'fix' | 'return' | 'refuse' | 'unusable'
export type Verdict = {
  verdict: VerdictKind
  reason: string | null
  clause: string | null
  comments: Comment[]
  regions: Region[] | null
  inspector: string
  at: string
}
export type TaskAnswer = {
  answer_id: string
  worker: string
  role: AssignmentRole
  kind: AnswerKind
  regions: Region[]
  state: AssignmentState
  round: number
  guide_version: number
  submitted_at: string
  active_ms: number
  verdicts: Verdict[]
}
export type Task = TaskSummary & { predictions: Region[]; gold: Region[] | null; gold_note: string | null; answers: TaskAnswer[]; files: MadeFile[] }

// Work
export type WorkRole = 'work' | 'inspect'
/** Deciding between answers that differ is given out in the line of inspection. */
export type AssignmentRole = WorkRole | 'adjudicate'
export type AnswerKind = 'regions' | 'unusable'
export type Gate = 'open' | 'exam_required' | 'exam_failed' | 'not_invited' | 'nothing_left' | 'paused_here' | 'consent_required'
export type AssignmentState =
  | 'active'
  | 'submitted'
  | 'accepted'
  | 'returned'
  | 'refused'
  | 'appealed'
  | 'upheld'
  | 'skipped'
  | 'expired'
  | 'released'
export type WorkProject = {
  project_id: string
  name: string
  description: string
  organization_name: string
  language: Locale
  adult: boolean
  sensitive: SensitiveWork
  reward_minor: number
  inspection_reward_minor: number
  hourly_minor: number | null
  tasks_left: number
  answers_to_inspect: number
  deadline: string | null
  template: string | null
  kinds: ControlKind[]
  work: Gate
  inspect: Gate
  my: { answers: number; returned: number; earned_minor: number; answers_unseen: number }
}
export type WorkProjectDetail = WorkProject & {
  guide: Guide
  tree: Node
  lease_seconds: number
  exam_size: number
  exam_pass_percent: number
  exam_retry_at: string | null
  has_trial: boolean
}
export type Trial = { task_id: string; data: TaskData; pyramids: Pyramid[]; tree: Node }
export type TrialReply = { correct: boolean | null; expected: Region[] | null }
export type Exam = { exam_id: string; role: WorkRole; pass_percent: number; tasks: { task_id: string; data: TaskData; pyramids: Pyramid[] }[] }
export type ExamReply = {
  passed: boolean
  score_percent: number
  pass_percent: number
  wrong: { task_id: string; expected: Region[] }[]
  retry_at: string | null
}
export type Return = {
  reason: string | null
  clause: string | null
  comments: Comment[]
  at: string
  round: number
}
export type RegionChange = {
  kind: string
  from_name: string
  region_id: string | null
  before: unknown
  after: unknown
}
export type Inspect = {
  answer: { kind: AnswerKind; regions: Region[]; unusable_reason: string | null; submitted_at: string; round: number }
  previous: { regions: Region[]; verdict: Return } | null
  changes: RegionChange[]
  last_round: boolean
}
export type Draft = { regions: Region[]; active_ms: number }
export type Assignment = {
  assignment_id: string
  project_id: string
  project_name: string
  task_id: string
  role: AssignmentRole
  state: AssignmentState
  round: number
  issued_at: string
  leased_until: string
  reward_minor: number
  guide_version: number
  tree: Node | null
  data: TaskData
  /** Left out by copies that were kept before there were any. */
  pyramids?: Pyramid[]
  predictions: Region[]
  draft: Draft | null
  returned: Return | null
  inspect: Inspect | null
  /** Left out by copies that were kept before there were any. */
  files?: MadeFile[]
}
export type NextReason =
  | 'partner_needed' | 'nothing_now' | 'budget_used_up' | 'paused' | 'closed' | 'deadline_passed' | 'exam_required'
  | 'not_invited' | 'too_many_open' | 'paused_here' | 'consent_required' | 'break_required' | 'daily_limit_reached'
export type Next = { assignments: Assignment[]; reason: NextReason | null; retry_after_seconds: number | null }
export type Receipt = { assignment_id: string; state: AssignmentState; money: 'pending' | 'payable' | 'released' | 'held'; reward_minor: number }
export type Today = { answers: number; inspections: number; earned_minor: number; pending_minor: number }
export type Reply = Next & { receipt: Receipt; today: Today; feedback: Feedback | null }
export type AnswerBody = { kind: AnswerKind; regions: Region[]; reason?: string; active_ms: number; claim: number }
export type VerdictBody = {
  verdict: VerdictKind
  regions?: Region[]
  reason?: string
  clause?: string
  comments?: Comment[]
  active_ms: number
  claim: number
}

// Money
export type EarningsPeriod = {
  earned_minor: number
  answers: number
  inspections: number
  active_seconds: number
  hourly_minor: number | null
}
export type EarningsDay = { day: string; earned_minor: number; answers: number; active_seconds: number }
export type EarningsProject = {
  project_id: string
  name: string
  answers: number
  inspections: number
  earned_minor: number
  pending_minor: number
  active_seconds: number
  hourly_minor: number | null
}
export type Earnings = {
  today: EarningsPeriod
  week: EarningsPeriod
  pending_minor: number
  payable_minor: number
  held_minor: number
  days: EarningsDay[]
  projects: EarningsProject[]
}
export type EarningsTransfer = {
  transfer_id: string
  at: string
  project_id: string | null
  project_name: string | null
  role: WorkRole | null
  amount_minor: number
  code: string
}

// Operator
export type OperatorUser = {
  user_id: string
  email: string
  display_name: string
  created_at: string
  is_operator: boolean
  adult_verified: boolean
  suspended: boolean
  answers: number
  earned_minor: number
}
export type OperatorOrganization = Organization & { members: number; projects: number }
export type OperatorProject = ProjectSummary & { organization_name: string }
export type TopEarner = {
  rank: number
  user_id: string
  display_name: string
  earned_minor: number
  answers: number
  inspections: number
  active_seconds: number
  hourly_minor: number | null
}
export type TopEarners = { week: string; starts_on: string; ends_on: string; items: TopEarner[] }
export type OperatorEvent = {
  event_id: string
  at: string
  kind: string
  actor: { user_id: string; display_name: string } | null
  project_id: string | null
  subject_kind: string
  subject_id: string
  data: Record<string, unknown>
}
export type LedgerAccount = {
  kind: string
  count: number
  debits_pending_minor: number
  debits_posted_minor: number
  credits_pending_minor: number
  credits_posted_minor: number
}
export type Ledger = { currency: string; accounts: LedgerAccount[]; sum_minor: number }
export type Appeal = {
  assignment_id: string
  project_id: string
  project_name: string
  reward_minor: number
  text: string
  appealed_at: string
  refusal: Return | null
  answer: { kind: AnswerKind; regions: Region[]; unusable_reason: string | null; submitted_at: string; round: number } | null
}
