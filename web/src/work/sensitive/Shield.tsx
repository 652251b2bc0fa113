import { lazy, type ReactNode, Suspense } from 'react'
import type { SensitiveWork } from '@/api/sensitive-types'
import { Loading } from '@/ui/Page'
import type { AssignmentQueue } from '../queue'

const Cover = lazy(() => import('./Cover').then((module) => ({ default: module.Cover })))

export type ShieldProps = {
  sensitive: SensitiveWork | undefined
  /** A new key is a new task: what was shown is covered again. */
  turn: string
  /** With it the person can leave. */
  queue?: AssignmentQueue
  /** Beside the task: its keys are the task's. */
  besides?: boolean
  children: ReactNode
}

/** Around the tool of a task. Nothing of a sensitive one is drawn before its cover is there; everything else passes through. */
export function Shield(props: ShieldProps) {
  if (!props.sensitive || props.sensitive.kinds.length === 0) return props.children
  return (
    <Suspense fallback={<Loading />}>
      <Cover key={props.turn} {...props} />
    </Suspense>
  )
}
