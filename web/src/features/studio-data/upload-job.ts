import { apiUrl, ApiError, effectHeaders } from '@/api/client'
import type { Import, ImportFormat, Media, Problem } from '@/api/types'
import { uuid } from '@/lib/uuid'
import type { FoundFile } from '@/studio/lib/dropped'
import { inLanes, send, UploadError, withRetries } from '@/studio/lib/upload'

export interface ImportChoices {
  readonly on_error: 'skip' | 'refuse'
  readonly gold_column: string
  readonly image_field: string
  /** The known answer of the pictures in a folder, by the folder's name. */
  readonly gold_folders: ReadonlyMap<string, string>
}

/** How an upload stands; a new object for every change, so that React sees it. */
export interface UploadState {
  readonly phase: 'sending' | 'stuck' | 'importing' | 'done' | 'failed'
  readonly sent_bytes: number
  readonly total_bytes: number
  readonly done_files: number
  readonly total_files: number
  readonly failures: readonly { path: string; error: unknown }[]
  readonly started: Import | null
  readonly error: unknown
}

type Report = (state: UploadState) => void
/** More at once would only make each slower; browsers open six connections to a server and the page needs some too. */
const LANES = 4
/** The field that carries a known answer to the import, which takes it out of what workers see. */
const GOLD_FIELD = 'known_answer'

/** Pictures one by one, four at a time, then one import that makes a task of each. What is there is not sent again. */
export class PictureUpload {
  readonly #media = new Map<string, Media>()
  readonly #sent = new Map<string, number>()
  readonly #failures = new Map<string, unknown>()
  readonly #stop = new AbortController()
  readonly #total: number
  /** One key for the import, so that a repeat after a lost reply adds nothing. */
  readonly #importKey = uuid()

  constructor(
    readonly projectId: string,
    readonly files: readonly FoundFile[],
    readonly choices: ImportChoices,
    readonly report: Report,
  ) {
    this.#total = files.reduce((sum, found) => sum + found.file.size, 0)
  }

  /** Sends what is missing and, when all is there, starts the import. Safe to call again after a failure. */
  async run(): Promise<void> {
    this.#failures.clear()
    this.#tell('sending')
    await inLanes(
      this.files.filter((found) => !this.#media.has(found.path)),
      LANES,
      (found) => this.#send(found),
    )
    if (this.#stop.signal.aborted) return
    if (this.#failures.size > 0) this.#tell('stuck')
    else await this.finish()
  }

  /** The import of all pictures that arrived. */
  async finish(): Promise<void> {
    this.#tell('importing')
    const lines = this.files.flatMap((found) => {
      const media = this.#media.get(found.path)
      if (!media) return []
      const answer = this.choices.gold_folders.get(folderOf(found.path))
      const gold = answer === undefined ? {} : { [GOLD_FIELD]: answer }
      return JSON.stringify({ id: found.path, data: { [this.choices.image_field]: media.reference, file_name: found.path, ...gold } })
    })
    const body = new Blob([lines.join('\n'), '\n'], { type: 'application/x-ndjson' })
    try {
      const choices = this.choices.gold_folders.size > 0 ? { ...this.choices, gold_column: GOLD_FIELD } : this.choices
      const started = await startImport(this.projectId, body, 'jsonl', 'pictures.jsonl', choices, this.#importKey, this.#stop.signal)
      this.#tell('done', started)
    } catch (error) {
      this.#tell('failed', null, error)
    }
  }

  stop(): void {
    this.#stop.abort()
  }

  async #send(found: FoundFile): Promise<void> {
    const key = uuid()
    try {
      const url = apiUrl(`/projects/${this.projectId}/media`, { file_name: found.path.split('/').at(-1) ?? found.path })
      const media = await withRetries(() => {
        const headers = { ...effectHeaders('POST', key), 'Content-Type': found.file.type || 'application/octet-stream' }
        return send({ url, body: found.file, headers, signal: this.#stop.signal, onProgress: (sent) => this.#progress(found.path, sent) })
      }, this.#stop.signal)
      this.#media.set(found.path, media as Media)
      this.#progress(found.path, found.file.size)
    } catch (error) {
      if (this.#stop.signal.aborted) return
      this.#sent.delete(found.path)
      this.#failures.set(found.path, asApiError(error))
      this.#tell('sending')
    }
  }

  #progress(path: string, sent: number): void {
    this.#sent.set(path, sent)
    this.#tell('sending')
  }

  #tell(phase: UploadState['phase'], started: Import | null = null, error: unknown = null): void {
    let sent = 0
    for (const bytes of this.#sent.values()) sent += bytes
    this.report({
      phase,
      sent_bytes: Math.min(sent, this.#total),
      total_bytes: this.#total,
      done_files: this.#media.size,
      total_files: this.files.length,
      failures: [...this.#failures].map(([path, error]) => ({ path, error })),
      started,
      error,
    })
  }
}

/** The folder that a picture lies in; empty where it lies in none. */
export const folderOf = (path: string): string => path.split('/').at(-2) ?? ''

/** One data file, streamed as it is. */
export async function uploadFile(projectId: string, file: File, choices: ImportChoices, signal: AbortSignal, report: Report): Promise<void> {
  const state: UploadState = { phase: 'sending', sent_bytes: 0, total_bytes: file.size, done_files: 0, total_files: 1, failures: [], started: null, error: null }
  report(state)
  try {
    const started = await startImport(projectId, file, 'auto', file.name, choices, uuid(), signal, (sent) => report({ ...state, sent_bytes: sent }))
    report({ ...state, phase: 'done', sent_bytes: file.size, started })
  } catch (error) {
    if (!signal.aborted) report({ ...state, phase: 'failed', error })
  }
}

async function startImport(projectId: string, body: Blob, format: ImportFormat, name: string, choices: ImportChoices, key: string, signal: AbortSignal, onProgress?: (sent: number) => void): Promise<Import> {
  const url = apiUrl(`/projects/${projectId}/imports`, {
    format,
    file_name: name,
    on_error: choices.on_error,
    gold_column: choices.gold_column || undefined,
    image_field: choices.image_field || undefined,
  })
  const headers = { ...effectHeaders('POST', key), 'Content-Type': body.type || 'application/octet-stream' }
  try {
    return (await withRetries(() => send({ url, body, headers, signal, ...(onProgress ? { onProgress } : {}) }), signal)) as Import
  } catch (error) {
    throw asApiError(error)
  }
}

/** The same error that every other request throws, so that the screen finds the same words. */
function asApiError(error: unknown): unknown {
  if (!(error instanceof UploadError)) return error
  if (error.status === 0) return new ApiError('offline', 0, 'The server could not be reached.')
  const problem = (error.body ?? {}) as Partial<Problem>
  return new ApiError(problem.code ?? (error.status === 413 ? 'too_large' : 'server_error'), error.status, problem.detail ?? '', problem.errors ?? [])
}
