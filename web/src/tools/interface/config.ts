/** The label config as the interface works with it: its controls and objects, and under which conditions each is shown. Pure. */
import { attribute, flag, labelsOf, listOf, nameOf, toNameOf, walk } from '../node'
import { controlTool, type ControlTool } from '../registry'
import type { ConfigNode, LabelSpec, Region, TaskData } from '../types'

export interface Condition {
  readonly when: 'choice-selected' | 'choice-unselected' | 'region-selected' | 'no-region-selected'
  readonly name: string | undefined
  readonly choices: readonly string[]
  readonly labels: readonly string[]
  readonly roles: readonly string[]
}

export interface Control {
  readonly node: ConfigNode
  readonly tool: ControlTool
  /** The `type` of its regions. */
  readonly kind: string
  readonly name: string
  readonly toName: string
  /** It is about each region, whose id its own region shares. */
  readonly perRegion: boolean
  /** Each of its regions is a thing of its own, about which `perRegion` controls may say more. */
  readonly draws: boolean
  /** The tool of the object it names shows it. */
  readonly onSurface: boolean
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

/** Whether a region is one of the control's own. */
export function belongs({ tool, kind, name }: Control, region: Region): boolean {
  return tool.unnamed ? region.type === kind : region.from_name === name
}

export function controlsOf(tree: ConfigNode, data: TaskData): Control[] {
  const tags = new Map([...walk(tree)].map((node) => [nameOf(node), node.tag]))
  return collect(tree, data, tags, [])
}

function collect(node: ConfigNode, data: TaskData, tags: ReadonlyMap<string, string>, around: readonly Condition[]): Control[] {
  const own = conditionOf(node)
  const conditions = own ? [...around, own] : around
  const tool = controlTool(node.tag)
  if (!tool) return node.children.flatMap((child) => collect(child, data, tags, conditions))
  // A conversation is about itself.
  const toName = toNameOf(node) || nameOf(node)
  const object = tags.get(toName) ?? ''
  const perRegion = flag(node, 'perRegion') || (tool.completes?.includes(object) ?? false)
  return [{
    node, tool, toName, perRegion, conditions,
    kind: tool.kind,
    name: nameOf(node),
    draws: Boolean(tool.draws) && !perRegion,
    onSurface: tool.surfaces?.includes(object) ?? false,
    required: flag(node, 'required'),
    labels: node.tag === 'Chat' ? [] : (tool.labels?.(node) ?? labelsOf(node, data)),
  }]
}
