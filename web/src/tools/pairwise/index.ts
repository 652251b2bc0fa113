/** `Pairwise`: which of two things is better, by one tap or one key. */
import { button, h, keycap, setAttributes, walkByArrow } from '../dom'
import { chordText, type Hotkey } from '../hotkeys'
import { flag, nameOf } from '../node'
import { Single } from '../single'
import type { ControlOptions } from '../surface'
import type { ToolHandle } from '../types'
import { wordsOf } from './words'
import './style.css'

type Side = 'left' | 'right'

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  const { node, title, chords, hotkeys, locale, onAnswer } = options
  const words = wordsOf(locale)
  const single = new Single<Side>(options, 'selected', null)
  const sides: readonly Side[] = ['left', 'right']
  const buttons = sides.map((side, index) => sideButton(side, chords[index] ?? null))
  const group = h('div', { class: 'pt-pair', role: 'radiogroup', 'aria-label': title }, ...buttons)
  group.addEventListener('keydown', (event) => void walkByArrow(event, buttons))
  el.append(group)
  const release = single.fixed ? undefined : hotkeys?.register(sides.flatMap((side, index): Hotkey[] => {
    const chord = chords[index]
    const when = () => group.isConnected && group.closest('[hidden]') === null
    return chord ? [{ fixed: 'interface', id: `pairwise.${nameOf(node)}.${side}`, chord, label: words[side], group: words.group, when, run: () => choose(side) }] : []
  }))

  function sideButton(side: Side, chord: string | null): HTMLButtonElement {
    const keyed = chord !== null && hotkeys !== undefined && !single.fixed
    const element = button(h('span', { class: 'pt-choice-title' }, words[side]), {
      class: 'pt-choice', role: 'radio', disabled: single.fixed, 'aria-keyshortcuts': keyed && chordText(chord),
    }, () => choose(side))
    element.prepend(h('span', { class: 'pt-choice-mark', 'aria-hidden': 'true' }))
    if (keyed) element.append(keycap(chordText(chord)))
    return element
  }

  function choose(side: Side): void {
    single.set(side === single.value && !flag(node, 'required') && !onAnswer ? null : side)
    if (single.value) onAnswer?.()
  }

  return single.handle({
    render() {
      const at = Math.max(sides.findIndex((side) => side === single.value), 0)
      group.classList.toggle('pt-highlight', single.isHighlighted)
      buttons.forEach((element, index) =>
        setAttributes(element, { 'aria-checked': String(sides[index] === single.value), tabindex: index === at ? 0 : -1 }))
    },
    focus: () => (buttons.find((element) => element.tabIndex === 0) ?? buttons[0])?.focus(),
    destroy() {
      release?.()
      group.remove()
    },
  })
}
