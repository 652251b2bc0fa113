/** Where the next message is written, or one that is there is mended. Enter sends, Shift+Enter breaks the line, never while a syllable is being composed. */
import { contentCount } from '../characters'
import { button, domId, h, setAttributes, walkByArrow } from '../dom'
import { isComposing } from '../hotkeys'
import type { Strings } from '../strings'
import { toggledTag, type ChatRules, type Message } from './model'
import { roleName, tagChips } from './turn'

export interface ComposerOptions {
  readonly rules: ChatRules
  readonly text: Strings
  readonly start: Message
  readonly placeholder: string | null
  readonly purpose: 'add' | 'mend'
  readonly onDone: (message: Message) => void
  readonly onCancel?: () => void
}

export class Composer {
  readonly element: HTMLElement
  readonly field: HTMLTextAreaElement
  readonly #options: ComposerOptions
  readonly #roles: HTMLElement
  readonly #tags = h('div', { class: 'pt-composer-tags' })
  readonly #counter: HTMLElement
  readonly #done: HTMLButtonElement
  #message: Message

  constructor(options: ComposerOptions) {
    const { rules, text, purpose, start } = options
    this.#options = options
    this.#message = start
    const counterId = domId('count')
    this.#counter = h('p', { class: 'pt-counter', id: counterId })
    this.field = h('textarea', {
      class: 'pt-field', rows: 1, enterkeyhint: 'send', placeholder: options.placeholder,
      'aria-label': purpose === 'add' ? text.chat.write : text.chat.mend, 'aria-describedby': counterId,
    })
    this.field.value = start.content
    this.field.addEventListener('input', () => this.#paint())
    this.field.addEventListener('keydown', (event) => this.#onKey(event))
    this.#roles = h('div', { class: 'pt-roles', role: 'radiogroup', 'aria-label': text.chat.speaker },
      ...rules.roles.map((role) => button(roleName(role, text), { class: 'pt-chip', role: 'radio', 'data-role': role }, () => this.setRole(role))))
    this.#roles.addEventListener('keydown', (event) => this.#walkRoles(event))
    this.#done = button(purpose === 'add' ? text.chat.add : text.chat.save, { class: 'pt-primary' }, () => this.submit())
    const cancel = options.onCancel && button(text.tool.cancel, { class: 'pt-small' }, options.onCancel)
    this.element = h('div', { class: 'pt-composer' }, this.#roles, this.#tags,
      h('div', { class: 'pt-composer-line' }, this.field, this.#done, cancel), this.#counter)
    this.#paintTags()
    this.#paint()
  }

  get hasText(): boolean {
    return this.field.value.trim() !== ''
  }

  setRole(role: string): void {
    this.#message = { ...this.#message, role }
    this.#paint()
  }

  /** Empties the field for the next speaker. */
  reset(role: string): void {
    this.#message = { role, content: '', tags: [] }
    this.field.value = ''
    this.#paintTags()
    this.#paint()
  }

  setEnabled(enabled: boolean): void {
    this.element.hidden = !enabled
  }

  submit(): void {
    if (!this.hasText) return this.field.focus()
    this.#options.onDone({ ...this.#message, content: this.field.value.trim() })
  }

  #onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return
    if (event.code === 'Escape' && this.#options.onCancel) {
      event.stopPropagation()
      this.#options.onCancel()
    }
    const sends = event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey
    if (!sends) return
    event.preventDefault()
    this.submit()
  }

  #walkRoles(event: KeyboardEvent): void {
    const at = walkByArrow(event, [...this.#roles.children] as HTMLElement[])
    if (at !== null) this.setRole(this.#options.rules.roles[at]!)
  }

  #paint(): void {
    const { rules, text } = this.#options
    for (const chip of this.#roles.children) {
      const chosen = (chip as HTMLElement).dataset['role'] === this.#message.role
      setAttributes(chip, { 'aria-checked': String(chosen), tabindex: chosen ? 0 : -1 })
    }
    this.#roles.hidden = rules.roles.length < 2
    const length = contentCount(this.field.value)
    const maximum = Number.isFinite(rules.lengthMax) ? rules.lengthMax : undefined
    this.#counter.textContent = text.textArea.counter(length, rules.lengthMin, maximum)
    this.#counter.classList.toggle('pt-over', length > rules.lengthMax)
    this.#counter.classList.toggle('pt-met', length >= Math.max(rules.lengthMin, 1) && length <= rules.lengthMax)
    setAttributes(this.#done, { 'aria-disabled': length === 0 ? 'true' : null })
  }

  #paintTags(focused?: string): void {
    const { rules, text, purpose } = this.#options
    if (rules.tags.length === 0 || purpose === 'mend') return
    this.#tags.replaceChildren(tagChips(rules.tags, this.#message.tags, text.chat.tags, (tag) => {
      this.#message = { ...this.#message, tags: toggledTag(this.#message.tags, tag, rules) }
      this.#paintTags(tag)
    }))
    if (focused) this.#tags.querySelectorAll('button')[rules.tags.indexOf(focused)]?.focus()
  }
}
