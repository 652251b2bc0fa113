import type { Me } from '@/api/types'

/** How a person wants to see sensitive content; lives in `Me.settings`. */
export type SensitiveDefaults = { shows: boolean; greyscale: boolean; volumePercent: number }
export const volumes: readonly number[] = [0, 20, 50, 100]

/** Covered, in colour and quiet unless the person chose otherwise. */
export function defaultsOf(me: Me | null | undefined): SensitiveDefaults {
  const stored = (me?.settings['sensitive'] ?? {}) as Record<string, unknown>
  const volume = stored['volume_percent']
  return {
    shows: stored['shows'] === true,
    greyscale: stored['greyscale'] === true,
    volumePercent: typeof volume === 'number' && volumes.includes(volume) ? volume : 20,
  }
}

export const storedDefaults = (one: SensitiveDefaults) => ({ sensitive: { shows: one.shows, greyscale: one.greyscale, volume_percent: one.volumePercent } })
