import { type RefObject, useEffect, useRef, useState } from 'react'
import type { MadeFile } from '@/api/made-types'
import type { Node, Pyramid, Region, TaskData } from '@/api/types'
import { useLocale } from '@/lib/i18n'
import type { InterfaceHandle } from '@/tools/interface-view'
import type { Making } from '@/tools/making/port'
import type { Pin } from '@/tools/types'

interface Props {
  tree: Node
  data: TaskData
  /** The pictures in the data that are too large to be sent whole. */
  pyramids?: readonly Pyramid[] | undefined
  value?: readonly Region[]
  readonly?: boolean
  /** Where inspectors remarked on it. Keep the array stable. */
  pins?: readonly Pin[] | undefined
  /** Files that people made for the answer. */
  files?: readonly MadeFile[] | undefined
  /** Set to the tool while it stands, for whoever wants its value. */
  handle?: RefObject<InterfaceHandle | null> | undefined
  /** What a screen reader calls the whole. */
  label: string
}

const nothing: readonly Region[] = []

/** Made files are only looked at here. */
function looking(files: readonly MadeFile[]): Making {
  return {
    fileOf: (reference) => files.find((file) => file.reference === reference),
    upload: () => Promise.reject(new Error('read only')),
  }
}

/** The annotation tools in a React page: loaded when first needed, mounted anew when what they show changes. */
export function InterfaceView({ tree, data, pyramids, value = nothing, readonly = false, pins, files, handle: tool, label }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const locale = useLocale()
  const [failed, setFailed] = useState<string | null>(null)
  useEffect(() => {
    let handle: InterfaceHandle | null = null
    const keep = (next: InterfaceHandle | null) => {
      handle = next
      if (tool) tool.current = next
    }
    let left = false
    void import('@/tools/interface-view').then(({ mountInterface }) => {
      if (left || !place.current) return
      try {
        keep(mountInterface(place.current, { tree, data, pyramids, value, readonly, locale, pins, making: files && looking(files) }))
        setFailed(null)
      } catch (error) {
        setFailed(error instanceof Error ? error.message : String(error))
      }
    })
    return () => {
      left = true
      handle?.destroy()
      keep(null)
    }
  }, [tree, data, pyramids, value, readonly, locale, pins, files, tool])
  return (
    <>
      {failed && <p className="text-bad">{failed}</p>}
      <div ref={place} role="group" aria-label={label} />
    </>
  )
}
