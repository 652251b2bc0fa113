import type { Locale, Project, ProjectDraft } from '@/api/types'
import { isSame, plainQuality } from './quality-defaults'

/** A draft with the platform's defaults and nothing the requester has to decide decided. */
export function emptyDraft(language: Locale): ProjectDraft {
  return {
    name: '',
    description: '',
    interface_xml: '',
    guide_markdown: '',
    reward_minor: 50,
    inspection_reward_minor: 20,
    answers_per_task: 1,
    inspect_percent: 100,
    max_rounds: 2,
    quality: plainQuality,
    rules: [],
    work_audience: 'everybody',
    inspect_audience: 'invited',
    exam_size: 10,
    exam_pass_percent: 80,
    lease_seconds: 3600,
    return_seconds: 3 * 86_400,
    accept_seconds: 7 * 86_400,
    budget_minor: 0,
    deadline: null,
    adult: false,
    sensitivity: { kinds: [], break_after_minutes: null, break_minutes: null, daily_minutes: null },
    language,
  }
}

const fields = Object.keys(emptyDraft('ko')) as (keyof ProjectDraft)[]

/** The part of a project that its requester wrote down. */
export function draftOf(project: Project): ProjectDraft {
  return Object.fromEntries(fields.map((field) => [field, project[field]])) as unknown as ProjectDraft
}

/** What differs from the saved draft; empty when nothing does. */
export function changesOf(saved: ProjectDraft, draft: ProjectDraft): Partial<ProjectDraft> {
  return Object.fromEntries(fields.filter((field) => !isSame(saved[field], draft[field])).map((field) => [field, draft[field]]))
}

/** A day of the Korean calendar as the moment it ends. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59+09:00`).toISOString()

/** The Korean day of a moment, as a date input wants it. */
export const dayOf = (at: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date(at))

export interface FormProps {
  readonly draft: ProjectDraft
  readonly change: (patch: Partial<ProjectDraft>) => void
  /** What the server found wrong, by field. */
  readonly errors: Readonly<Record<string, string>>
}
