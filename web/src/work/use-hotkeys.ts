import { useEffect, useInsertionEffect } from 'react'
import { chordText, type Hotkey, HotkeyRegistry, parseChord, setOwnKeys } from '@/tools/hotkeys'
import { useMe } from './session'
import { settingsOf } from './settings'

const registry = new HotkeyRegistry()

/**
 * The page's one registry with a screen's own keys in it, switched on and off by the person's setting. They are registered before
 * the tool's (insertion effects run first of all), so that the tool is asked first: Enter draws while a picture has the focus.
 * Keep the array stable.
 */
export function useHotkeyRegistry(hotkeys: readonly Hotkey[]): HotkeyRegistry {
  const { hotkeys: enabled, keys } = settingsOf(useMe())
  useInsertionEffect(() => registry.register(hotkeys), [hotkeys])
  // Before the tools are built, whose buttons show them.
  useInsertionEffect(() => setOwnKeys(keys), [keys])
  useEffect(() => registry.setEnabled(enabled), [enabled])
  return registry
}

/** What is printed on the key that does something: the person's own or the usual one. */
export const keyText = (keys: Readonly<Record<string, string>>, id: string, usual: string): string => chordText(parseChord(keys[id] ?? '') ?? usual)
