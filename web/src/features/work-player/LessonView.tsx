import { CircleCheck, CircleX } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { SensitiveWork } from '@/api/sensitive-types'
import type { Guide, Node } from '@/api/types'
import { Notice } from '@/ui/Badge'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Page'
import { GuidePanel } from '@/work/GuidePanel'
import { useT } from '@/work/i18n'
import { PlayerFrame } from '@/work/PlayerFrame'
import type { Lesson } from '@/work/queue'
import { Shield } from '@/work/sensitive/Shield'
import { type InterfaceHandle, ToolFrame } from '@/work/ToolFrame'
import { useHotkeyRegistry } from '@/work/use-hotkeys'

const emptyTree: Node = { tag: 'View', attributes: {}, children: [] }

/** After a training task: whether it was right, what is right and why; then on by key or thumb. */
export default function LessonView({ lesson, guide, sensitive, onDone }: { lesson: Lesson; guide: Guide | undefined; sensitive: SensitiveWork | undefined; onDone: () => void }) {
  const t = useT()
  const { assignment, mine, feedback } = lesson
  const id = assignment.assignment_id
  const mineTool = useRef<InterfaceHandle | null>(null)
  const expectedTool = useRef<InterfaceHandle | null>(null)
  const go = useRef<HTMLButtonElement>(null)
  const latest = useRef(onDone)
  useEffect(() => {
    latest.current = onDone
  })
  useEffect(() => {
    window.scrollTo(0, 0)
    // With the focus here Enter and Space go on even where letters are switched off.
    go.current?.focus({ preventScroll: true })
  }, [])
  const hotkeys = useMemo(() => [{ fixed: 'page' as const, id: 'lesson.go_on', chord: 'Enter', label: t('lesson_go_on'), group: t('lesson'), run: () => latest.current() }], [t])
  useHotkeyRegistry(hotkeys)
  const tree = assignment.tree ?? emptyTree
  return (
    <PlayerFrame
      title={assignment.project_name}
      side={guide && <GuidePanel guide={guide} />}
      foot={
        <div className="mx-auto flex max-w-7xl justify-end px-3 py-2 sm:px-5">
          <Button ref={go} kind="primary" size="large" hotkey="Enter" className="flex-1 sm:max-w-80" onClick={onDone}>
            {t('lesson_go_on')}
          </Button>
        </div>
      }
    >
      <div className="grid gap-4 *:min-w-0">
        <p className="text-sm text-muted">{t('lesson')}</p>
        <div role="status">
          <Notice
            tone={feedback.right ? 'good' : 'warn'}
            title={t(feedback.right ? 'lesson_right' : 'lesson_wrong')}
            icon={feedback.right ? <CircleCheck aria-hidden="true" className="mt-0.5 size-6 shrink-0" /> : <CircleX aria-hidden="true" className="mt-0.5 size-6 shrink-0" />}
          >
            {feedback.note ? <p className="whitespace-pre-line">{feedback.note}</p> : !feedback.right && <p>{t('lesson_compare')}</p>}
          </Notice>
        </div>
        <Card title={t('expected_answer')}>
          <Shield sensitive={sensitive} turn={`${id}.expected`}>
            <ToolFrame frameKey={`${id}.expected`} handle={expectedTool} label={t('expected_answer')} tree={tree} data={assignment.data} pyramids={assignment.pyramids} value={feedback.expected} readonly />
          </Shield>
        </Card>
        {!feedback.right && (
          <Card title={t('your_answer')}>
            <Shield sensitive={sensitive} turn={`${id}.mine`}>
              <ToolFrame frameKey={`${id}.mine`} handle={mineTool} label={t('your_answer')} tree={tree} data={assignment.data} pyramids={assignment.pyramids} value={mine} readonly />
            </Shield>
          </Card>
        )}
      </div>
    </PlayerFrame>
  )
}
