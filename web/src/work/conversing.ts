import { errorText } from '@/api/errors'
import * as api from '@/api/work'
import type { Conversing, ConversationState } from '@/tools/making/port'

/** How often is asked where nothing can be heard. */
const pollMs = 2000
/** A stream that has said nothing for so long is held back by something in between. */
const patienceMs = 5000

/** The conversation of an assignment at the server. `onLeft`: the task was given up. */
export function conversingOf(assignmentId: string, onLeft: () => void): Conversing {
  const worded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      throw new Error(errorText(error), { cause: error })
    }
  }
  return {
    listen: (onState, onConnection) => listenTo(assignmentId, onState, onConnection),
    send: (content, key) => worded(api.sendMessage(assignmentId, content, key)),
    async leave() {
      await worded(api.leaveConversation(assignmentId))
      onLeft()
    },
  }
}

/**
 * Hears the conversation over server-sent events. The browser connects anew by itself and says what it heard last; where the
 * stream does not come through, the conversation is asked for every two seconds until it does.
 */
function listenTo(assignmentId: string, onState: (state: ConversationState) => void, onConnection: (isConnected: boolean) => void): () => void {
  let heard = 0
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const hear = (state: ConversationState) => {
    if (isOver) return
    const fresh = { ...state, messages: state.messages.filter((message) => message.number > heard) }
    heard = fresh.messages.at(-1)?.number ?? heard
    onState(fresh)
  }
  const poll = async () => {
    try {
      hear(await api.getConversation(assignmentId, heard))
    } catch {
      if (!isOver) onConnection(false)
    }
    if (!isOver) timer = setTimeout(() => void poll(), pollMs)
  }
  const pollSoon = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void poll(), ms)
  }
  const source = new EventSource(`/api/work/assignments/${assignmentId}/conversation/events`)
  source.addEventListener('conversation', (event) => {
    clearTimeout(timer)
    hear(JSON.parse((event as MessageEvent<string>).data) as ConversationState)
  })
  source.addEventListener('error', () => {
    if (isOver) return
    onConnection(false)
    pollSoon(pollMs)
  })
  pollSoon(patienceMs)
  return () => {
    isOver = true
    clearTimeout(timer)
    source.close()
  }
}
