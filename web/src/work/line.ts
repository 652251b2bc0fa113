import type { AssignmentRole, WorkRole } from '@/api/types'

/** The line an assignment comes in: deciding between answers that differ comes in the line of inspection. */
export const lineOf = (role: AssignmentRole): WorkRole => (role === 'adjudicate' ? 'inspect' : role)
