/** `Choices`: one tap or one key is the answer. */
import { Store } from '../base'
import { button, h, keycap, newRegionId, setAttributes } from '../dom'
import { chordText, HotkeyAllocator, type Hotkey } from '../hotkeys'
import { attribute, labelsOf, nameOf } from '../node'
import { stringsOf } from '../strings'
import type { LabelSpec, Region, ToolHandle, ToolOptions } from '../types'
import { inConfigOrder, isMultiple, pickedOf, preselected, press, regionsOf } from './model'

export interface ChoicesOptions extends ToolOptions {
  /** What the group is called on the screen and by a screen reader; the config's own words where it has none. */
  readonly title?: string | undefined
  /** Keys in the order of the choices, where several controls share the digits; otherwise 1–9. */
  readonly chords?: readonly (string | null)[] | undefined
  /** A person chose (not: a value was set from outside); for one key = answer and next. */
  readonly onAnswer?: (() => void) | undefined
}

export function mount(el: HTMLElement, options: ChoicesOptions): ToolHandle {
  const { node, locale } = options
  const text = stringsOf(locale)
  const labels = options.labels ?? labelsOf(node, options.task)
  const multiple = isMultiple(node)
  const fixed = Boolean(options.readonly || options.pickRegion)
  const newId = options.newId ?? newRegionId
  const chords = options.chords ?? new HotkeyAllocator().allocate(labels.map((label) => label.hotkey))

  const initial = startOf(options.value)
  const store = new Store<readonly Region[]>(initial, {
    render: paint,
    onStep: options.onStep,
    onChange: (value) => options.onChange?.([...value]),
  })
  const buttons = labels.map(buttonOf)
  const group = h('div', {
    class: `pt-choices pt-choices-${layoutOf(labels)}`,
    role: multiple ? 'group' : 'radiogroup',
    'aria-label': options.title ?? attribute(node, 'title') ?? nameOf(node),
    'aria-disabled': fixed || null,
  }, ...buttons)
  el.append(group)
  group.addEventListener('keydown', moveByArrow)
  const release = fixed ? undefined : options.hotkeys?.register(labels.flatMap(hotkeyOf))
  paint(store.value)

  function startOf(value: readonly Region[]): readonly Region[] {
    if (value.length > 0 || fixed) return value
    const start = preselected(labels, multiple)
    return start.length > 0 ? regionsOf(node, start, [], newId) : value
  }

  function buttonOf(label: LabelSpec, index: number): HTMLButtonElement {
    const chord = chords[index]
    const element = button(h('span', { class: 'pt-choice-title' }, label.title), {
      class: 'pt-choice',
      role: multiple ? 'checkbox' : 'radio',
      disabled: fixed,
      'aria-keyshortcuts': chord && options.hotkeys && !fixed ? chordText(chord) : null,
    }, () => choose(label))
    element.prepend(h('span', { class: 'pt-choice-mark', 'aria-hidden': 'true' }))
    if (label.hint) element.append(h('span', { class: 'pt-choice-hint' }, label.hint))
    if (chord && options.hotkeys && !fixed) element.append(keycap(chordText(chord)))
    return element
  }

  function hotkeyOf(label: LabelSpec, index: number): Hotkey[] {
    const chord = chords[index]
    if (!chord) return []
    return [{
      id: `choices.${nameOf(node)}.${index + 1}`,
      chord,
      label: label.title,
      group: text.help.choices,
      when: () => group.isConnected && group.closest('[hidden]') === null,
      run: () => choose(label),
    }]
  }

  function choose(label: LabelSpec): void {
    const before = pickedOf(store.value)
    const picked = press(before, label.value, multiple, attribute(node, 'required') !== 'true' && !options.onAnswer)
    store.commit(regionsOf(node, inConfigOrder(picked, labels), store.value, newId))
    if (picked.length > 0) options.onAnswer?.()
  }

  /** Arrow keys walk the group as in any group of radio buttons; they only move the focus, so that looking is not answering. */
  function moveByArrow(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.code]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }

  function paint(value: readonly Region[]): void {
    const picked = pickedOf(value)
    const marked = value.some((region) => options.highlights?.includes(region.id))
    group.classList.toggle('pt-highlight', marked)
    buttons.forEach((element, index) => {
      const isPicked = picked.includes(labels[index]!.value)
      setAttributes(element, { 'aria-checked': String(isPicked), tabindex: isTabStop(index, picked) ? 0 : -1 })
    })
  }

  function isTabStop(index: number, picked: readonly string[]): boolean {
    if (multiple) return true
    const first = labels.findIndex((label) => picked.includes(label.value))
    return index === Math.max(first, 0)
  }

  return {
    getValue: () => [...store.value],
    setValue: (value) => store.replace(startOf(value)),
    focus: () => (buttons.find((element) => element.tabIndex === 0) ?? buttons[0])?.focus(),
    destroy() {
      release?.()
      group.remove()
    },
    undo: () => void store.undo(),
    redo: () => void store.redo(),
    canUndo: () => store.canUndo(),
    canRedo: () => store.canRedo(),
    select() {},
  }
}

/** Short words stand side by side for two thumbs, sentences one below the other. */
function layoutOf(labels: readonly LabelSpec[]): 'tiles' | 'rows' {
  return labels.every((label) => [...label.title].length <= 14 && !label.hint) ? 'tiles' : 'rows'
}
