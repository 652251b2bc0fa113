import type { Estimate } from '@/api/quality-types'
import { getLocale } from '@/lib/i18n'

/** A share as percent: `94.2%`. */
export const share = (value: number, digits = 1): string => value.toLocaleString(getLocale(), { style: 'percent', maximumFractionDigits: digits })

/** A share that was worked out with bounds: `87% (80–92%)`. */
export const estimateText = ({ value, low, high }: Estimate): string => `${share(value, 0)} (${Math.round(low * 100)}–${share(high, 0)})`

/** A number without needless digits. */
export const decimal = (value: number, digits = 2): string => value.toLocaleString(getLocale(), { maximumFractionDigits: digits })
