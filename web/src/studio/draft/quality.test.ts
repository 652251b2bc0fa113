import { describe, expect, it } from 'vitest'
import { emptyDraft, changesOf } from './draft'
import { freshRule, inspectorRule, presetOf, presets } from './quality-defaults'
import { catalogues } from './quality-texts'
import { withNumber, withRole } from './RulesEditor'
import { partsOf } from './sentence'

describe('the sentence of a rule', () => {
  it('falls into words and gaps in the order of its language', () => {
    expect(partsOf('If {at_least} tasks are skipped in a row,')).toEqual([{ words: 'If ' }, { gap: 'at_least' }, { words: ' tasks are skipped in a row,' }])
    expect(partsOf('{a}{b} c')).toEqual([{ gap: 'a' }, { gap: 'b' }, { words: ' c' }])
  })
  it('has a gap for every number that its collector reads, in both languages', () => {
    for (const language of [catalogues.ko, catalogues.en]) {
      const gaps = (collector: keyof typeof freshRule) => partsOf(language[`rule_${collector}`]).flatMap((part) => ('gap' in part ? [part.gap] : []))
      expect(gaps('gold_accuracy').toSorted()).toEqual(['at_least', 'threshold_percent', 'window'])
      expect(gaps('agreement').toSorted()).toEqual(['at_least', 'threshold_percent', 'window'])
      expect(gaps('information').toSorted()).toEqual(['at_least', 'threshold_percent', 'window'])
      expect(gaps('skips_in_row')).toEqual(['at_least'])
    }
  })
  it('never asks for more than is looked at', () => {
    const rule = freshRule.gold_accuracy
    expect(withNumber(rule, 'at_least', 12)).toMatchObject({ at_least: 12, window: 12 })
    expect(withNumber(rule, 'window', 3)).toMatchObject({ at_least: 3, window: 3 })
    expect(withNumber(rule, 'threshold_percent', 80)).toEqual({ ...rule, threshold_percent: 80 })
    expect(withNumber(freshRule.skips_in_row, 'at_least', 4)).toMatchObject({ at_least: 4, window: 4 })
  })
})

it('a rule is about everybody, workers or inspectors', () => {
  const rule = freshRule.gold_accuracy
  expect(withRole(rule, 'inspect')).toEqual({ ...rule, role: 'inspect' })
  expect(withRole(withRole(rule, 'work'), 'everybody')).toEqual(rule)
})

describe('presets', () => {
  it('stop inspectors who tell right from wrong too little, wherever inspectors get known answers', () => {
    for (const { quality, rules } of Object.values(presets)) {
      expect(rules.some((rule) => rule.role === 'inspect' && rule.collector === 'information')).toBe(quality.inspector_gold_percent > 0)
    }
    expect(inspectorRule).toMatchObject({ threshold_percent: 40, at_least: 6 })
  })
  it('a new project begins as the simple one', () => {
    expect(presetOf(emptyDraft('ko'))).toBe('simple')
  })
  it('are told apart, whatever the order of members', () => {
    for (const [name, plan] of Object.entries(presets)) {
      const turned = { ...plan, quality: Object.fromEntries(Object.entries(plan.quality).toReversed()) as typeof plan.quality }
      expect(presetOf(turned)).toBe(name)
    }
    expect(presetOf({ ...presets.lean, answers_per_task: 4 })).toBeNull()
  })
  it('stay within what the server takes', () => {
    for (const { answers_per_task: most, quality, rules } of Object.values(presets)) {
      expect(quality.answers_min).toBeLessThanOrEqual(most)
      for (const rule of rules) expect(rule.at_least).toBeLessThanOrEqual(rule.window)
    }
  })
})

it('a plan that was put back is no change', () => {
  const draft = emptyDraft('ko')
  expect(changesOf(draft, { ...draft, quality: { ...draft.quality }, rules: [] })).toEqual({})
  expect(changesOf(draft, { ...draft, ...presets.balanced })).toHaveProperty('quality.overlap', 'adaptive')
})
