import { Coffee } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { errorText } from '@/api/errors'
import { Button, buttonClass } from '@/ui/Button'
import { EmptyState, Failed, Loading } from '@/ui/Page'
import { useOnline } from './ConnectionBar'
import { useT } from './i18n'
import { Link } from './Link'
import { paths } from './paths'
import { PausedHere, Rest, WaitingRoom } from './screens'
import type { AssignmentQueue, QueueState } from './queue'

/** What stands in the place of a task when there is none: still coming, failed, or over and why. */
export function QueueEnd({ queue, state }: { queue: AssignmentQueue; state: QueueState }) {
  const t = useT()
  const online = useOnline()
  if (state.phase === 'failed') return <Failed text={errorText(state.error)} onRetry={() => void queue.start()} />
  if (!state.reason) return online || state.phase === 'loading' ? <Loading label={t('image_loading')} /> : <EmptyState title={t('offline_short')}>{t('offline')}</EmptyState>
  if (state.reason === 'paused_here')
    return (
      <Suspense fallback={<Loading />}>
        <PausedHere projectId={queue.projectId} />
        <Link href={paths.home} className={buttonClass('primary', 'normal', 'mt-4 w-full')}>
          {t('go_home')}
        </Link>
      </Suspense>
    )
  if (state.reason === 'partner_needed')
    return (
      <Suspense fallback={<Loading />}>
        <WaitingRoom projectId={queue.projectId} onMet={() => void queue.start()} />
      </Suspense>
    )
  if (state.reason === 'break_required' || state.reason === 'daily_limit_reached')
    return (
      <Suspense fallback={<Loading />}>
        <Rest reason={state.reason} until={state.retryAt} onOver={() => void queue.start()} />
      </Suspense>
    )
  return (
    <EmptyState
      icon={<Coffee aria-hidden="true" className="size-10" />}
      title={t('player_done_title')}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Button onClick={() => void queue.lookAgain()}>{t('look_again')}</Button>
          <Link href={paths.home} className={buttonClass('primary')}>
            {t('go_home')}
          </Link>
        </div>
      }
    >
      <p>{t(`reason_${state.reason}`)}</p>
      {state.retryAt !== null && <Countdown key={state.retryAt} until={state.retryAt} />}
    </EmptyState>
  )
}

function Countdown({ until }: { until: number }) {
  const t = useT()
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <p className="mt-1 text-sm tabular-nums">{t('next_in', { seconds: Math.max(0, Math.ceil((until - now) / 1000)) })}</p>
}
