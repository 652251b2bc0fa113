/** What stands in the way of sending an answer, said before the server says it, in the reader's language. Pure. */
import { strings } from '../base'
import { characterCount, contentCount } from '../characters'
import { messageOf, rulesOf, turnProblem, type Message } from '../chat/model'
import { attribute, flag } from '../node'
import { limitsOf, missing, textsOf } from '../text-area/model'
import type { Strings } from '../strings'
import type { Problem, Region, TaskData } from '../types'
import type { Control } from './config'
import { writingProblem } from './writing'
import { isShown, liveRegions, type Situation } from './visibility'

export function problemsOf(controls: readonly Control[], regions: readonly Region[], text: Strings, data: TaskData = {}): Problem[] {
  const situation = { controls, regions: liveRegions(controls, regions) }
  return controls.flatMap((control) => {
    const own = situation.regions.filter((region) => region.from_name === control.name)
    const required = control.perRegion ? unanswered(control, own, situation, text) : demanded(control, own, situation, text)
    return [...required, ...valueProblems(control, own, text), ...writingProblems(control, own, text, data)]
  })
}

function demanded(control: Control, own: readonly Region[], situation: Situation, text: Strings): Problem[] {
  if (own.some((region) => isFilled(control, region)) || !isShown(control, situation)) return []
  const needed = control.required || (control.kind === 'chatmessage' && rulesOf(control.node).messagesMin > 0)
  return needed ? [{ from_name: control.name, code: 'required', message: requiredMessage(control, text) }] : []
}

function unanswered(control: Control, own: readonly Region[], situation: Situation, text: Strings): Problem[] {
  if (!control.required) return []
  const missingOnes = situation.regions.filter((region) => {
    const owner = situation.controls.find((candidate) => candidate.name === region.from_name)
    // What carries labels of its own needs none from a control that only labels.
    const labelled = control.tool.labelKey && owner?.tool.labelKey && strings(region, owner.tool.labelKey).length > 0
    return owner?.draws && !labelled && region.to_name === control.toName && isShown(control, situation, region.id) &&
      !own.some((answer) => answer.id === region.id && isFilled(control, answer))
  })
  if (missingOnes.length === 0) return []
  const message = attribute(control.node, 'requiredMessage') || text.problems.perRegion(missingOnes.length)
  return [{ from_name: control.name, code: 'required', message }]
}

function requiredMessage(control: Control, text: Strings): string {
  return attribute(control.node, 'requiredMessage')?.trim() || text.problems[control.tool.ask]
}

function isFilled(control: Control, region: Region): boolean {
  switch (control.kind) {
    case 'textarea': return textsOf([region]).some((item) => item.trim() !== '')
    case 'chatmessage': return messageOf(region).content.trim() !== ''
    default: return control.tool.isFilled?.(region) ?? true
  }
}

function valueProblems(control: Control, own: readonly Region[], text: Strings): Problem[] {
  if (control.kind === 'textarea') return textProblems(control, own, text)
  return control.kind === 'chatmessage' && own.length > 0 ? chatProblems(control, own, text) : []
}

function writingProblems(control: Control, own: readonly Region[], text: Strings, data: TaskData): Problem[] {
  if (control.kind !== 'textarea' && control.kind !== 'chatmessage') return []
  const texts = control.kind === 'textarea' ? textsOf(own) : own.map((region) => messageOf(region).content)
  return texts.flatMap((item, index): Problem[] => {
    const problem = writingProblem(control.node, control.perRegion, item, data)
    if (!problem) return []
    const { writing, turn } = text.problems
    const why = problem === 'language' ? writing.language(languageName(attribute(control.node, 'language') ?? '', text.code)) : writing[problem]
    return [{ from_name: control.name, code: 'invalid', message: control.kind === 'textarea' ? why : turn(index + 1, why.replace(/\.$/, '')) }]
  })
}

function languageName(code: string, locale: string): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code
}

function textProblems(control: Control, own: readonly Region[], text: Strings): Problem[] {
  const limits = limitsOf(control.node)
  const texts = textsOf(own)
  return texts.flatMap((item, index): Problem[] => {
    const repeated = flag(control.node, 'skipDuplicates') && texts.indexOf(item) < index
    if (repeated) return [{ from_name: control.name, code: 'repeated', message: text.problems.repeated(item) }]
    const by = missing(item, limits)
    if (by > 0) return [{ from_name: control.name, code: 'too_short', message: text.problems.tooShort(limits.minimum, contentCount(item)) }]
    if (by < 0) return [{ from_name: control.name, code: 'too_long', message: text.problems.tooLong(limits.maximum ?? 0, contentCount(item)) }]
    return []
  })
}

function chatProblems(control: Control, own: readonly Region[], text: Strings): Problem[] {
  const rules = rulesOf(control.node)
  const count = own.length
  const problems: Problem[] = own.flatMap((region, index) => turnProblems(control, messageOf(region), index, text))
  if (count < rules.messagesMin) problems.push({ from_name: control.name, code: 'too_few', message: text.problems.tooFew(rules.messagesMin, count) })
  if (count > rules.messagesMax) problems.push({ from_name: control.name, code: 'too_many', message: text.problems.tooMany(rules.messagesMax, count) })
  return problems
}

function turnProblems(control: Control, message: Message, index: number, text: Strings): Problem[] {
  const rules = rulesOf(control.node)
  const problem = turnProblem(message, rules)
  if (!problem) return []
  const length = characterCount(message.content.trim())
  const why = {
    blank: text.chat.blank,
    no_tag: text.chat.noTag,
    too_short: text.chat.tooShort(rules.lengthMin, length),
    too_long: text.chat.tooLong(rules.lengthMax, length),
  }[problem]
  const code = problem === 'too_long' ? 'too_long' : problem === 'too_short' ? 'too_short' : 'required'
  return [{ from_name: control.name, code, message: text.problems.turn(index + 1, why) }]
}
