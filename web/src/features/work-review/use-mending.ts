import { type RefObject, useMemo, useState } from 'react'
import type { Node, Region, TaskData } from '@/api/types'
import { differenceOf } from '@/tools/compare/difference'
import { controlsOf } from '@/tools/interface/config'
import type { InterfaceHandle } from '@/work/ToolFrame'

export type Mending = {
  /** What the inspector has made of the answer; null until something was changed. */
  mended: readonly Region[] | null
  /** In how many places it is other than the answer. */
  changes: number
  canUndo: boolean
  canRedo: boolean
  onChange: (regions: Region[]) => void
  undo: () => void
  redo: () => void
  /** Mending is left for now; the steps back are gone with the tool. */
  leave: () => void
  /** How much of what stands in the tool now is other than the answer. */
  changesNow: () => number
}

/** The inspector's own version of an answer while it is being mended. It stays when mending is left and taken up again. */
export function useMending(tool: RefObject<InterfaceHandle | null>, tree: Node, data: TaskData, answer: readonly Region[], start: readonly Region[] | null): Mending {
  const [mended, setMended] = useState(start)
  const [steps, setSteps] = useState({ canUndo: false, canRedo: false })
  const controls = useMemo(() => controlsOf(tree, data), [tree, data])
  const count = (regions: readonly Region[]) => differenceOf(controls, answer as never, regions as never).length
  const look = () => setSteps({ canUndo: tool.current?.canUndo() ?? false, canRedo: tool.current?.canRedo() ?? false })
  return {
    mended,
    changes: mended ? count(mended) : 0,
    ...steps,
    onChange: (regions) => {
      setMended(regions)
      look()
    },
    leave: () => setSteps({ canUndo: false, canRedo: false }),
    undo: () => tool.current?.undo(),
    redo: () => tool.current?.redo(),
    changesNow: () => count((tool.current?.getValue() ?? []) as unknown as Region[]),
  }
}
