/** A conversation as regions: one region a message, in order. Pure. */
import { changed } from '../base'
import { contentCount } from '../characters'
import { attribute, count, flag, listOf, nameOf, resolve } from '../node'
import type { ConfigNode, Region, TaskData } from '../types'
import { stored } from '../text-area/model'

export const TYPE = 'chatmessage'

export interface Message {
  readonly role: string
  readonly content: string
  readonly tags: readonly string[]
}

export interface ChatRules {
  readonly roles: readonly string[]
  readonly tags: readonly string[]
  readonly singleTag: boolean
  readonly tagRequired: boolean
  readonly messagesMin: number
  readonly messagesMax: number
  readonly lengthMin: number
  readonly lengthMax: number
  /** Whose messages may be changed after they were added. */
  readonly editable: (role: string) => boolean
  /** Who speaks for a model (`llm`). */
  readonly modelRole: string | null
}

export function rulesOf(node: ConfigNode): ChatRules {
  const roles = listOf(node, 'messageRoles', 'roles')
  const editable = attribute(node, 'editable')
  const editableRoles = listOf(node, 'editable')
  const all = roles.length > 0 ? roles : ['user', 'assistant']
  const modelRole = attribute(node, 'llm') === undefined ? null : all.includes('assistant') ? 'assistant' : (all.at(-1) ?? null)
  return {
    roles: all,
    tags: listOf(node, 'tags'),
    singleTag: attribute(node, 'tagChoice') === 'single',
    tagRequired: flag(node, 'tagRequired'),
    messagesMin: count(node, 'minMessages') ?? 0,
    messagesMax: count(node, 'maxMessages') ?? Infinity,
    lengthMin: count(node, 'minLength') ?? 0,
    lengthMax: count(node, 'maxLength') ?? Infinity,
    // Writing is the work here, so what was written may be mended unless the config says otherwise.
    // What a model said may be changed only where the config says so: it could not be proved any more.
    editable: (role) => (editable === undefined && role !== modelRole) || editable === 'true' || editableRoles.includes(role),
    modelRole,
  }
}

export function messageOf(region: Region): Message {
  return toMessage(region.value['chatmessage'])
}

function toMessage(raw: unknown): Message {
  const message = (raw !== null && typeof raw === 'object' ? raw : {}) as Record<string, unknown>
  const text = (key: string) => (typeof message[key] === 'string' ? message[key] : '')
  const tags = Array.isArray(message['tags']) ? message['tags'].filter((tag): tag is string => typeof tag === 'string') : []
  return { role: text('role'), content: text('content'), tags }
}

/** What was said before: messages in the task data, which cannot be changed. */
export function givenMessages(node: ConfigNode, data: TaskData): Message[] {
  const list = resolve(attribute(node, 'value'), data)
  return Array.isArray(list) ? list.map(toMessage).filter((message) => message.content !== '') : []
}

/** Who speaks next: the parties take turns; `system` speaks only when asked to. */
export function nextRole(roles: readonly string[], lastRole: string | undefined): string {
  const parties = roles.filter((role) => role !== 'system')
  const line = parties.length > 0 ? parties : roles
  return line[(line.indexOf(lastRole ?? '') + 1) % line.length] ?? 'user'
}

export function appended(regions: readonly Region[], node: ConfigNode, message: Message, id: string): readonly Region[] {
  const name = nameOf(node)
  const region: Region = { id, from_name: name, to_name: name, type: TYPE, origin: 'manual', value: { chatmessage: compact(message) } }
  return [...regions, region]
}

function compact({ role, content, tags }: Message) {
  return { role, content: stored(content), ...(tags.length > 0 ? { tags } : {}) }
}

export function edited(regions: readonly Region[], id: string, change: Partial<Message>): readonly Region[] {
  return regions.map((region) => {
    if (region.id !== id) return region
    const raw = region.value['chatmessage'] as Record<string, unknown>
    const { tags: _, ...rest } = { ...raw, ...compact({ ...messageOf(region), ...change }) } as Record<string, unknown>
    const tags = change.tags ?? messageOf(region).tags
    return changed(region, { ...region.value, chatmessage: { ...rest, ...(tags.length > 0 ? { tags } : {}) } })
  })
}

export function removed(regions: readonly Region[], id: string): readonly Region[] {
  return regions.filter((region) => region.id !== id)
}

/** One place up (-1) or down (1); the same list at the ends. */
export function movedTurn(regions: readonly Region[], id: string, step: 1 | -1): readonly Region[] {
  const at = regions.findIndex((region) => region.id === id)
  const other = regions[at + step]
  if (at < 0 || !other) return regions
  const next = [...regions]
  next[at + step] = regions[at]!
  next[at] = other
  return next
}

export function toggledTag(tags: readonly string[], tag: string, rules: ChatRules): readonly string[] {
  if (tags.includes(tag)) return tags.filter((item) => item !== tag)
  if (rules.singleTag) return [tag]
  return rules.tags.filter((item) => item === tag || tags.includes(item))
}

export type TurnProblem = 'blank' | 'too_short' | 'too_long' | 'no_tag'

export function turnProblem(message: Message, rules: ChatRules): TurnProblem | null {
  const length = contentCount(message.content)
  if (length === 0) return 'blank'
  if (length < rules.lengthMin) return 'too_short'
  if (length > rules.lengthMax) return 'too_long'
  return rules.tagRequired && rules.tags.length > 0 && message.tags.length === 0 ? 'no_tag' : null
}
