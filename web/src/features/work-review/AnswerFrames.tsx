import { type ReactNode, useRef, useState } from 'react'
import type { Node, Pyramid, Region, TaskData } from '@/api/types'
import { cx } from '@/lib/cx'
import type { Making } from '@/tools/making/port'
import type { Pin } from '@/tools/types'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'
import { useT } from '@/work/i18n'

/** The other of two answers: only to be looked at. */
export type OtherAnswer = {
  title: string
  ownTitle: string
  regions: readonly Region[]
  /** The answer beside it, where it is marked what that one has otherwise. */
  compareWith?: readonly Region[] | undefined
  pins: readonly Pin[]
}

type Props = { frameKey: string; tree: Node; data: TaskData; pyramids: readonly Pyramid[] | undefined; making: Making; other: OtherAnswer | null; children: ReactNode }

/** The answer in hand, and the other one beside it; where there is no room for two, both lie in one place and are turned over. */
export function AnswerFrames({ frameKey, tree, data, pyramids, making, other, children }: Props) {
  const t = useT()
  const handle = useRef<InterfaceHandle | null>(null)
  const [turned, setTurned] = useState(false)
  // Hidden and not taken away: it keeps its size, so that both are seen at the very same place. Clear too, since a picture in it makes itself visible.
  const frame = (isHidden: boolean, border: string) => cx('min-w-0 rounded-card border p-3 max-md:[grid-area:1/1]', border, isHidden && 'max-md:pointer-events-none max-md:invisible max-md:opacity-0')
  return (
    <>
      {other && (
        <div role="group" aria-label={t('review_view_beside')} className="sticky top-13 z-10 mb-2 grid grid-cols-2 overflow-hidden rounded-card border border-line-strong bg-card md:hidden">
          {[true, false].map((isOther) => (
            <button
              key={String(isOther)}
              type="button"
              aria-pressed={turned === isOther}
              onClick={() => setTurned(isOther)}
              className={cx('min-h-11 px-2 text-sm text-ink', turned === isOther ? 'bg-accent-soft font-bold' : 'hover:bg-sunken')}
            >
              {isOther ? other.title : other.ownTitle}
            </button>
          ))}
        </div>
      )}
      <div className={other ? 'grid gap-4 md:grid-cols-2' : undefined}>
        {other && (
          <section key="other" aria-label={other.title} className={frame(!turned, 'border-line bg-sunken')}>
            <h2 className="mb-2 text-sm font-bold text-muted max-md:sr-only">{other.title}</h2>
            <ToolFrame
              frameKey={`${frameKey}.other`}
              handle={handle}
              label={other.title}
              tree={tree}
              data={data}
              pyramids={pyramids}
              value={other.regions}
              making={making}
              readonly
              compareWith={other.compareWith}
              compareSide={other.compareWith && 'before'}
              pins={other.pins}
            />
          </section>
        )}
        <section key="own" aria-label={other?.ownTitle} className={other ? frame(turned, 'border-accent') : 'min-w-0'}>
          {other && <h2 className="mb-2 text-sm font-bold text-accent max-md:sr-only">{other.ownTitle}</h2>}
          {children}
        </section>
      </div>
    </>
  )
}
