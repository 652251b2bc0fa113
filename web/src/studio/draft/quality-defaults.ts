import type { ProjectDraft } from '@/api/types'
import type { Collector, QualitySettings, Rule } from '@/api/quality-types'

/** What a project has until somebody decides otherwise: as many answers as ordered, and a share inspected. */
export const plainQuality: QualitySettings = {
  overlap: 'fixed',
  answers_min: 1,
  margin: 2,
  target_permille: 950,
  inspection: 'share',
  gold_percent: 0,
  training_tasks: 0,
  inspector_gold_percent: 0,
  grow_gold: false,
  use_predictions: false,
}

const goldRule: Rule = { collector: 'gold_accuracy', window: 10, at_least: 5, threshold_percent: 60, action: 'pause', hours: 24 }

/** Inspectors whose verdicts tell right from wrong by less than two fifths, as known answers show. */
export const inspectorRule: Rule = { collector: 'information', window: 10, at_least: 6, threshold_percent: 40, action: 'pause', hours: 0, role: 'inspect' }

/** What a new rule says for each thing that can be looked at. */
export const freshRule: Record<Collector, Rule> = {
  gold_accuracy: goldRule,
  agreement: { collector: 'agreement', window: 20, at_least: 10, threshold_percent: 60, action: 'train', hours: 24 },
  skips_in_row: { collector: 'skips_in_row', window: 10, at_least: 10, threshold_percent: 100, action: 'warn', hours: 24 },
  information: { collector: 'information', window: 50, at_least: 20, threshold_percent: 10, action: 'pause', hours: 0 },
}

export type Plan = Pick<ProjectDraft, 'answers_per_task' | 'inspect_percent' | 'quality' | 'rules'>
export type PresetName = 'simple' | 'careful' | 'balanced' | 'lean'

/** Ways to start from: what is bought for a task, and how its people are measured. */
export const presets: Record<PresetName, Plan> = {
  simple: { answers_per_task: 1, inspect_percent: 100, quality: plainQuality, rules: [] },
  careful: {
    answers_per_task: 5,
    inspect_percent: 100,
    quality: { ...plainQuality, overlap: 'adaptive', answers_min: 2, target_permille: 990, inspection: 'lots', gold_percent: 10, training_tasks: 5, inspector_gold_percent: 5 },
    rules: [{ ...goldRule, threshold_percent: 70 }, freshRule.agreement, inspectorRule],
  },
  balanced: {
    answers_per_task: 5,
    inspect_percent: 100,
    quality: { ...plainQuality, overlap: 'adaptive', answers_min: 1, inspection: 'doubt', gold_percent: 5, training_tasks: 3, inspector_gold_percent: 5, grow_gold: true },
    rules: [goldRule, inspectorRule],
  },
  lean: {
    answers_per_task: 3,
    inspect_percent: 0,
    quality: { ...plainQuality, overlap: 'adaptive', target_permille: 900, gold_percent: 5, grow_gold: true, use_predictions: true },
    rules: [goldRule],
  },
}

/** Compares by content, whatever the order of members. */
export const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
      : value

/** Which preset a plan is, if it is one to the letter. */
export function presetOf(plan: Plan): PresetName | null {
  const names = Object.keys(presets) as PresetName[]
  return names.find((name) => (Object.keys(presets[name]) as (keyof Plan)[]).every((field) => isSame(presets[name][field], plan[field]))) ?? null
}
