import { pauseFigures } from '@/api/pause-figures'
import type { Pause } from '@/api/quality-types'
import { decimal } from './format'
import type { useT } from './texts'

type T = ReturnType<typeof useT>

/** What was seen, with figures, or a manager's own words; null where nothing more is known than the cause. */
export function seenText(pause: Pick<Pause, 'cause' | 'figures'>, t: T): string | null {
  const { seen, percent, threshold, reason } = pauseFigures(pause)
  if (pause.cause === 'requester') return reason
  if (pause.cause === 'skips_in_row') return seen === null ? null : t('seen_skips_in_row', { seen })
  if (seen === null || percent === null || threshold === null) return null
  return t(`seen_${pause.cause}`, { seen, percent: decimal(percent, 1), threshold: decimal(threshold, 1) })
}
