/** The label config as the interface works with it: its controls and objects, and under which conditions each is shown. Pure. */
import { attribute, flag, labelsOf, listOf, nameOf, toNameOf } from '../node'
import type { ConfigNode, LabelSpec, TaskData } from '../types'

export type ControlKind = 'choices' | 'rectanglelabels' | 'textarea' | 'chatmessage'

const KINDS: Readonly<Record<string, ControlKind | undefined>> = {
  Choices: 'choices', RectangleLabels: 'rectanglelabels', TextArea: 'textarea', Chat: 'chatmessage',
}

export interface Condition {
  readonly when: 'choice-selected' | 'choice-unselected' | 'region-selected' | 'no-region-selected'
  readonly name: string | undefined
  readonly choices: readonly string[]
  readonly labels: readonly string[]
  readonly roles: readonly string[]
}

export interface Control {
  readonly node: ConfigNode
  readonly kind: ControlKind
  readonly name: string
  readonly toName: string
  readonly perRegion: boolean
  readonly required: boolean
  readonly labels: readonly LabelSpec[]
  /** All must hold: its own and those of the elements around it. */
  readonly conditions: readonly Condition[]
}

export function conditionOf(node: ConfigNode): Condition | null {
  const choices = listOf(node, 'whenChoiceValue')
  const stated = attribute(node, 'visibleWhen')
  // As in Label Studio, a choice value alone is enough.
  const when = stated ?? (choices.length > 0 ? 'choice-selected' : undefined)
  if (when === undefined) return null
  return {
    when: when as Condition['when'],
    name: attribute(node, 'whenTagName'),
    choices,
    labels: listOf(node, 'whenLabelValue'),
    roles: listOf(node, 'whenRole'),
  }
}

export function kindOf(node: ConfigNode): ControlKind | undefined {
  return KINDS[node.tag]
}

export function controlsOf(tree: ConfigNode, data: TaskData, around: readonly Condition[] = []): Control[] {
  const own = conditionOf(tree)
  const conditions = own ? [...around, own] : around
  const kind = kindOf(tree)
  if (!kind) return tree.children.flatMap((child) => controlsOf(child, data, conditions))
  return [{
    node: tree, kind, conditions,
    name: nameOf(tree),
    // A conversation is about itself.
    toName: toNameOf(tree) || nameOf(tree),
    perRegion: flag(tree, 'perRegion'),
    required: flag(tree, 'required'),
    labels: kind === 'chatmessage' ? [] : labelsOf(tree, data),
  }]
}

/** Each region of such a control is a thing of its own, about which `perRegion` controls may say more. */
export function draws(kind: ControlKind): boolean {
  return kind === 'rectanglelabels' || kind === 'chatmessage'
}
