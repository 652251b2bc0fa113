import { useEffect, useInsertionEffect } from 'react'
import { type Hotkey, HotkeyRegistry } from '@/tools/hotkeys'
import { useMe } from './session'
import { settingsOf } from './settings'

const registry = new HotkeyRegistry()

/**
 * The page's one registry with a screen's own keys in it, switched on and off by the person's setting. They are registered before
 * the tool's (insertion effects run first of all), so that the tool is asked first: Enter draws while a picture has the focus.
 * Keep the array stable.
 */
export function useHotkeyRegistry(hotkeys: readonly Hotkey[]): HotkeyRegistry {
  const enabled = settingsOf(useMe()).hotkeys
  useInsertionEffect(() => registry.register(hotkeys), [hotkeys])
  useEffect(() => registry.setEnabled(enabled), [enabled])
  return registry
}
