import { pauseFigures } from '@/api/pause-figures'
import type { Pause } from '@/api/quality-types'
import { decimal } from './format'
import type { useT } from './texts'

type T = ReturnType<typeof useT>

const causes = ['gold_accuracy', 'agreement', 'skips_in_row', 'information', 'return_rate', 'requester'] as const

/** Why somebody is paused, in a few words. */
export function causeText(pause: Pick<Pause, 'cause'>, t: T): string {
  const cause = causes.find((one) => one === pause.cause)
  return t(cause ? `cause_${cause}` : 'cause_other')
}

/** What was seen, with figures; a manager's own words; null where nothing more is known. */
export function seenText(pause: Pick<Pause, 'cause' | 'figures'>, t: T): string | null {
  const { seen, percent, threshold } = pauseFigures(pause)
  const reason = pause.figures['reason']
  if (pause.cause === 'requester') return typeof reason === 'string' && reason !== '' ? reason : null
  if (pause.cause === 'skips_in_row') return seen === null ? null : t('seen_skips_in_row', { seen })
  const cause = (['gold_accuracy', 'agreement', 'information', 'return_rate'] as const).find((one) => one === pause.cause)
  if (!cause || seen === null || percent === null || threshold === null) return null
  return t(`seen_${cause}`, { seen, percent: decimal(percent, 1), threshold: decimal(threshold, 1) })
}
