/** What an order costs and what it pays, worked out while the requester types. Money is in minor units. */

/** ₩ an hour, the Korean minimum wage of 2026. */
export const MINIMUM_WAGE_2026_MINOR = 10_320

export interface PriceInput {
  readonly reward_minor: number
  readonly inspection_reward_minor: number
  readonly answers_per_task: number
  readonly inspect_percent: number
  readonly max_rounds: number
  readonly fee_percent: number
}

/** The most that one task can cost, fee included: every answer inspected in every round. */
export function pricePerTaskAtMost(input: PriceInput): number {
  const inspections = input.inspect_percent > 0 ? input.max_rounds + 1 : 0
  const each = withFee(input.reward_minor, input.fee_percent) + inspections * withFee(input.inspection_reward_minor, input.fee_percent)
  return each * input.answers_per_task
}

function withFee(amount: number, percent: number): number {
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
