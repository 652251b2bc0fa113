import { database } from './database'

/**
 * Something to be sent, written down before anything else happens. `key` is its idempotency key: however often it is sent,
 * it takes effect once.
 */
export type OutboxEntry<Body = unknown, Meta = unknown> = {
  key: string
  /** Whose it is: another person's entries on the same device are left alone. */
  owner: string
  path: string
  body: Body
  meta: Meta
  queuedAt: number
  /** Not sent before this time, so that it can still be taken back. */
  holdUntil: number
  attempts: number
}

export type OutboxStorage = {
  all: () => Promise<OutboxEntry[]>
  put: (entry: OutboxEntry) => Promise<unknown>
  remove: (key: string) => Promise<unknown>
}

export const indexedDbStorage: OutboxStorage = {
  all: async () => (await (await database())?.getAll('outbox')) ?? [],
  put: async (entry) => (await database())?.put('outbox', entry),
  remove: async (key) => (await database())?.delete('outbox', key),
}

/** What came of one attempt. `later` keeps the entry (no connection, busy server, signed out); `refused` is final. */
export type Attempt<Reply> = { outcome: 'done'; reply: Reply } | { outcome: 'later'; afterMs?: number | undefined } | { outcome: 'refused'; error: unknown }

export type OutboxOptions<Entry extends OutboxEntry, Reply> = {
  storage?: OutboxStorage
  send: (entry: Entry) => Promise<Attempt<Reply>>
  onDone: (entry: Entry, reply: Reply) => void
  onRefused: (entry: Entry, error: unknown) => void
  now?: () => number
}

const backOffMs = (attempts: number) => Math.min(60_000, 1000 * 2 ** Math.min(attempts, 6)) * (0.75 + Math.random() / 2)

/** Sends entries one after the other in the order they were added, for as long as it takes. */
export class Outbox<Entry extends OutboxEntry, Reply> {
  #entries: readonly Entry[] = []
  #sending: string | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #notBefore = 0
  readonly #listeners = new Set<() => void>()
  readonly #storage: OutboxStorage
  readonly #now: () => number

  constructor(private readonly options: OutboxOptions<Entry, Reply>) {
    this.#storage = options.storage ?? indexedDbStorage
    this.#now = options.now ?? Date.now
  }

  /** Takes up what an earlier page of this person left unsent. */
  async open(owner: string): Promise<void> {
    const stored = ((await this.#storage.all()) as Entry[]).filter((entry) => entry.owner === owner)
    const known = new Set(this.#entries.map((entry) => entry.key))
    const older = stored.filter((entry) => !known.has(entry.key)).toSorted((a, b) => a.queuedAt - b.queuedAt)
    this.#change([...older.map((entry) => ({ ...entry, holdUntil: 0 })), ...this.#entries.filter((entry) => entry.owner === owner)])
    this.#pump()
  }

  /** Writes an entry down and sends it when its hold is over. What was held before it goes first, now. Resolves when it is written. */
  async add(entry: Entry): Promise<void> {
    this.#change([...this.#entries.map((other) => (other.holdUntil > 0 ? { ...other, holdUntil: 0 } : other)), entry])
    const written = this.#storage.put(entry)
    this.#pump()
    // Where the device refuses to keep it, memory has to do.
    await Promise.resolve(written).catch(() => undefined)
  }

  /** Takes an entry back that has not left yet; null when it is too late. */
  cancel(key: string): Entry | null {
    const entry = this.#entries.find((other) => other.key === key)
    if (!entry || this.#sending === key || entry.attempts > 0) return null
    this.#change(this.#entries.filter((other) => other.key !== key))
    void this.#storage.remove(key)
    return entry
  }

  /** Sends everything now: holds end and waiting for the next attempt ends. */
  flush(): void {
    this.#notBefore = 0
    this.#change(this.#entries.map((entry) => (entry.holdUntil > 0 ? { ...entry, holdUntil: 0 } : entry)))
    this.#pump()
  }

  /** Resolves when nothing is left, or after `timeoutMs`. True when empty. */
  async settled(timeoutMs: number): Promise<boolean> {
    this.flush()
    const end = this.#now() + timeoutMs
    while (this.#entries.length > 0 && this.#now() < end) await new Promise((resolve) => setTimeout(resolve, 50))
    return this.#entries.length === 0
  }

  get entries(): readonly Entry[] {
    return this.#entries
  }

  readonly watch = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #change(entries: readonly Entry[]): void {
    this.#entries = entries
    for (const listener of this.#listeners) listener()
  }

  #pump(): void {
    clearTimeout(this.#timer)
    const [first] = this.#entries
    if (this.#sending !== null || !first) return
    const wait = Math.max(first.holdUntil, this.#notBefore) - this.#now()
    if (wait > 0) this.#timer = setTimeout(() => this.#pump(), wait)
    else void this.#sendFirst(first)
  }

  async #sendFirst(entry: Entry): Promise<void> {
    this.#sending = entry.key
    const attempt = await this.options.send(entry)
    this.#sending = null
    if (attempt.outcome === 'later') {
      const attempts = entry.attempts + 1
      this.#notBefore = this.#now() + (attempt.afterMs ?? backOffMs(attempts))
      const tried = { ...entry, attempts }
      this.#change(this.#entries.map((other) => (other.key === entry.key ? tried : other)))
      void this.#storage.put(tried)
    } else {
      this.#notBefore = 0
      this.#change(this.#entries.filter((other) => other.key !== entry.key))
      await this.#storage.remove(entry.key)
      if (attempt.outcome === 'done') this.options.onDone(entry, attempt.reply)
      else this.options.onRefused(entry, attempt.error)
    }
    this.#pump()
  }
}
