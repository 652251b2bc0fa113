import type { SensitiveWork } from '@/api/sensitive-types'
import { Examples } from './Examples'
import { Questions, type QuestionsProps } from './Questions'

/** Beside the guide: examples, what others asked, and asking oneself. */
export function GuideExtras({ sensitive, ...rest }: QuestionsProps & { sensitive: SensitiveWork | undefined }) {
  return (
    <div className="mt-6 grid gap-6 *:min-w-0">
      <Examples projectId={rest.projectId} sensitive={sensitive} />
      <Questions {...rest} />
    </div>
  )
}
