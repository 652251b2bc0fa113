/** `Choices`: one tap or one key is the answer. */
import { historyHandle, Store } from '../base'
import { button, h, keycap, newRegionId, setAttributes, walkByArrow } from '../dom'
import { chordText, HotkeyAllocator, type Hotkey } from '../hotkeys'
import { attribute, flag, labelsOf, nameOf } from '../node'
import { stringsOf } from '../strings'
import type { LabelSpec, Region, ToolHandle, ToolOptions } from '../types'
import { inConfigOrder, isMultiple, pickedOf, preselected, press, regionsOf, shownOrder } from './model'

export interface ChoicesOptions extends ToolOptions {
  /** What the group is called on the screen and by a screen reader; the config's own words where it has none. */
  readonly title?: string | undefined
  /** Keys in the order of the screen, where several controls share the digits; otherwise 1–9. */
  readonly chords?: readonly (string | null)[] | undefined
  /** A person chose (not: a value was set from outside); for one key = answer and next. */
  readonly onAnswer?: (() => void) | undefined
}

export function mount(el: HTMLElement, options: ChoicesOptions): ToolHandle {
  const view = new ChoicesView(el, options)
  return {
    ...historyHandle(view.store),
    setValue: (value) => view.setValue(value),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    select() {},
  }
}

interface Item {
  readonly label: LabelSpec
  readonly chord: string | null
  readonly element: HTMLButtonElement
}

class ChoicesView {
  readonly store: Store<readonly Region[]>
  readonly #options: ChoicesOptions
  readonly #labels: readonly LabelSpec[]
  readonly #multiple: boolean
  readonly #fixed: boolean
  readonly #newId: () => string
  readonly #items: readonly Item[]
  readonly #group: HTMLElement
  readonly #releaseKeys: (() => void) | undefined
  #releaseSwipe: (() => void) | null = null

  constructor(el: HTMLElement, options: ChoicesOptions) {
    const { node, task } = options
    this.#options = options
    this.#labels = options.labels ?? labelsOf(node, task)
    this.#multiple = isMultiple(node)
    this.#fixed = Boolean(options.readonly || options.pickRegion)
    this.#newId = options.newId ?? newRegionId
    this.store = new Store<readonly Region[]>(this.#startOf(options.value), {
      render: () => this.#paint(),
      onStep: options.onStep,
      onChange: (value) => options.onChange?.([...value]),
    })
    const shown = shownOrder(node, this.#labels, task)
    const chords = options.chords ?? new HotkeyAllocator().allocate(shown.map((label) => label.hotkey))
    this.#items = shown.map((label, index) => this.#itemOf(label, chords[index] ?? null))
    this.#group = h('div', {
      class: `pt-choices pt-choices-${layoutOf(this.#labels)}`,
      role: this.#multiple ? 'group' : 'radiogroup',
      'aria-label': options.title ?? attribute(node, 'title') ?? nameOf(node),
    }, ...this.#items.map((item) => item.element))
    this.#group.addEventListener('keydown', (event) => void walkByArrow(event, this.#items.map((item) => item.element)))
    el.append(this.#group)
    this.#releaseKeys = this.#fixed ? undefined : options.hotkeys?.register(this.#items.flatMap((item, index) => this.#hotkeyOf(item, index)))
    this.#paint()
    if (this.#isSwiped()) void this.#bindSwipe()
  }

  setValue(value: readonly Region[]): void {
    this.store.replace(this.#startOf(value))
  }

  focus(): void {
    const target = this.#items.find((item) => item.element.tabIndex === 0) ?? this.#items[0]
    target?.element.focus()
  }

  destroy(): void {
    this.#releaseKeys?.()
    this.#releaseSwipe?.()
    this.#group.remove()
  }

  /** Two answers on a phone: where one of them is all there is to say, or where the config asks for it. */
  #isSwiped(): boolean {
    const wanted = attribute(this.#options.node, 'swipe')?.toLowerCase() ?? String(this.#options.onAnswer !== undefined)
    return wanted === 'true' && this.#items.length === 2 && !this.#multiple && !this.#fixed && matchMedia('(pointer: coarse)').matches
  }

  async #bindSwipe(): Promise<void> {
    const { bindSwipe } = await import('../swipe')
    const root = this.#group.closest<HTMLElement>('.pt-interface')
    const [left, right] = this.#items
    if (!root || !left || !right) return
    // On the screen, the buttons say which way they are swiped.
    left.element.prepend(h('span', { class: 'pt-choice-way', 'aria-hidden': 'true' }, '←'))
    right.element.append(h('span', { class: 'pt-choice-way', 'aria-hidden': 'true' }, '→'))
    this.#releaseSwipe = bindSwipe(root, {
      titles: [left.label.title, right.label.title],
      isOpen: () => this.#group.isConnected && this.#group.closest('[hidden]') === null,
      choose: (side) => {
        const { label } = [left, right][side]!
        // What is chosen already is not taken back by choosing it again.
        if (pickedOf(this.store.value).includes(label.value)) this.#options.onAnswer?.()
        else this.#choose(label)
      },
    })
  }

  #startOf(value: readonly Region[]): readonly Region[] {
    if (value.length > 0 || this.#fixed) return value
    const start = preselected(this.#labels, this.#multiple)
    return start.length > 0 ? regionsOf(this.#options.node, start, [], this.#newId) : value
  }

  #itemOf(label: LabelSpec, chord: string | null): Item {
    const keyed = chord !== null && this.#options.hotkeys !== undefined && !this.#fixed
    const element = button(h('span', { class: 'pt-choice-title' }, label.title), {
      class: 'pt-choice',
      role: this.#multiple ? 'checkbox' : 'radio',
      disabled: this.#fixed,
      'aria-keyshortcuts': keyed && chordText(chord),
    }, () => this.#choose(label))
    element.prepend(h('span', { class: 'pt-choice-mark', 'aria-hidden': 'true' }))
    if (label.hint) element.append(h('span', { class: 'pt-choice-hint' }, label.hint))
    if (keyed) element.append(keycap(chordText(chord)))
    return { label, chord, element }
  }

  #hotkeyOf({ label, chord }: Item, index: number): Hotkey[] {
    if (!chord) return []
    return [{
      id: `choices.${nameOf(this.#options.node)}.${index + 1}`,
      chord,
      fixed: 'interface',
      label: label.title,
      group: stringsOf(this.#options.locale).help.choices,
      when: () => this.#group.isConnected && this.#group.closest('[hidden]') === null,
      run: () => this.#choose(label),
    }]
  }

  #choose(label: LabelSpec): void {
    const { node, onAnswer } = this.#options
    const canClear = !flag(node, 'required') && !onAnswer
    const picked = press(pickedOf(this.store.value), label.value, this.#multiple, canClear)
    this.store.commit(regionsOf(node, inConfigOrder(picked, this.#labels), this.store.value, this.#newId))
    if (picked.length > 0) onAnswer?.()
  }

  #paint(): void {
    const picked = pickedOf(this.store.value)
    const first = Math.max(this.#items.findIndex((item) => picked.includes(item.label.value)), 0)
    this.#group.classList.toggle('pt-highlight', this.store.value.some((region) => this.#options.highlights?.includes(region.id)))
    this.#items.forEach(({ label, element }, index) => {
      setAttributes(element, {
        'aria-checked': String(picked.includes(label.value)),
        tabindex: this.#multiple || index === first ? 0 : -1,
      })
    })
  }
}

/** Short words stand side by side for two thumbs, sentences one below the other. */
function layoutOf(labels: readonly LabelSpec[]): 'tiles' | 'rows' {
  return labels.every((label) => [...label.title].length <= 14 && !label.hint) ? 'tiles' : 'rows'
}
