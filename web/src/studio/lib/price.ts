/** What an order costs and what it pays, worked out while the requester types. Money is in minor units. */
import type { QualitySettings } from '@/api/quality-types'

/** ₩ an hour, the Korean minimum wage of 2026. */
export const MINIMUM_WAGE_2026_MINOR = 10_320

export interface PriceInput {
  readonly reward_minor: number
  readonly inspection_reward_minor: number
  readonly answers_per_task: number
  readonly inspect_percent: number
  readonly max_rounds: number
  readonly fee_percent: number
  readonly quality: Pick<QualitySettings, 'overlap' | 'answers_min' | 'margin' | 'inspection' | 'gold_percent'>
}

/** Whether any answer may be inspected: by lots and by doubt it may always be. */
export const mayInspect = (input: Pick<PriceInput, 'inspect_percent'> & { readonly quality: Pick<QualitySettings, 'inspection'> }): boolean =>
  input.quality.inspection !== 'share' || input.inspect_percent > 0

/** Whether a task may end without a clear answer, so that somebody decides: a person of the inspecting audience. */
export const mayDisagree = (input: Pick<PriceInput, 'quality'>): boolean => input.quality.overlap !== 'fixed'

/** The fewest answers a task can end with. */
export function fewestAnswers({ answers_per_task: most, quality }: Pick<PriceInput, 'answers_per_task' | 'quality'>): number {
  if (quality.overlap === 'fixed') return most
  const least = quality.overlap === 'margin' ? Math.max(quality.answers_min, quality.margin) : quality.answers_min
  return Math.min(least, most)
}

/** What a decision between people who differ costs, fee included; nothing where none is bought. */
export const priceOfDecision = (input: PriceInput): number => (input.quality.inspection === 'doubt' && input.answers_per_task > 1 ? withFee(input.inspection_reward_minor, input.fee_percent) : 0)

/** The most that one task can cost, fee included: every answer inspected in every round, and a decision at the end. */
export function pricePerTaskAtMost(input: PriceInput): number {
  const inspections = mayInspect(input) ? input.max_rounds + 1 : 0
  return input.answers_per_task * priceOfAnswer(input, inspections) + priceOfDecision(input)
}

/** The least that one task can cost: the fewest answers, and inspections only where every answer has one. */
export function pricePerTaskAtLeast(input: PriceInput): number {
  const always = input.quality.inspection === 'share' && input.inspect_percent === 100
  return fewestAnswers(input) * priceOfAnswer(input, always ? 1 : 0)
}

/** What known tasks add to the answers of an order, in percent: they are paid like any other. */
export function goldAddsPercent(goldPercent: number): number {
  return goldPercent >= 100 ? 0 : Math.round((goldPercent / (100 - goldPercent)) * 100)
}

function priceOfAnswer(input: PriceInput, inspections: number): number {
  return withFee(input.reward_minor, input.fee_percent) + inspections * withFee(input.inspection_reward_minor, input.fee_percent)
}

/** An amount with the platform's fee on it. */
export function withFee(amount: number, percent: number): number {
  return amount + Math.floor((amount * percent) / 100)
}

/** What a worker earns in an hour of work without a pause. */
export function hourlyAt(rewardMinor: number, secondsPerAnswer: number): number {
  return secondsPerAnswer > 0 ? Math.floor((rewardMinor * 3600) / secondsPerAnswer) : 0
}

/** The smallest reward that pays at least the minimum wage at this speed. */
export function fairReward(secondsPerAnswer: number): number {
  return Math.ceil((MINIMUM_WAGE_2026_MINOR * secondsPerAnswer) / 3600)
}
