import { errorText } from '@/api/errors'
import type { MyPause } from '@/api/quality-types'
import { listMyPauses } from '@/api/work'
import { useLoad } from '@/lib/load'
import { Failed, Loading } from '@/ui/Page'
import { useT } from '@/work/i18n'
import { useOnReturn } from '@/work/use-on-return'
import { PauseCard } from './PauseCard'

/** My pauses with why, what I said and what was decided: the running ones (of one project), or with `past` all of them. */
export default function Pauses({ projectId, past = false }: { projectId?: string; past?: boolean }) {
  const t = useT()
  const pauses = useLoad('my-pauses', listMyPauses)
  useOnReturn(pauses.reload)
  if (!pauses.data) return pauses.error ? <Failed text={errorText(pauses.error)} onRetry={() => void pauses.reload()} /> : <Loading />
  const shown = pauses.data.items.filter((one) => (past || one.ended_at === null) && (projectId === undefined || one.project_id === projectId))
  if (shown.length === 0) return past ? <p className="text-muted">{t('pauses_none')}</p> : null
  return (
    <ul className="grid gap-4">
      {shown.map((pause: MyPause) => (
        <li key={pause.pause_id}>
          <PauseCard pause={pause} onChange={pauses.reload} />
        </li>
      ))}
    </ul>
  )
}
