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
}

/** An id for one sending, also where the page is not a secure context. */
export function sendingKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
