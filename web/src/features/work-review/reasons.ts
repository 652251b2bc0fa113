import type { Locale } from '@/api/types'
import { tIn, type WorkKey } from '@/work/i18n'

const always: WorkKey[] = ['reason_guide']
const boxed: WorkKey[] = ['reason_missing', 'reason_loose', 'reason_label', 'reason_extra']
const marked: WorkKey[] = ['reason_missing', 'reason_edges', 'reason_label', 'reason_extra']
const written: WorkKey[] = ['reason_short', 'reason_off_topic', 'reason_unnatural', 'reason_spelling', 'reason_copied']
const byKind: Record<string, WorkKey[] | undefined> = {
  rectangle: boxed,
  rectanglelabels: boxed,
  polygon: marked,
  ellipse: marked,
  keypoint: marked,
  brush: marked,
  labels: marked,
  videorectangle: marked,
  relation: ['reason_missing', 'reason_label', 'reason_extra'],
  textarea: written,
  chat: written,
}

/** Whatever marks pieces of the data is named for its labels; all the rest is one answer that is right or wrong. */
const reasonsOfKind = (kind: string): WorkKey[] => byKind[kind] ?? (kind.endsWith('labels') ? marked : ['reason_wrong'])

/** Why data can be unusable: about the data, whatever the answer holds. */
const unusable: WorkKey[] = ['unusable_broken', 'unusable_empty', 'unusable_wrong_kind', 'unusable_unclear', 'unusable_personal', 'unusable_harmful']

/** The reasons that make sense for what the answer holds; at most nine, so that each has a digit. */
export function reasonsFor(kinds: readonly string[], mode: string): WorkKey[] {
  if (mode === 'unusable') return unusable
  const own = [...new Set(kinds.flatMap(reasonsOfKind))]
  return [...own.slice(0, 9 - always.length), ...always]
}

/** What the worker will read: in the language of the project, whatever the inspector's is. */
export const reasonText = (key: WorkKey, language: Locale): string => tIn(language, key)
