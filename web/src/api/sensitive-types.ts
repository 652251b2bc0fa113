/** The wire types of sensitive work, questions and examples, as docs/API-DESIGN.md names them. */

export type SensitiveKind = 'violence' | 'sexual' | 'hate' | 'self_harm' | 'disturbing'
export const sensitiveKinds: readonly SensitiveKind[] = ['violence', 'sexual', 'hate', 'self_harm', 'disturbing']
/** What a requester states; null is as the platform has it. */
export type Sensitivity = { kinds: SensitiveKind[]; break_after_minutes: number | null; break_minutes: number | null; daily_minutes: number | null }
export type ExposureLimits = { break_after_minutes: number; break_minutes: number; daily_minutes: number }
export type SensitiveWork = { kinds: SensitiveKind[]; missing_consents: SensitiveKind[]; limits: ExposureLimits }
export type Consent = { kind: SensitiveKind; given_at: string | null }
export type SensitiveStanding = {
  adult_verified: boolean
  consents: Consent[]
  today_minutes: number
  stretch_minutes: number
  limits: ExposureLimits
  break_until: string | null
  day_until: string | null
}

export type WorkQuestion = {
  question_id: string
  text: string
  clause: string | null
  asked_at: string
  mine: boolean
  answer: string | null
  answered_at: string | null
  for_everyone: boolean
  unseen: boolean
}
export type MyQuestion = WorkQuestion & { project_id: string; project_name: string }
export type ProjectQuestion = {
  question_id: string
  task_id: string
  position: number | null
  text: string
  clause: string | null
  guide_version: number
  asked_at: string
  answer: string | null
  answered_at: string | null
  for_everyone: boolean
}
export type ExampleVerdict = 'good' | 'bad'
export type ExampleInput = { verdict: ExampleVerdict; text: string | null; media_id: string | null; why: string; clause: string | null }
export type Example = ExampleInput & { example_id: string; media_url: string | null; content_type: string | null; created_at: string }
