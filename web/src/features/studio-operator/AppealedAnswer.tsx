import type { Appeal } from '@/api/types'

/** The refused answer as it was sent. The operator's list carries no task data, so the regions are shown as they are. */
export function AppealedAnswer({ appeal }: { appeal: Appeal }) {
  return (
    <pre tabIndex={0} role="region" aria-label={appeal.assignment_id} className="max-h-72 overflow-auto rounded-card bg-sunken p-3 text-sm">
      {JSON.stringify(
        appeal.answer.regions.map(({ from_name: fromName, value }) => ({ from_name: fromName, ...value })),
        null,
        2,
      )}
    </pre>
  )
}
