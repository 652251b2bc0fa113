const idleAfterMs = 60_000

/**
 * Measures time spent at work: a pause longer than a minute without any input counts as a minute, and a hidden page not at all.
 * The clock is an argument, so that a test can turn it.
 */
export class ActiveTime {
  #total = 0
  #since: number | null = null
  #lastInput = 0

  constructor(private readonly now: () => number = Date.now) {}

  /** Starts over, with what was measured before (a draft taken up again). */
  start(alreadyMs = 0): void {
    this.#total = alreadyMs
    this.#since = this.now()
    this.#lastInput = this.now()
  }

  /** Any key, tap or movement. */
  input(): void {
    const now = this.now()
    if (this.#since === null) return
    if (now - this.#lastInput > idleAfterMs) {
      this.#total += this.#lastInput + idleAfterMs - this.#since
      this.#since = now
    }
    this.#lastInput = now
  }

  /** The page went out of sight. */
  pause(): void {
    this.#total = this.read()
    this.#since = null
  }

  resume(): void {
    if (this.#since !== null) return
    this.#since = this.now()
    this.#lastInput = this.now()
  }

  /** Milliseconds of active time so far. */
  read(): number {
    if (this.#since === null) return this.#total
    const end = Math.min(this.now(), this.#lastInput + idleAfterMs)
    return this.#total + Math.max(0, end - this.#since)
  }
}
