/** How an answer is looked at: alone, with what changed in it, or beside the one before. */
export type View = 'answer' | 'changes' | 'beside'
export const views: readonly View[] = ['answer', 'changes', 'beside']
