import { pauseFigures } from '@/api/pause-figures'
import type { Pause } from '@/api/quality-types'
import { getLocale } from '@/lib/i18n'
import type { WorkTranslate } from '@/work/i18n'

const short = (value: number): string => value.toLocaleString(getLocale(), { maximumFractionDigits: 1 })

/** Why somebody is paused, sent to training or warned, in plain words with the figures that were seen. */
export function reasonText({ cause, figures }: Pick<Pause, 'cause' | 'figures'>, t: WorkTranslate): string {
  const { seen, percent, threshold } = pauseFigures({ figures })
  if (cause === 'requester') return t('pause_requester')
  if (cause === 'skips_in_row') return seen === null ? t('pause_skips_in_row') : t('pause_skips_in_row_seen', { seen })
  if (seen === null || percent === null || threshold === null) return t(`pause_${cause}`)
  return t(`pause_${cause}_seen`, { seen, percent: short(percent), threshold: short(threshold) })
}
