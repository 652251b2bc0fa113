import { pauseFigures } from '@/api/pause-figures'
import type { Pause } from '@/api/quality-types'
import { getLocale } from '@/lib/i18n'
import type { useT } from '@/work/i18n'

type T = ReturnType<typeof useT>
const measured = ['gold_accuracy', 'agreement', 'information', 'return_rate'] as const
const short = (value: number): string => value.toLocaleString(getLocale(), { maximumFractionDigits: 1 })

/** Why somebody is paused, in plain words with the figures that were seen. */
export function reasonText(pause: Pick<Pause, 'cause' | 'figures'>, t: T): string {
  const { seen, percent, threshold } = pauseFigures(pause)
  if (pause.cause === 'requester') return t('pause_requester')
  if (pause.cause === 'skips_in_row') return seen === null ? t('pause_skips_in_row') : t('pause_skips_in_row_seen', { seen })
  const cause = measured.find((one) => one === pause.cause)
  if (!cause) return t('pause_other')
  if (seen === null || percent === null || threshold === null) return t(`pause_${cause}`)
  return t(`pause_${cause}_seen`, { seen, percent: short(percent), threshold: short(threshold) })
}
