/** The conversation on the screen: the messages, how far it is, and where the next one is written. */
import { Store } from '../base'
import { announcer, h, newRegionId } from '../dom'
import { attribute, interpolate, nameOf } from '../node'
import { stringsOf, type Strings } from '../strings'
import type { Region } from '../types'
import { Composer } from './composer'
import type { ChatOptions } from './index'
import { appended, edited, givenMessages, messageOf, movedTurn, nextRole, removed, rulesOf, toggledTag, turnProblem, type ChatRules, type Message } from './model'
import { Partner } from './partner'
import { turnElement, type TurnActions, type TurnLook } from './turn'

export class ChatView {
  readonly root: HTMLElement
  readonly store: Store<readonly Region[]>
  readonly #options: ChatOptions
  readonly #text: Strings
  readonly #rules: ChatRules
  readonly #mode: 'edit' | 'view' | 'pick'
  readonly #given: readonly Message[]
  readonly #newId: () => string
  readonly #voice = announcer()
  readonly #turns: HTMLElement
  readonly #meter: HTMLProgressElement
  readonly #progress: HTMLElement
  readonly #progressText = h('span', { class: 'pt-progress-text' })
  readonly #composer: Composer
  readonly #full: HTMLElement
  readonly #partner: Partner | null
  #selectedId: string | null = null
  #editingId: string | null = null

  constructor(el: HTMLElement, options: ChatOptions) {
    const { node, task } = options
    this.#options = options
    this.#text = stringsOf(options.locale)
    this.#rules = rulesOf(node)
    this.#mode = options.pickRegion ? 'pick' : options.readonly ? 'view' : 'edit'
    this.#given = givenMessages(node, task)
    this.#newId = options.newId ?? newRegionId
    this.store = new Store<readonly Region[]>(options.value, {
      render: () => this.#paint(),
      onStep: options.onStep,
      onChange: (value) => options.onChange?.([...value]),
    })
    const { chat } = this.#text
    this.#turns = h('ol', { class: 'pt-turns', 'aria-label': options.title ?? attribute(node, 'title') ?? chat.conversation })
    this.#meter = h('progress', { class: 'pt-progress', max: Math.max(this.#rules.messagesMin, 1), 'aria-label': chat.progressLabel })
    this.#progress = h('div', { class: 'pt-chat-progress' }, this.#progressText, this.#rules.messagesMin > 0 && this.#meter)
    this.#full = h('p', { class: 'pt-empty', hidden: true }, chat.full(this.#rules.messagesMax))
    this.#partner = this.#rules.modelRole === null || this.#mode !== 'edit' ? null : this.#partnerOf(this.#rules.modelRole)
    this.#composer = new Composer({
      rules: this.#partner ? { ...this.#rules, roles: this.#rules.roles.filter((role) => role !== this.#rules.modelRole) } : this.#rules, text: this.#text,
      purpose: 'add',
      placeholder: interpolate(attribute(node, 'placeholder') ?? '', task) || chat.placeholder,
      start: { role: this.#nextRole(), content: '', tags: [] },
      onDone: (message) => this.#add(message),
    })
    const editing = this.#mode === 'edit'
    this.root = h('div', { class: `pt-chat pt-chat-${this.#mode}` }, editing && this.#progress, this.#turns,
      this.#partner?.element, editing && this.#composer.element, editing && this.#full, this.#voice.element)
    el.append(this.root)
    this.#listen()
    this.#paint()
  }

  get hasUnsent(): boolean {
    return this.#mode === 'edit' && this.#composer.hasText
  }

  /** What only this tool knows to stand in the way of sending. */
  get waiting(): string | null {
    return this.#partner?.waiting ?? null
  }

  destroy(): void {
    this.#partner?.destroy()
    this.root.remove()
  }

  setValue(value: readonly Region[]): void {
    this.#editingId = null
    this.store.replace(value)
  }

  focus(): void {
    const target = this.#mode === 'edit' ? this.#composer.field : this.#turns.querySelector<HTMLElement>('[data-turn]')
    target?.focus()
  }

  reveal(id: string | null): void {
    const at = this.store.value.findIndex((region) => region.id === id)
    this.#turnAt(at)?.scrollIntoView?.({ block: 'nearest' })
    this.#select(id)
  }

  #listen(): void {
    this.#turns.addEventListener('keydown', (event) => this.#onKey(event))
    this.#turns.addEventListener('focusin', (event) => this.#select(this.#idOf(event.target)))
    this.#turns.addEventListener('click', (event) => {
      const id = this.#idOf(event.target)
      if (!id || (event.target as Element).closest('button, textarea')) return
      if (this.#mode === 'pick') this.#pick(id)
      else this.#select(id)
    })
    this.#composer.element.addEventListener('focusin', () => this.#select(null))
  }

  #partnerOf(role: string): Partner {
    const { node, making, locale } = this.#options
    return new Partner({
      control: nameOf(node), role, making, locale,
      said: () => [...this.#given, ...this.store.value.map(messageOf)].map(({ role, content }) => ({ role, content })),
      onReply: ({ role, content }) => this.#append({ role, content, tags: [] }),
      onChange: () => this.#paintProgress(),
    })
  }

  #nextRole(): string {
    if (this.#partner) return this.#rules.roles.find((role) => role !== this.#rules.modelRole) ?? 'user'
    const last = this.store.value.at(-1)
    return nextRole(this.#rules.roles, last ? messageOf(last).role : this.#given.at(-1)?.role)
  }

  #idOf(target: EventTarget | null): string | null {
    const index = (target as Element).closest<HTMLElement>('[data-turn]')?.dataset['turn']
    return index === undefined ? null : (this.store.value[Number(index)]?.id ?? null)
  }

  #turnAt(index: number): HTMLElement | null {
    return this.#turns.querySelector<HTMLElement>(`[data-turn="${index}"]`)
  }

  #append(message: Message): void {
    this.store.commit(appended(this.store.value, this.#options.node, message, this.#newId()))
    this.#voice.say(this.#text.chat.added(this.store.value.length))
  }

  #add(message: Message): void {
    this.#append(message)
    this.#composer.reset(this.#nextRole())
    this.#composer.field.focus()
    this.#composer.element.scrollIntoView?.({ block: 'nearest' })
    if (this.store.value.length < this.#rules.messagesMax) this.#partner?.ask()
  }

  #actionsFor(id: string): TurnActions {
    return {
      edit: () => this.#edit(id),
      remove: () => this.#remove(id),
      move: (step) => this.#move(id, step),
      toggleTag: (tag) => this.#change(id, (message) => ({ tags: toggledTag(message.tags, tag, this.#rules) })),
      changeRole: (role) => this.#change(id, () => ({ role })),
      pick: () => this.#pick(id),
    }
  }

  #edit(id: string): void {
    this.#editingId = id
    this.#paint()
    const field = this.#turns.querySelector('textarea')
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }

  #remove(id: string): void {
    const at = this.store.value.findIndex((region) => region.id === id)
    this.store.commit(removed(this.store.value, id))
    this.#voice.say(this.#text.chat.removed(at + 1))
    // The focus goes to the neighbour; with nothing left, to where the next message is written.
    const neighbour = this.#turnAt(Math.min(at, this.store.value.length - 1))
    ;(neighbour ?? this.#composer.field).focus()
  }

  #change(id: string, how: (message: Message) => Partial<Message>): void {
    const region = this.store.value.find((candidate) => candidate.id === id)
    if (region) this.store.commit(edited(this.store.value, id, how(messageOf(region))))
  }

  #move(id: string, step: 1 | -1): void {
    const next = movedTurn(this.store.value, id, step)
    if (next === this.store.value) return
    this.store.commit(next)
    const at = next.findIndex((region) => region.id === id)
    this.#turnAt(at)?.focus()
    this.#voice.say(this.#text.chat.moved(at + 1))
  }

  #pick(id: string): void {
    this.#select(id)
    this.#paint()
    this.#voice.say(this.#text.picked)
    this.#options.onPick?.({ kind: 'region', region_id: id })
  }

  #select(id: string | null): void {
    if (id === this.#selectedId) return
    this.#selectedId = id
    for (const element of this.#turns.children) {
      const selected = id !== null && this.#idOf(element) === id
      element.classList.toggle('pt-selected', selected)
      element.querySelector('[aria-expanded]')?.setAttribute('aria-expanded', String(selected))
    }
    this.#options.onSelectRegion?.(id)
  }

  #onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    const id = this.#idOf(target)
    if (!id || target instanceof HTMLTextAreaElement) return
    const step = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.code]
    if (step && event.altKey && this.#mode === 'edit') this.#move(id, step)
    else if (!target.matches('[data-turn]')) return
    else if (step) this.#turnAt(Number(target.dataset['turn']) + step)?.focus()
    else if (event.code === 'Enter' && this.#mode === 'pick') this.#pick(id)
    else if (event.code === 'Enter' && this.#isEditable(id)) this.#edit(id)
    else if (event.code === 'Delete' && this.#isEditable(id)) this.#remove(id)
    else return
    event.preventDefault()
  }

  #isEditable(id: string): boolean {
    const region = this.store.value.find((candidate) => candidate.id === id)
    return this.#mode === 'edit' && region !== undefined && this.#rules.editable(messageOf(region).role)
  }

  #paint(): void {
    const focus = this.#focusedAction()
    if (!this.store.value.some((region) => region.id === this.#editingId)) this.#editingId = null
    this.#turns.replaceChildren(...this.#given.map((message) => this.#givenElement(message)),
      ...this.store.value.map((region, index) => this.#elementOf(region, index)))
    if (focus) this.#turnAt(focus.turn)?.querySelector<HTMLElement>(`[data-action="${CSS.escape(focus.action)}"]`)?.focus()
    this.#paintProgress()
  }

  #paintProgress(): void {
    const { messagesMin, messagesMax, lengthMin } = this.#rules
    const count = this.store.value.length
    this.#meter.value = Math.min(count, Math.max(messagesMin, 1))
    this.#progressText.textContent = this.#text.chat.progress(count, messagesMin, lengthMin)
    this.#progress.classList.toggle('pt-met', messagesMin > 0 && count >= messagesMin)
    this.#composer.setEnabled(count < messagesMax && !this.#partner?.isThinking)
    this.#partner?.paint()
    this.#full.hidden = count < messagesMax
    if (!this.#composer.hasText) this.#composer.setRole(this.#nextRole())
  }

  /** The list is drawn anew on every change; the button that was pressed keeps the focus. */
  #focusedAction(): { turn: number; action: string } | null {
    const active = document.activeElement
    if (!(active instanceof HTMLElement) || !this.#turns.contains(active)) return null
    const action = active.dataset['action']
    const turn = active.closest<HTMLElement>('[data-turn]')?.dataset['turn']
    return action !== undefined && turn !== undefined ? { turn: Number(turn), action } : null
  }

  #lookOf(message: Message): TurnLook {
    return { message, index: null, count: 0, mode: 'given', selected: false, highlighted: false, problem: null, rules: this.#rules, text: this.#text }
  }

  #givenElement(message: Message): HTMLElement {
    return turnElement(this.#lookOf(message), this.#actionsFor(''))
  }

  #elementOf(region: Region, index: number): HTMLElement {
    const message = messageOf(region)
    if (region.id === this.#editingId) return this.#editorOf(region.id, message, index)
    return turnElement({
      ...this.#lookOf(message),
      index,
      mode: this.#mode,
      count: this.store.value.length,
      selected: region.id === this.#selectedId,
      highlighted: Boolean(this.#options.highlights?.includes(region.id)),
      problem: this.#mode === 'edit' ? turnProblem(message, this.#rules) : null,
    }, this.#actionsFor(region.id))
  }

  #editorOf(id: string, message: Message, index: number): HTMLElement {
    const close = () => {
      this.#editingId = null
      this.#paint()
      this.#turnAt(index)?.focus()
    }
    const mend = new Composer({
      rules: this.#rules, text: this.#text,
      purpose: 'mend',
      placeholder: null,
      start: message,
      onDone: ({ role, content }) => {
        this.#editingId = null
        this.store.commit(edited(this.store.value, id, { role, content }))
        close()
      },
      onCancel: close,
    })
    return h('li', { class: 'pt-turn pt-turn-editing', 'data-turn': index }, mend.element)
  }
}
