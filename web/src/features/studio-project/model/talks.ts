import type { Node } from '@/api/types'

/** Whether workers talk to a model somewhere in the interface. */
export const talksToModel = (tree: Node | null): boolean =>
  tree !== null && ((tree.tag === 'Chat' && tree.attributes['llm'] !== undefined) || tree.children.some(talksToModel))
