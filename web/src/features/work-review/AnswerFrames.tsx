import type { ReactNode } from 'react'
import type { Area, Node, Region, TaskData } from '@/api/types'
import { ToolFrame } from '@/work/ToolFrame'
import { useRef } from 'react'
import type { InterfaceHandle } from '@/tools/interface-view'
import type { Making } from '@/tools/making/port'

/** The other of two answers: only to be looked at. */
export type OtherAnswer = {
  title: string
  ownTitle: string
  regions: readonly Region[]
  /** The answer beside it, where it is marked what that one has otherwise. */
  compareWith?: readonly Region[] | undefined
  highlights: readonly string[]
  highlightArea: Area | null
}

type Props = { frameKey: string; tree: Node; data: TaskData; making: Making; other: OtherAnswer | null; children: ReactNode }

/** The answer in hand, and the other one beside it where there is room, above it where there is not. */
export function AnswerFrames({ frameKey, tree, data, making, other, children }: Props) {
  const handle = useRef<InterfaceHandle | null>(null)
  return (
    <div className={other ? 'grid gap-4 md:grid-cols-2' : undefined}>
      {other && (
        <section key="other" aria-label={other.title} className="min-w-0 rounded-card border border-line bg-sunken p-3">
          <h2 className="mb-2 text-sm font-bold text-muted">{other.title}</h2>
          <ToolFrame
            frameKey={`${frameKey}.other`}
            handle={handle}
            label={other.title}
            tree={tree}
            data={data}
            value={other.regions}
            making={making}
            readonly
            compareWith={other.compareWith}
            compareSide={other.compareWith && 'before'}
            highlights={other.highlights}
            highlightArea={other.highlightArea}
          />
        </section>
      )}
      <section key="own" aria-label={other?.ownTitle} className={other ? 'min-w-0 rounded-card border border-accent p-3' : 'min-w-0'}>
        {other && <h2 className="mb-2 text-sm font-bold text-accent">{other.ownTitle}</h2>}
        {children}
      </section>
    </div>
  )
}
