import '@/tools/tools.css'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Node, Pyramid, Region, TaskData } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import { mountInterface, type InterfaceHandle } from '@/tools/interface-view'
import type { HotkeyRegistry } from '@/tools/hotkeys'
import type { Making } from '@/tools/making/port'
import type { Pin, Place } from '@/tools/types'
import { withOwnKeys } from './own-keys'
import { useMe } from './session'
import { settingsOf } from './settings'

export type { InterfaceHandle }
export type ToolFrameProps = {
  /** A new key is a new task: the tool is built anew, in the same frame. */
  frameKey: string
  tree: Node
  data: TaskData
  /** The pictures in the data that are too large to be sent whole. */
  pyramids?: readonly Pyramid[] | undefined
  value: readonly Region[]
  readonly?: boolean
  /** Where somebody remarked on it. Keep the array stable. */
  pins?: readonly Pin[]
  compareWith?: readonly Region[] | undefined
  /** Where this one of two answers stands; see `InterfaceOptions`. */
  compareSide?: 'before' | 'after' | undefined
  pickRegion?: boolean
  autoSubmit?: boolean
  hotkeys?: HotkeyRegistry | undefined
  /** Sends what is made with camera and recorder, and knows what was made. */
  making?: Making | undefined
  onChange?: (value: Region[]) => void
  onSubmitRequest?: () => void
  onPick?: (place: Place) => void
  /** Set to the tool while it stands. */
  handle: RefObject<InterfaceHandle | null>
  label: string
}

const labelRadios = '.pt-labels[role="radiogroup"] [role="radio"]'

/** The label that is drawn with, by its name on the screen. */
const labelInHand = (place: HTMLElement): string | null => place.querySelector(`${labelRadios}[aria-checked="true"] > span`)?.textContent ?? null

/** Takes the same label up again in the next task, where it exists: whoever marks one kind of thing chooses it once. */
function takeLabel(place: HTMLElement, name: string): void {
  for (const radio of place.querySelectorAll<HTMLElement>(labelRadios)) {
    if (radio.querySelector('span')?.textContent === name && radio.getAttribute('aria-checked') !== 'true') radio.click()
  }
}

const noPins: readonly Pin[] = []

/** The annotation tools within React. The tool owns its value; `value` is only where it starts. */
export function ToolFrame(props: ToolFrameProps) {
  const { frameKey, readonly = false, pickRegion = false, compareWith, compareSide, autoSubmit = false, hotkeys, handle, label, pins = noPins } = props
  const place = useRef<HTMLDivElement>(null)
  const locale = useLocale()
  // As text, since the same keys come in a new object with every word from the server.
  const ownKeys = JSON.stringify(settingsOf(useMe()).keys)
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const lastKey = useRef<string | null>(null)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const { tree, data, pyramids, value, pins: first, making } = latest.current
    // Only a new task starts over; a change of mode or language keeps what was done so far.
    const start = lastKey.current === frameKey && handle.current ? handle.current.getValue() : [...value]
    const label = lastKey.current === null || lastKey.current === frameKey ? null : labelInHand(element)
    lastKey.current = frameKey
    handle.current?.destroy()
    handle.current = mountInterface(element, {
      tree: withOwnKeys(tree, JSON.parse(ownKeys) as Record<string, string>),
      data,
      pyramids,
      value: start as never,
      readonly,
      pickRegion,
      autoSubmit,
      locale,
      hotkeys,
      making,
      pins: first ?? [],
      compareWith: compareWith as never,
      compareSide,
      onChange: (next) => latest.current.onChange?.(next as unknown as Region[]),
      onSubmitRequest: () => latest.current.onSubmitRequest?.(),
      onPick: (picked) => latest.current.onPick?.(picked),
    })
    if (label && !readonly) takeLabel(element, label)
  }, [frameKey, readonly, pickRegion, compareWith, compareSide, autoSubmit, hotkeys, locale, ownKeys, handle])
  useLayoutEffect(() => handle.current?.setPins(pins), [handle, pins])
  useLayoutEffect(
    () => () => {
      handle.current?.destroy()
      handle.current = null
      lastKey.current = null
    },
    [handle],
  )
  return <div ref={place} role="group" aria-label={label} className="min-w-0" />
}
