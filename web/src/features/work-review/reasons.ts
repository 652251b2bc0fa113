import type { ControlKind, Locale } from '@/api/types'
import { tIn, type WorkKey } from '@/work/i18n'

const always: WorkKey[] = ['reason_guide']
const byKind: Record<ControlKind, WorkKey[]> = {
  choices: ['reason_wrong'],
  rectanglelabels: ['reason_missing', 'reason_loose', 'reason_label', 'reason_extra'],
  textarea: ['reason_short', 'reason_off_topic', 'reason_unnatural', 'reason_spelling', 'reason_copied'],
  chat: ['reason_short', 'reason_unnatural', 'reason_off_topic', 'reason_spelling', 'reason_copied'],
}

/** Why data can be unusable: about the data, whatever the answer holds. */
const unusable: WorkKey[] = ['unusable_broken', 'unusable_empty', 'unusable_wrong_kind', 'unusable_unclear', 'unusable_personal', 'unusable_harmful']

/** The reasons that make sense for what the answer holds; at most nine, so that each has a digit. */
export function reasonsFor(kinds: readonly ControlKind[], mode: string): WorkKey[] {
  if (mode === 'unusable') return unusable
  return [...new Set([...kinds.flatMap((kind) => byKind[kind] ?? []), ...always])].slice(0, 9)
}

/** What the worker will read: in the language of the project, whatever the inspector's is. */
export const reasonText = (key: WorkKey, language: Locale): string => tIn(language, key)
