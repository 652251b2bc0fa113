import type { Me } from '@/api/types'

export type TextSize = 'normal' | 'large' | 'larger'
/** How a person wants the app to behave; lives in `Me.settings`, so it follows them to another device. */
export type Settings = {
  hotkeys: boolean
  autoAdvance: boolean
  textSize: TextSize
  /** The person's own keys: id of what they do → chord, such as `player.skip` → `KeyX` or `choice.1` → `KeyJ`. */
  keys: Readonly<Record<string, string>>
}

export function settingsOf(me: Me | null | undefined): Settings {
  const stored = me?.settings ?? {}
  const size = stored.text_size
  return {
    hotkeys: stored.hotkeys !== false,
    autoAdvance: stored.auto_advance !== false,
    keys: keysOf(stored.hotkey_map),
    textSize: size === 'large' || size === 'larger' ? size : 'normal',
  }
}

export const toStored = (settings: Settings): Record<string, unknown> => ({
  hotkeys: settings.hotkeys,
  auto_advance: settings.autoAdvance,
  text_size: settings.textSize,
  hotkey_map: settings.keys,
})

function keysOf(stored: unknown): Record<string, string> {
  if (!stored || typeof stored !== 'object') return {}
  return Object.fromEntries(Object.entries(stored).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}
