/** The task in hand, the next two, and one in place of the answer that is still held. */
export const aheadLeast = 4
/** As many as one asks for at a time. */
export const aheadMost = 10
/** How long the tasks taken ahead should last: a lift, a tunnel, a slow minute of the server. */
const lastsMs = 20_000
/** A pause says nothing about the pace. */
const pauseMs = 60_000
const remembered = 8

/** How many tasks to hold: two ahead for who thinks a while, more for who answers every second. */
export class Pace {
  #took: number[] = []
  #last: number | null = null

  constructor(private readonly now: () => number = Date.now) {}

  /** A task was done. */
  step(): void {
    const now = this.now()
    if (this.#last !== null && now - this.#last < pauseMs) this.#took = [...this.#took, now - this.#last].slice(-remembered)
    this.#last = now
  }

  get ahead(): number {
    if (this.#took.length === 0) return aheadLeast
    const typical = this.#took.toSorted((a, b) => a - b)[Math.floor(this.#took.length / 2)] ?? lastsMs
    return Math.min(aheadMost, Math.max(aheadLeast, 2 + Math.ceil(lastsMs / Math.max(typical, 1))))
  }
}
