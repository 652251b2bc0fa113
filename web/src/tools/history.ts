/** Undo as plain data: a line of states with a place in it. Pure. */

export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
}

/** Steps kept; an annotator never goes back further, and 500 shapes a step stay small because states share what did not change. */
const STEPS_MAX = 200

export function historyOf<T>(present: T): History<T> {
  return { past: [], present, future: [] }
}

/** A new step; nothing happens when the state is the same object. */
export function push<T>(history: History<T>, present: T): History<T> {
  if (present === history.present) return history
  return { past: [...history.past, history.present].slice(-STEPS_MAX), present, future: [] }
}

/** Changes the present without a step: what follows belongs to the step before it. */
export function amend<T>(history: History<T>, present: T): History<T> {
  return { ...history, present, future: [] }
}

export function undo<T>(history: History<T>): History<T> {
  const previous = history.past.at(-1)
  if (history.past.length === 0) return history
  return { past: history.past.slice(0, -1), present: previous as T, future: [history.present, ...history.future] }
}

export function redo<T>(history: History<T>): History<T> {
  if (history.future.length === 0) return history
  const [next, ...future] = history.future
  return { past: [...history.past, history.present], present: next as T, future }
}
