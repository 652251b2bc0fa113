import { Notice } from '@/ui/Badge'
import type { Action } from './use-action'

/** Why an action failed, inside the dialog that asked for it: a toast would lie behind the dialog. */
export function ActionError({ action }: { action: Action<never> }) {
  if (!action.error) return null
  return (
    <div className="mt-3">
      <Notice tone="bad">{action.error}</Notice>
    </div>
  )
}
