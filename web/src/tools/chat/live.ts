/** A conversation with another person, as it happens: what is said is kept by the server at once and stands as it was said. */
import { Store } from '../base'
import { announcer, button, h } from '../dom'
import { attribute, interpolate, nameOf } from '../node'
import { type Conversing, type ConversationState, sendingKey } from '../making/port'
import { stringsOf, type Strings } from '../strings'
import type { Region } from '../types'
import { Composer } from './composer'
import type { ChatOptions } from './index'
import { liveWords } from './live-words'
import { type ChatRules, messageOf, rulesOf, TYPE } from './model'
import { roleName, turnElement } from './turn'

const noActions = { edit() {}, remove() {}, move() {}, toggleTag() {}, changeRole() {}, pick() {} }

export class LiveChat {
  readonly store: Store<readonly Region[]>
  readonly #root: HTMLElement
  readonly #options: ChatOptions
  readonly #conversing: Conversing
  readonly #text: Strings
  readonly #rules: ChatRules
  readonly #voice = announcer()
  readonly #parts = h('p', { class: 'pt-live-parts' })
  readonly #brief = h('div', { class: 'pt-live-brief', hidden: true })
  readonly #status = h('p', { class: 'pt-partner', role: 'status' })
  readonly #progress = h('div', { class: 'pt-chat-progress' })
  readonly #turns: HTMLElement
  readonly #problem = h('p', { class: 'pt-partner pt-partner-bad', role: 'alert', hidden: true })
  readonly #leave: HTMLButtonElement
  readonly #stop: () => void
  #composer: Composer | null = null
  #state: ConversationState | null = null
  #isConnected = false
  #sending: { content: string; key: string } | null = null

  constructor(el: HTMLElement, options: ChatOptions, conversing: Conversing) {
    this.#options = options
    this.#conversing = conversing
    this.#text = stringsOf(options.locale)
    this.#rules = rulesOf(options.node)
    this.store = new Store<readonly Region[]>(options.value, { render: () => this.#paint(), onChange: (value) => options.onChange?.([...value]) })
    this.#turns = h('ol', { class: 'pt-turns', 'aria-label': options.title ?? attribute(options.node, 'title') ?? this.#text.chat.conversation })
    this.#leave = button('', { class: 'pt-small' }, () => void this.#goAway())
    this.#root = h('div', { class: 'pt-chat pt-chat-edit pt-live' }, this.#parts, this.#brief, this.#progress, this.#turns, this.#status, this.#problem, this.#leave, this.#voice.element)
    el.append(this.#root)
    this.#stop = conversing.listen((state) => this.#hear(state), (isConnected) => this.#connect(isConnected))
    this.#paint()
  }

  get #words() {
    return liveWords[this.#options.locale]
  }

  /** What only this tool knows to stand in the way of sending. */
  get waiting(): string | null {
    if (this.#composer?.hasText) return this.#text.problems.unsent
    // How many messages are missing is said for every conversation.
    return this.store.value.length > 0 || this.#rules.messagesMin > 0 ? null : this.#words.unready
  }

  focus(): void {
    ;(this.#composer?.field ?? this.#turns).focus()
  }

  destroy(): void {
    this.#stop()
    this.#root.remove()
  }

  #connect(isConnected: boolean): void {
    this.#isConnected = isConnected
    this.#paintStatus()
  }

  #hear(state: ConversationState): void {
    const isFirst = this.#state === null
    this.#isConnected = true
    this.#state = state
    const known = this.store.value.length
    const fresh = state.messages.filter((message) => message.number > known)
    if (isFirst) this.#begin(state)
    if (fresh.length > 0 || isFirst) {
      this.#take(isFirst && state.messages[0]?.number === 1 ? [] : this.store.value, state.messages)
      for (const message of fresh) if (message.part !== state.part && !isFirst) this.#voice.say(this.#words.said(roleName(message.part, this.#text), message.content))
    }
    this.#paint()
  }

  #take(before: readonly Region[], messages: ConversationState['messages']): void {
    const name = nameOf(this.#options.node)
    const known = before.length
    const regions = messages.filter((message) => message.number > known).map(({ number, part, content, sent_at }): Region => ({
      id: `m${number}`, from_name: name, to_name: name, type: TYPE, origin: 'manual', value: { chatmessage: { role: part, content, createdAt: Date.parse(sent_at) } },
    }))
    const value = [...before, ...regions]
    this.store.replace(value)
    this.#options.onChange?.(value)
  }

  #begin(state: ConversationState): void {
    const name = (role: string) => roleName(role, this.#text)
    this.#parts.textContent = this.#words.parts(name(state.part), name(state.partner_part))
    this.#brief.hidden = state.brief === null
    if (state.brief !== null) this.#brief.replaceChildren(h('strong', {}, this.#words.brief), h('p', {}, state.brief))
    const { node, task } = this.#options
    this.#composer = new Composer({
      rules: { ...this.#rules, roles: [state.part], tags: [] }, text: this.#text,
      purpose: 'add',
      placeholder: interpolate(attribute(node, 'placeholder') ?? '', task) || this.#text.chat.placeholder,
      start: { role: state.part, content: '', tags: [] },
      onDone: ({ content }) => void this.#send(content),
    })
    this.#leave.before(this.#composer.element)
  }

  async #send(content: string): Promise<void> {
    if (this.#sending?.content !== content) this.#sending = { content, key: sendingKey() }
    const { key } = this.#sending
    const composer = this.#composer
    if (!composer || composer.field.readOnly) return
    composer.field.readOnly = true
    this.#fail(null)
    try {
      const message = await this.#conversing.send(content, key)
      this.#sending = null
      composer.reset(message.part)
      if (message.number === this.store.value.length + 1) this.#take(this.store.value, [message])
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error))
    }
    composer.field.readOnly = false
    composer.field.focus()
    this.#paint()
  }

  async #goAway(): Promise<void> {
    this.#leave.disabled = true
    try {
      await this.#conversing.leave()
    } catch (error) {
      this.#fail(error instanceof Error ? error.message : String(error))
      this.#leave.disabled = false
    }
  }

  #fail(text: string | null): void {
    this.#problem.hidden = text === null
    this.#problem.textContent = text
  }

  #paint(): void {
    const roles = this.#state ? [this.#state.part, this.#state.partner_part] : this.#rules.roles
    const { messagesMin, messagesMax, lengthMin } = this.#rules
    const atEnd = this.#turns.childElementCount < this.store.value.length
    this.#turns.replaceChildren(...this.store.value.map((region, index) => turnElement({
      message: messageOf(region), index, count: this.store.value.length, mode: 'view', selected: false, highlighted: false, problem: null, rules: { ...this.#rules, roles }, text: this.#text,
    }, noActions)))
    const count = this.store.value.length
    this.#progress.textContent = this.#text.chat.progress(count, messagesMin, lengthMin)
    this.#progress.classList.toggle('pt-met', messagesMin > 0 && count >= messagesMin)
    this.#composer?.setEnabled(!this.#state?.ended && count < messagesMax)
    this.#leave.textContent = this.#state?.paid_for_staying ? this.#words.leavePaid : this.#words.leave
    this.#leave.className = this.#state?.paid_for_staying ? 'pt-primary' : 'pt-small'
    this.#leave.hidden = this.#state === null || this.#state.partner === 'finished'
    if (atEnd) this.#composer?.element.scrollIntoView?.({ block: 'nearest' })
    this.#paintStatus()
  }

  #paintStatus(): void {
    const state = this.#state
    const text = !this.#isConnected || !state ? this.#words.connecting
      : state.partner === 'finished' ? this.#words.finished
      : state.partner === 'gone' ? (state.may_finish ? this.#words.goneEnough : state.paid_for_staying ? this.#words.gonePaid : this.#words.gone)
      : state.partner === 'away' ? this.#words.away(state.away_seconds)
      : this.#words.here
    // Said aloud only when it changes.
    if (this.#status.textContent !== text) this.#status.textContent = text
    this.#status.dataset['partner'] = this.#isConnected ? (state?.partner ?? '') : ''
  }
}
