import { useEffect, useState } from 'react'
import { type Hotkey, HotkeyRegistry } from '@/tools/hotkeys'
import { useMe } from './session'
import { settingsOf } from './settings'

/**
 * One registry for a screen and the tool on it, switched on and off by the person's setting. The screen's keys are registered
 * before the tool's, so that the tool is asked first (Enter draws while a picture has the focus). Keep the array stable.
 */
export function useHotkeyRegistry(hotkeys: readonly Hotkey[]): HotkeyRegistry | undefined {
  const enabled = settingsOf(useMe()).hotkeys
  const [registry, setRegistry] = useState<HotkeyRegistry>()
  useEffect(() => {
    const made = new HotkeyRegistry()
    made.register(hotkeys)
    setRegistry(made)
    return () => made.destroy()
  }, [hotkeys])
  useEffect(() => registry?.setEnabled(enabled), [registry, enabled])
  return registry
}
