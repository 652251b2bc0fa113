/** Reading, limiting and stepping a number. Pure; the same rules as on the server. */
import { attribute } from '../node'
import type { ConfigNode } from '../types'

export interface NumberLimits {
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  /** Undefined: any number is taken, and the buttons go by 1. */
  readonly step: number | undefined
}

export type NumberProblem = 'outside' | 'between'

export function limitsOf(node: ConfigNode): NumberLimits {
  const number = (name: string) => read(attribute(node, name) ?? '') ?? undefined
  return { minimum: number('min'), maximum: number('max'), step: number('step') }
}

/** What a person typed; a decimal comma counts as a point. Null for nothing or nonsense. */
export function read(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}

export function problemOf(value: number | undefined, { minimum, maximum, step }: NumberLimits): NumberProblem | null {
  if (value === undefined) return null
  if ((minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum)) return 'outside'
  if (step === undefined) return null
  const steps = (value - (minimum ?? 0)) / step
  return Math.abs(steps - Math.round(steps)) > 1e-6 ? 'between' : null
}

/** One step up or down, on the grid of steps and within the limits; the first step starts from the minimum or 0. */
export function stepped(value: number | undefined, by: 1 | -1, { minimum, maximum, step = 1 }: NumberLimits): number {
  const origin = minimum ?? 0
  if (value === undefined) return origin
  const at = (value - origin) / step
  const next = by > 0 ? Math.floor(at + 1e-6) + 1 : Math.ceil(at - 1e-6) - 1
  const decimals = Math.max(decimalsOf(step), decimalsOf(origin))
  const wanted = Number((origin + next * step).toFixed(decimals))
  return Math.min(Math.max(wanted, minimum ?? -Infinity), maximum ?? Infinity)
}

function decimalsOf(value: number): number {
  return String(value).split('.')[1]?.length ?? 0
}
