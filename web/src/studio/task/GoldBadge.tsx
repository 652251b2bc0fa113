import type { TaskSummary } from '@/api/types'
import { Badge } from '@/ui/Badge'
import { useT } from './texts'

/** Says that the answer of a task is known, and whether it was given or has grown from answers. */
export function GoldBadge({ task }: { task: TaskSummary }) {
  const t = useT()
  if (!task.is_gold) return null
  return <Badge tone="accent">{t(task.gold_source ? `gold_${task.gold_source}` : 'gold')}</Badge>
}
