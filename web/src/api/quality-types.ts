/** The wire types of the quality engine, as docs/API-DESIGN.md, section Quality, names them. */
import type { Pyramid, Region, Result, TaskData, TaskState, WorkRole } from './types'

export type Overlap = 'fixed' | 'margin' | 'adaptive'
export type InspectionRule = 'share' | 'lots' | 'doubt'
export type QualitySettings = {
  overlap: Overlap
  answers_min: number
  margin: number
  target_permille: number
  inspection: InspectionRule
  gold_percent: number
  training_tasks: number
  inspector_gold_percent: number
  grow_gold: boolean
  use_predictions: boolean
}
export type Collector = 'gold_accuracy' | 'agreement' | 'skips_in_row' | 'information'
export type RuleAction = 'pause' | 'train' | 'warn'
export type Rule = {
  collector: Collector
  window: number
  at_least: number
  threshold_percent: number
  action: RuleAction
  hours: number
  /** Whose work it looks at; everybody's if absent. */
  role?: 'work' | 'inspect' | 'adjudicate'
}

/** A share between 0 and 1 with the bounds it lies between in 95 of 100 cases. */
export type Estimate = { value: number; low: number; high: number }
export type Confusion = { classes: string[]; rows: number[][]; known: boolean }
export type ReliabilityBin = { from: number; to: number; tasks: number; mean_confidence: number; accuracy: number }
export type Reliability = { bins: ReliabilityBin[]; calibration_error_before: number; calibration_error: number; gold_tasks: number }
export type AnswersSpent = {
  answers_per_task: number
  fixed_answers_per_task: number
  saved_percent: number
  spent_minor: number
  fixed_minor: number
  by_answers: { answers: number; tasks: number }[]
}
export type Quality = {
  fitted_at: string | null
  model: string | null
  classes: string[]
  answers: number
  tasks_decided: number
  agreement: { percent: number; alpha: number | null } | null
  confusion: Confusion[]
  reliability: Reliability | null
  overlap: AnswersSpent
  expected_accuracy: number | null
  gold: { given: number; grown: number; asked: number; right: number }
  inspection: { rule: InspectionRule; inspected: number; answers: number; returned: number; refused: number; fixed: number }
}
export type Vote = { class: string; answers: number; probability: number }
export type DoubtfulTask = { task_id: string; position: number; state: TaskState; data: TaskData; pyramids: Pyramid[]; result: Result; votes: Vote[] }

export type PauseCause = Collector | 'return_rate' | 'requester'
export type PauseDecision = 'lift' | 'uphold'
export type Pause = {
  pause_id: string
  worker: string
  role: WorkRole
  /** A pause stops; training and a warning end where they begin. */
  action: RuleAction
  cause: PauseCause
  /** What was seen; see `pauseFigures`. */
  figures: Record<string, unknown>
  started_at: string
  until_at: string | null
  objection: string | null
  objected_at: string | null
  decision: PauseDecision | null
  note: string | null
  decided_at: string | null
  ended_at: string | null
}
export type MyPause = Omit<Pause, 'worker'> & { project_id: string; project_name: string; may_object: boolean }
export type PauseFilter = 'running' | 'objected' | 'all'
export type MeasuredPerson = {
  worker: string
  role: WorkRole
  answers: number
  gold_asked: number
  gold_right: number
  accuracy: Estimate | null
  information: number | null
  false_returns: Estimate | null
  missed_errors: Estimate | null
  return_percent: number | null
  paused: Pause | null
}

/** No rate where nothing was looked at yet. */
export type CertificateStratum = { stratum: string; results: number; audited: number; wrong: number; error_rate: number | null; upper_bound: number }
export type Certificate = {
  error_rate: number
  upper_bound: number
  confidence: number
  method: string
  audited: number
  wrong: number
  results: number
  strata: CertificateStratum[]
}
export type Audit = {
  audit_id: string
  state: 'running' | 'done'
  sample_size: number
  decided: number
  created_at: string
  finished_at: string | null
  certificate: Certificate | null
}

/** What a training task answers: whether it was right, and what was. */
export type Feedback = { right: boolean; expected: Region[]; note: string | null }
