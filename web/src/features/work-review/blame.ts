import type { Area } from '@/api/types'
import type { WorkKey } from '@/work/i18n'

/** What an inspector says when an answer is not good: collected step by step. */
export type Blame = { reason: WorkKey | null; clause: string | null; note: string; pick: { region_id?: string; area?: Area } | null }
export const emptyBlame: Blame = { reason: null, clause: null, note: '', pick: null }

type BlameMode = 'return' | 'refuse' | 'unusable'
export const isBlame = (mode: string): mode is BlameMode => mode in blameKinds

/** What each of the three must say. A guide without clauses cannot be cited. */
export const blameKinds: Record<BlameMode, { needsClause: boolean; isComplete: (blame: Blame, hasClauses: boolean) => boolean }> = {
  return: { needsClause: true, isComplete: (blame, hasClauses) => blame.reason !== null && (blame.clause !== null || !hasClauses) },
  refuse: { needsClause: true, isComplete: (blame, hasClauses) => blame.reason !== null && (blame.clause !== null || !hasClauses) },
  unusable: { needsClause: false, isComplete: (blame) => blame.reason !== null },
}
