/** A list of files as one answer: kept, added, taken out, and those that are still on their way. */
import { nameOf } from '../node'
import { Single } from '../single'
import type { ControlOptions } from '../surface'
import type { Problem } from '../types'
import { sendingKey, type MadeFile } from './port'
import { makingWords } from './words'

export type Sending =
  | { readonly state: 'idle' }
  | { readonly state: 'sending' }
  | { readonly state: 'failed'; readonly message: string; readonly again: () => void }

/** The references of a control, and the one file that is being sent. */
export class Files {
  readonly single: Single<readonly string[]>
  readonly #options: ControlOptions
  readonly #render: () => void
  #sending: Sending = { state: 'idle' }

  constructor(options: ControlOptions, key: string, render: () => void) {
    this.#options = options
    this.#render = render
    this.single = new Single<readonly string[]>(options, key, null)
  }

  get references(): readonly string[] {
    const { value } = this.single
    return Array.isArray(value) ? value : []
  }

  get sending(): Sending {
    return this.#sending
  }

  get canSend(): boolean {
    return !this.single.fixed && this.#options.making !== undefined
  }

  fileOf(reference: string): MadeFile | undefined {
    return this.#options.making?.fileOf(reference)
  }

  remove(reference: string): void {
    const left = this.references.filter((other) => other !== reference)
    this.single.set(left.length > 0 ? left : null)
  }

  /** Sends a file; when it is there, the answer is `next` of the references so far and its own. */
  send(file: Blob, next: (references: readonly string[], reference: string) => readonly string[], key = sendingKey()): void {
    const { making, node } = this.#options
    if (!making) return
    this.#become({ state: 'sending' })
    making.upload(nameOf(node), file, key).then(
      (sent) => {
        this.#sending = { state: 'idle' }
        this.single.set(next(this.references, sent.reference))
        this.#render()
      },
      (error: unknown) => this.#become({ state: 'failed', message: error instanceof Error ? error.message : String(error), again: () => this.send(file, next, key) }),
    )
  }

  forget(): void {
    this.#become({ state: 'idle' })
  }

  problems(): Problem[] {
    if (this.#sending.state !== 'sending') return []
    return [{ from_name: nameOf(this.#options.node), code: 'unsent', message: makingWords(this.#options.locale).wait }]
  }

  #become(sending: Sending): void {
    this.#sending = sending
    this.#render()
  }
}
