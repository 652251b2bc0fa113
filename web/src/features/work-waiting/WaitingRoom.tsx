import { MessagesSquare } from 'lucide-react'
import { useEffect, useState } from 'react'
import { isApiError } from '@/api/client'
import { errorText } from '@/api/errors'
import type { Waiting } from '@/api/conversation-types'
import { stopWaiting, waitForPartner } from '@/api/work'
import { useLocale } from '@/lib/i18n'
import { Button, buttonClass } from '@/ui/Button'
import { EmptyState } from '@/ui/Page'
import { useT } from '@/work/i18n'
import { Link } from '@/work/Link'
import { paths } from '@/work/paths'
import { texts } from './texts'

const askMs = 2000

/** Where one waits for the other of a conversation: begun by a press, for whoever is met should find somebody there. */
export default function WaitingRoom({ projectId, onMet }: { projectId: string; onMet: () => void }) {
  const t = useT()
  const words = texts[useLocale()]
  const [since, setSince] = useState<number | null>(null)
  const [state, setState] = useState<Waiting | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const seconds = useSeconds(since)
  useEffect(() => {
    if (since === null) return
    return askUntilMet(projectId, onMet, setState, setProblem, () => setSince(null))
    // oxlint-disable-next-line react/exhaustive-deps -- one search for each press
  }, [since, projectId])
  const isWaiting = since !== null
  const stopped = state?.state === 'stopped' ? state : null
  return (
    <EmptyState
      icon={<MessagesSquare aria-hidden="true" className={`size-10 ${isWaiting ? 'motion-safe:animate-pulse' : ''}`} />}
      title={isWaiting ? words.looking : words.title}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {isWaiting ? (
            <Button onClick={() => setSince(null)}>{words.stop}</Button>
          ) : (
            <Button kind="primary" onClick={() => { setState(null); setProblem(null); setSince(Date.now()) }}>{words.look}</Button>
          )}
          <Link href={paths.home} className={buttonClass()}>
            {t('go_home')}
          </Link>
        </div>
      }
    >
      <div role="status">
        {isWaiting && state?.state === 'waiting' && <p>{words.position(state.position)}</p>}
        {isWaiting ? <p>{words.free}</p> : <p>{stopped ? t(`reason_${stopped.reason}`) : words.text}</p>}
        {problem && <p className="font-semibold text-bad">{problem}</p>}
      </div>
      {isWaiting && <p className="mt-1 text-sm tabular-nums">{words.waited(seconds)}</p>}
    </EmptyState>
  )
}

/** Asks again and again; whoever goes away in between waits no longer. */
function askUntilMet(projectId: string, onMet: () => void, onState: (state: Waiting) => void, onProblem: (text: string | null) => void, onStop: () => void): () => void {
  let isOver = false
  let isMet = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async () => {
    try {
      const state = await waitForPartner(projectId)
      if (state.state === 'met') isMet = true
      if (isOver) return
      onProblem(null)
      onState(state)
      if (state.state === 'met') return onMet()
      if (state.state === 'stopped') return onStop()
    } catch (error) {
      // Somebody was met in the same moment: that is no trouble.
      if (!isOver && !(isApiError(error) && error.status === 409)) onProblem(errorText(error))
    }
    if (!isOver) timer = setTimeout(() => void ask(), askMs)
  }
  void ask()
  return () => {
    isOver = true
    clearTimeout(timer)
    // The server forgets by itself whom this does not reach.
    if (!isMet) void stopWaiting(projectId).catch(() => undefined)
  }
}

function useSeconds(since: number | null): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (since === null) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [since])
  return since === null ? 0 : Math.max(0, Math.floor((now - since) / 1000))
}
