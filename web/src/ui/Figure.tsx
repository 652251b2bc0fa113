import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { Button } from './Button'
import { useT } from './strings'

/** The room a drawing has, so that its text keeps its size on a phone. */
function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(600)
  useEffect(() => {
    const element = place.current
    if (!element || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(([entry]) => {
      const room = Math.round(entry?.contentRect.width ?? 0)
      if (room > 0) setWidth(room)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [place, width]
}

type Props = {
  title: ReactNode
  /** One sentence that says what the picture shows, for those who do not see it. */
  summary: string
  /** The same as a real table. */
  table: ReactNode
  legend?: ReactNode
  children: (descriptionId: string, width: number) => ReactNode
}

/** The frame of every drawing: title, the switch to a table of the same figures, and a description. */
export function Figure({ title, summary, table, legend, children }: Props) {
  const [place, width] = useWidth()
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const t = useT()
  return (
    <figure className="grid gap-2 *:min-w-0">
      <figcaption className="flex flex-wrap items-center justify-between gap-2">
        <span className="font-semibold">{title}</span>
        <Button size="small" kind="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {t(asTable ? 'view_as_chart' : 'view_as_table')}
        </Button>
      </figcaption>
      <p id={id} className="sr-only">
        {summary}
      </p>
      <div ref={place}>{asTable ? table : children(id, width)}</div>
      {!asTable && legend}
    </figure>
  )
}
