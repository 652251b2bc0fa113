/** One message on the screen: a bubble with who speaks, its tags, and what can be done with it. */
import { button, h } from '../dom'
import { icon, type IconName } from '../icons'
import type { Strings } from '../strings'
import type { ChatRules, Message, TurnProblem } from './model'

export interface TurnActions {
  edit(): void
  remove(): void
  move(step: 1 | -1): void
  toggleTag(tag: string): void
  changeRole(role: string): void
  pick(): void
}

export interface TurnLook {
  readonly message: Message
  /** Counted from 0; null for what was said before. */
  readonly index: number | null
  readonly count: number
  readonly mode: 'edit' | 'view' | 'pick' | 'given'
  readonly selected: boolean
  readonly highlighted: boolean
  readonly problem: TurnProblem | null
  readonly rules: ChatRules
  readonly text: Strings
}

export function roleName(role: string, text: Strings): string {
  return text.chat.roles[role] ?? role
}

/** The first party speaks on the right, like oneself in a messenger; the others on the left, `system` in the middle. */
export function sideOf(role: string, roles: readonly string[]): 'own' | 'other' | 'middle' {
  if (role === 'system') return 'middle'
  return roles.filter((item) => item !== 'system').indexOf(role) === 0 ? 'own' : 'other'
}

export function turnElement(look: TurnLook, actions: TurnActions): HTMLElement {
  const { message, index, mode, rules, text } = look
  const who = roleName(message.role, text)
  const label = index === null ? text.chat.given(who) : text.chat.turn(index + 1, who)
  const bubble = h('div', { class: 'pt-bubble' }, h('p', { class: 'pt-bubble-text' }, message.content))
  // The focus it takes opens the row of actions; it is there so that one sees that there are any.
  const more = mode === 'edit' && button(icon('more'), {
    class: 'pt-tool pt-more', 'aria-label': text.chat.actions((index ?? 0) + 1), 'aria-expanded': String(look.selected), 'data-action': 'more',
  }, (event) => (event.currentTarget as HTMLElement).focus())
  const notes = h('div', { class: 'pt-turn-notes' },
    look.highlighted && h('span', { class: 'pt-pointed' }, text.pointedAt),
    look.problem && h('span', { class: 'pt-turn-problem' }, problemText(look)))
  const element = h('li', {
    class: `pt-turn pt-turn-${sideOf(message.role, rules.roles)}${look.highlighted ? ' pt-highlight' : ''}${look.selected ? ' pt-selected' : ''}${mode === 'given' ? ' pt-turn-given' : ''}`,
    'aria-label': label,
    tabindex: mode === 'given' ? null : 0,
    'data-turn': index,
  }, h('span', { class: 'pt-turn-role' }, who), h('div', { class: 'pt-bubble-line' }, bubble, more), notes.childElementCount > 0 && notes, tagRow(look, actions))
  if (mode === 'edit' && index !== null) element.append(actionRow(look, index, actions))
  if (mode === 'pick' && index !== null) {
    element.append(button(text.pickHere, { class: 'pt-small', 'aria-pressed': String(look.selected), 'data-action': 'pick' }, actions.pick))
  }
  return element
}

function problemText({ message, problem, rules, text }: TurnLook): string {
  const length = [...message.content.trim()].length
  if (problem === 'too_short') return text.chat.tooShort(rules.lengthMin, length)
  if (problem === 'too_long') return text.chat.tooLong(rules.lengthMax, length)
  return problem === 'no_tag' ? text.chat.noTag : text.chat.blank
}

/** All tags to switch while the turn is looked at, otherwise the chosen ones. */
function tagRow({ message, mode, rules, text }: TurnLook, actions: TurnActions): HTMLElement | false {
  if (mode !== 'edit') {
    return message.tags.length > 0 && h('ul', { class: 'pt-tags', 'aria-label': text.chat.tags }, ...message.tags.map((tag) => h('li', { class: 'pt-tag' }, tag)))
  }
  return rules.tags.length > 0 && tagChips(rules.tags, message.tags, text.chat.tags, actions.toggleTag)
}

export function tagChips(all: readonly string[], chosen: readonly string[], label: string, toggle: (tag: string) => void): HTMLElement {
  const chips = all.map((tag) => button(tag, {
    class: 'pt-tag pt-tag-toggle', 'aria-pressed': String(chosen.includes(tag)), 'data-action': `tag:${tag}`,
  }, () => toggle(tag)))
  return h('div', { class: 'pt-tags', role: 'group', 'aria-label': label }, ...chips)
}

const act = (name: IconName, label: string, run: () => void, enabled = true) =>
  button(icon(name), { class: 'pt-tool', 'aria-label': label, title: label, 'data-action': name, disabled: !enabled }, run)

function actionRow({ message, count, rules, text }: TurnLook, index: number, actions: TurnActions): HTMLElement {
  const turn = index + 1
  const editable = rules.editable(message.role)
  const roles = rules.roles.filter((role) => role !== message.role)
  return h('div', { class: 'pt-turn-actions', role: 'group', 'aria-label': text.chat.actions(turn) },
    editable && act('edit', text.chat.edit(turn), actions.edit),
    act('up', text.chat.up(turn), () => actions.move(-1), index > 0),
    act('down', text.chat.down(turn), () => actions.move(1), index < count - 1),
    ...roles.slice(0, editable ? 3 : 0).map((role) => button(text.chat.asRole(roleName(role, text)), {
      class: 'pt-small', 'data-action': `role:${role}`,
    }, () => actions.changeRole(role))),
    editable && act('remove', text.chat.remove(turn), actions.remove))
}
