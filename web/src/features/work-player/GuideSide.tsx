import { type ReactNode, Suspense } from 'react'
import type { Guide } from '@/api/types'
import { GuidePanel } from '@/work/GuidePanel'

/** The guide, and what stands beside it: examples, questions and answers. */
export function GuideSide({ guide, clause, visit, extras }: { guide: Guide; clause: string | null; visit: number; extras: ReactNode }) {
  return (
    <>
      <GuidePanel guide={guide} clause={clause} visit={visit} />
      <Suspense>{extras}</Suspense>
    </>
  )
}
