import type { Pick } from '@/tools/types'
import type { WorkKey } from '@/work/i18n'

/** What an inspector says when an answer is not good: collected step by step. A verdict carries one place. */
export type Blame = { reason: WorkKey | null; clause: string | null; note: string; pick: Pick | null }
export const emptyBlame: Blame = { reason: null, clause: null, note: '', pick: null }

export type BlameMode = 'return' | 'refuse' | 'unusable'
export type Mode = 'look' | 'fix' | BlameMode
export const isBlame = (mode: Mode): mode is BlameMode => mode in blameKinds

/** What each of the three must say. A guide without clauses cannot be cited. */
export const blameKinds: Record<BlameMode, { needsClause: boolean; hasPlace: boolean; isComplete: (blame: Blame, hasClauses: boolean) => boolean }> = {
  return: { needsClause: true, hasPlace: true, isComplete: (blame, hasClauses) => blame.reason !== null && (blame.clause !== null || !hasClauses) },
  refuse: { needsClause: true, hasPlace: true, isComplete: (blame, hasClauses) => blame.reason !== null && (blame.clause !== null || !hasClauses) },
  unusable: { needsClause: false, hasPlace: false, isComplete: (blame) => blame.reason !== null },
}
