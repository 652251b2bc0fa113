/** Sending files with progress: XHR, because fetch cannot tell how much of a body has gone. */

export interface SendOptions {
  readonly url: string
  readonly body: Blob
  readonly headers: Readonly<Record<string, string>>
  readonly onProgress?: (sentBytes: number) => void
  readonly signal?: AbortSignal
}

/** What stopped an upload. `status` 0 is a lost connection; `body` is the server's problem document where there is one. */
export class UploadError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    /** When the server says how long to wait. */
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(`upload failed: ${status}`)
    this.name = 'UploadError'
  }
  /** Worth trying again without a person: the network, a busy server, a limit on calls. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }
}

/** Posts one body and resolves with the parsed reply. */
export function send({ url, body, headers, onProgress, signal }: SendOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'))
    const request = new XMLHttpRequest()
    const abort = () => request.abort()
    signal?.addEventListener('abort', abort, { once: true })
    request.open('POST', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', (event) => onProgress?.(event.loaded))
    request.addEventListener('load', () => {
      signal?.removeEventListener('abort', abort)
      const reply = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(reply)
      else reject(new UploadError(request.status, reply, secondsOf(request.getResponseHeader('Retry-After'))))
    })
    request.addEventListener('error', () => reject(new UploadError(0, null)))
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    request.send(body)
  })
}

function secondsOf(header: string | null): number | null {
  const seconds = Number.parseInt(header ?? '', 10)
  return Number.isFinite(seconds) ? seconds : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const PAUSES_MS = [500, 2_000, 6_000]

/** A server that asks for patience gets it this often before the upload counts as failed. */
const WAITS_AT_MOST = 40

/** Tries again after a short pause while the trouble looks passing; where the server names the pause, that pause. */
export async function withRetries<T>(attempt: () => Promise<T>, signal?: AbortSignal, pauses: readonly number[] = PAUSES_MS): Promise<T> {
  let tries = 0
  let waits = 0
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof UploadError) || !error.transient || signal?.aborted) throw error
      const asked = error.status === 429 && error.retryAfterSeconds !== null
      if (asked) waits += 1
      const pause = asked && waits <= WAITS_AT_MOST ? error.retryAfterSeconds! * 1000 : pauses[tries]
      if (pause === undefined) throw error
      if (!asked) tries += 1
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** Runs `work` over the items, at most `width` at a time. A failed item does not stop the others; `work` keeps its own account. */
export async function inLanes<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < items.length) {
      const item = items[next]!
      next += 1
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane))
}
