import { lazy, Suspense, useMemo, useState } from 'react'
import type { Assignment, WorkProjectDetail } from '@/api/types'
import { Notice } from '@/ui/Badge'
import { useT } from '@/work/questions/texts'
import { useHotkeyRegistry } from '@/work/use-hotkeys'

const AskDialog = lazy(() => import('@/work/questions').then((module) => ({ default: module.AskDialog })))

/** A question from any task, by one key; and a word where one was answered. */
export function Asking({ assignment, project }: { assignment: Assignment; project: WorkProjectDetail | null }) {
  const t = useT()
  const [open, setOpen] = useState(false)
  const hotkeys = useMemo(() => [{ id: 'player.ask', chord: 'KeyQ', label: t('ask'), group: t('group'), run: () => setOpen(true) }], [t])
  useHotkeyRegistry(hotkeys)
  return (
    <>
      {project && project.my.answers_unseen > 0 && (
        <div className="mt-4">
          <Notice tone="good" title={t('answers_title')}>
            {t('answers_in_guide')}
          </Notice>
        </div>
      )}
      {open && (
        <Suspense>
          <AskDialog open onClose={() => setOpen(false)} assignmentId={assignment.assignment_id} clauses={project?.guide.clauses ?? []} />
        </Suspense>
      )}
    </>
  )
}
