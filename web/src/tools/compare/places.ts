/** What an answer consists of, piece by piece and in words, so that somebody can say which piece is meant. Pure. */
import { strings } from '../base'
import { messageOf } from '../chat/model'
import { roleName } from '../chat/turn'
import { belongs, controlsOf, type Control } from '../interface/config'
import { titleOfControl } from '../interface/titles'
import { relationOf } from '../relation'
import { stringsOf } from '../strings'
import { textsOf } from '../text-area/model'
import type { ConfigNode, Locale, Region, TaskData } from '../types'
import { choiceText, described } from '.'

export interface Place {
  readonly region_id: string
  /** What it is called; equal ones are told apart by their numbers in the list. */
  readonly title: string
}

const TITLE_MAX = 60

/** In the order of the answer. Answers about a region belong to its place; relations have no id to be meant by. */
export function placesOf(tree: ConfigNode, data: TaskData, regions: readonly Region[], locale: Locale): Place[] {
  const controls = controlsOf(tree, data)
  const seen = new Set<string>()
  return regions.flatMap((region): Place[] => {
    const control = controls.find((candidate) => belongs(candidate, region))
    if (relationOf(region) || seen.has(region.id)) return []
    seen.add(region.id)
    const title = titleOf(region, control, { tree, data, regions, controls, locale }).replaceAll(/\s+/g, ' ').trim()
    return [{ region_id: region.id, title: title.length > TITLE_MAX ? `${title.slice(0, TITLE_MAX)}…` : title }]
  })
}

interface Whole {
  readonly tree: ConfigNode
  readonly data: TaskData
  readonly regions: readonly Region[]
  readonly controls: readonly Control[]
  readonly locale: Locale
}

function titleOf(region: Region, control: Control | undefined, { tree, data, regions, controls, locale }: Whole): string {
  const text = stringsOf(locale)
  const named = (words: string) => (control ? `${titleOfControl(tree, data, control.node)}: ${words}` : words)
  switch (region.type) {
    case 'choices': return named(choiceText(region, control, text))
    case 'textarea': return named(textsOf([region]).join(' '))
    case 'chatmessage': {
      const { role, content } = messageOf(region)
      const index = regions.filter((candidate) => candidate.from_name === region.from_name).indexOf(region)
      return `${text.compare.message(index + 1, roleName(role, text))}: ${content}`
    }
    default: return control?.draws ? drawnTitle(region, control, regions, controls) : named(described(region, control, text))
  }
}

/** Its own words where it has any (a stretch of text), else its label, which may come from a control beside it. */
function drawnTitle(region: Region, control: Control, regions: readonly Region[], controls: readonly Control[]): string {
  const { labelKey } = control.tool
  const naming = regions.find((other) => other !== region && other.id === region.id && Array.isArray(other.value['labels']))
  const values = labelKey ? strings(region, labelKey) : naming ? strings(naming, 'labels') : []
  const namer = naming ? (controls.find(({ name }) => name === naming.from_name) ?? control) : control
  const titles = new Map(namer.labels.map((label) => [label.value, label.title]))
  const label = values.map((value) => titles.get(value) ?? value).join(', ') || control.name
  const quoted = region.value['text']
  return typeof quoted === 'string' && quoted !== '' ? `${label}: ${quoted}` : label
}
