import type { Node } from '@/api/types'

/** Places of choices and labels that have a key of their own, counted from 1. */
export const choicePlaces = Array.from({ length: 9 }, (_, index) => `choice.${index + 1}`)

/**
 * The interface with the person's own keys for its choices and labels, in their order: key and keycap follow. A key that the
 * requester wrote into the interface stays, since the guide may speak of it.
 */
export function withOwnKeys(tree: Node, keys: Readonly<Record<string, string>>): Node {
  if (!choicePlaces.some((id) => keys[id])) return tree
  let place = 0
  const visit = (node: Node): Node => {
    const children = node.children.map(visit)
    if (node.tag !== 'Choice' && node.tag !== 'Label') return { ...node, children }
    // The others keep their usual digits: without that, they would move up.
    const own = keys[choicePlaces[place] ?? ''] ?? (place < choicePlaces.length ? `Digit${place + 1}` : undefined)
    place += 1
    return own && !node.attributes.hotkey ? { ...node, attributes: { ...node.attributes, hotkey: own }, children } : { ...node, children }
  }
  return visit(tree)
}
