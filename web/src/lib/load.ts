import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'

/** What a screen knows of something loaded: maybe an older copy while a fresh one is on its way. */
export type Loaded<T> = { data: T | undefined; error: unknown; isLoading: boolean; reload: () => Promise<void> }

type Slot = { data: unknown; error: unknown; running: Promise<void> | null; listeners: Set<() => void>; version: object }
const slots = new Map<string, Slot>()

function slotOf(key: string): Slot {
  let slot = slots.get(key)
  if (!slot) {
    slot = { data: undefined, error: null, running: null, listeners: new Set(), version: {} }
    slots.set(key, slot)
  }
  return slot
}

function change(slot: Slot, part: Partial<Slot>) {
  Object.assign(slot, part, { version: {} })
  for (const listener of slot.listeners) listener()
}

function run<T>(key: string, load: () => Promise<T>): Promise<void> {
  const slot = slotOf(key)
  slot.running ??= load()
    .then((data) => change(slot, { data, error: null, running: null }))
    .catch((error: unknown) => change(slot, { error, running: null }))
  return slot.running
}

/**
 * Loads under a key and keeps the reply: the next screen with the same key shows it at once and asks again behind it.
 * `load` must depend on nothing but the key. A null key loads nothing.
 */
export function useLoad<T>(key: string | null, load: () => Promise<T>): Loaded<T> {
  const latest = useRef(load)
  useEffect(() => {
    latest.current = load
  })
  const slot = key === null ? null : slotOf(key)
  const watch = useCallback(
    (listener: () => void) => {
      const watched = key === null ? null : slotOf(key)
      watched?.listeners.add(listener)
      return () => watched?.listeners.delete(listener)
    },
    [key],
  )
  useSyncExternalStore(watch, () => slot?.version)
  const reload = useCallback(async () => {
    if (key === null) return
    // What is under way may have been answered before the change that this reload is about.
    await slotOf(key).running
    await run(key, () => latest.current())
  }, [key])
  useEffect(() => {
    if (key !== null) void run(key, () => latest.current())
  }, [key])
  return { data: slot?.data as T | undefined, error: slot?.error ?? null, isLoading: slot !== null && slot.data === undefined && !slot.error, reload }
}

/** Forgets everything, for instance when another person signs in. */
export const forgetLoaded = (): void => {
  for (const slot of slots.values()) change(slot, { data: undefined, error: null })
}
