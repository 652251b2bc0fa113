import type { Me } from '@/api/types'

export type TextSize = 'normal' | 'large' | 'larger'
/** How a person wants the app to behave; lives in `Me.settings`, so it follows them to another device. */
export type Settings = { hotkeys: boolean; autoAdvance: boolean; textSize: TextSize }

export function settingsOf(me: Me | null | undefined): Settings {
  const stored = me?.settings ?? {}
  const size = stored.text_size
  return {
    hotkeys: stored.hotkeys !== false,
    autoAdvance: stored.auto_advance !== false,
    textSize: size === 'large' || size === 'larger' ? size : 'normal',
  }
}

export const toStored = (settings: Settings): Record<string, unknown> => ({
  hotkeys: settings.hotkeys,
  auto_advance: settings.autoAdvance,
  text_size: settings.textSize,
})
