/** The model on the other side of a conversation: asked after each message of the person, and again when it did not answer. */
import { button, h } from '../dom'
import type { Making, TalkMessage } from '../making/port'
import type { Locale } from '../types'

const words = {
  ko: {
    thinking: '상대가 쓰고 있어요…',
    ask: '답 받기',
    wait: '상대의 답을 기다리는 중이에요.',
    left: (calls: number) => `앞으로 ${calls}번 더 물어볼 수 있어요.`,
    preview: '미리보기에서는 상대가 답하지 않아요.',
  },
  en: {
    thinking: 'The other side is writing…',
    ask: 'Get an answer',
    wait: 'The other side has not answered yet.',
    left: (calls: number) => `You can ask ${calls} more ${calls === 1 ? 'time' : 'times'}.`,
    preview: 'Nobody answers in a preview.',
  },
} satisfies Record<Locale, unknown>

export interface PartnerOptions {
  readonly control: string
  readonly role: string
  readonly making: Making | undefined
  readonly locale: Locale
  /** All that was said so far. */
  readonly said: () => readonly TalkMessage[]
  readonly onReply: (message: TalkMessage) => void
  /** Whether it is thinking has changed. */
  readonly onChange: () => void
}

export class Partner {
  readonly element: HTMLElement
  readonly #options: PartnerOptions
  readonly #line = h('span')
  readonly #ask: HTMLButtonElement
  #thinking = false
  #problem: string | null = null
  #left: number | null = null
  #gone = false

  constructor(options: PartnerOptions) {
    this.#options = options
    this.#ask = button(this.#words.ask, { class: 'pt-small' }, () => this.ask())
    this.element = h('div', { class: 'pt-partner', role: 'status', 'aria-live': 'polite' }, this.#line, this.#ask)
    this.paint()
  }

  get #words() {
    return words[this.#options.locale]
  }

  get isThinking(): boolean {
    return this.#thinking
  }

  /** What stands in the way of sending the answer. */
  get waiting(): string | null {
    return this.#thinking ? this.#words.wait : null
  }

  ask(): void {
    const { making, control, said } = this.#options
    const talk = making?.talk
    if (this.#thinking || !talk || !this.#isTurn) return this.paint()
    this.#become(true, null)
    talk(control, said()).then(
      ({ message, calls_left }) => {
        if (this.#gone) return
        this.#left = calls_left
        this.#thinking = false
        this.#options.onReply(message)
        this.#become(false, null)
      },
      (error: unknown) => this.#gone || this.#become(false, error instanceof Error ? error.message : String(error)),
    )
  }

  destroy(): void {
    this.#gone = true
  }

  paint(): void {
    const { making } = this.#options
    this.element.hidden = false
    this.#ask.hidden = this.#thinking || !this.#isTurn || !making?.talk
    this.#line.textContent = this.#thinking ? this.#words.thinking
      : this.#problem ?? (!making?.talk ? this.#words.preview : this.#left === null ? '' : this.#words.left(this.#left))
    this.element.classList.toggle('pt-partner-bad', this.#problem !== null)
  }

  /** The person has spoken last. */
  get #isTurn(): boolean {
    const last = this.#options.said().at(-1)
    return last !== undefined && last.role !== this.#options.role
  }

  #become(thinking: boolean, problem: string | null): void {
    this.#thinking = thinking
    this.#problem = problem
    this.paint()
    this.#options.onChange()
  }
}
