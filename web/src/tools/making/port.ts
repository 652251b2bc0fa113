/** How tools send what a person made. The page gives it; without it nothing can be sent, as in a preview. */

export interface MadeFile {
  /** What stands for it in the answer: `media:…`. */
  readonly reference: string
  /** Opens it for a while. */
  readonly url: string
  readonly content_type: string
}

export interface TalkMessage {
  readonly role: string
  readonly content: string
}

export interface Making {
  /** Known files: of the answer that is shown, and what was sent since. */
  fileOf(reference: string): MadeFile | undefined
  /** Sends a file for a control; the same key sends the same again without doing it twice. Rejects with a sentence for the screen. */
  upload(control: string, file: Blob, key: string): Promise<MadeFile>
  /** Asks the model what it says next. Rejects with a sentence for the screen. */
  talk?(control: string, messages: readonly TalkMessage[]): Promise<{ readonly message: TalkMessage; readonly calls_left: number }>
  /** The other person of a conversation of two; absent where nobody is there (a preview, an answer that came back). */
  readonly conversing?: Conversing | undefined
}

/** A conversation as the server tells it: one's own part, and of the other only the part and whether they are there. */
export interface ConversationState {
  readonly part: string
  readonly partner_part: string
  readonly brief: string | null
  /** New ones, in order, numbered from 1. */
  readonly messages: readonly SaidMessage[]
  readonly partner: 'here' | 'away' | 'gone' | 'finished'
  readonly ended: boolean
  readonly may_finish: boolean
  readonly paid_for_staying: boolean
  readonly away_seconds: number
}

export interface SaidMessage {
  readonly number: number
  readonly part: string
  readonly content: string
  readonly sent_at: string
}

export interface Conversing {
  /** Hears the conversation, live where that is possible, until the returned function is called. */
  listen(onState: (state: ConversationState) => void, onConnection: (isConnected: boolean) => void): () => void
  /** The same key sends the same again without doing it twice. Rejects with a sentence for the screen. */
  send(content: string, key: string): Promise<SaidMessage>
  /** Gives the task up; what comes of it is the server's decision. */
  leave(): Promise<void>
}

/** An id for one sending, also where the page is not a secure context. */
export function sendingKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
