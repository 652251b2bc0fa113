/** `Rating`: as many stars as it deserves, by one tap or one key. */
import { button, domId, h, keycap, setAttributes, walkByArrow } from '../dom'
import { chordText, parseChord, type Hotkey } from '../hotkeys'
import { attribute, count, flag, nameOf } from '../node'
import { Single } from '../single'
import type { ControlOptions } from '../surface'
import type { ToolHandle } from '../types'
import { wordsOf } from './words'
import './style.css'

const ICONS: Readonly<Record<string, string>> = { star: '★', heart: '♥', fire: '🔥', smile: '☺' }

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  const { node, control, title, chords, hotkeys, locale, onAnswer } = options
  const words = wordsOf(locale)
  const start = count(node, 'defaultValue') ?? 0
  const single = new Single<number>(options, 'rating', start > 0 ? start : null)
  const canClear = !flag(node, 'required')
  const sign = ICONS[attribute(node, 'icon') ?? 'star'] ?? '★'
  const stars = control.labels.map((_, index) => starOf(index + 1, chords[index] ?? null))
  const said = h('p', { class: 'pt-rating-said', id: domId('rating') })
  const group = h('div', { class: 'pt-rating', role: 'radiogroup', 'aria-label': title, 'aria-describedby': said.id }, ...stars)
  group.addEventListener('keydown', (event) => void walkByArrow(event, stars))
  const root = h('div', { class: 'pt-rating-place' }, group, said)
  el.append(root)
  const release = single.fixed ? undefined : hotkeys?.register(keys())

  function starOf(value: number, chord: string | null): HTMLButtonElement {
    const keyed = chord !== null && hotkeys !== undefined && !single.fixed
    const star = button(h('span', { class: 'pt-star', 'aria-hidden': 'true' }, sign), {
      class: 'pt-rating-star', role: 'radio', disabled: single.fixed,
      'aria-label': words.stars(value, control.labels.length), 'aria-keyshortcuts': keyed && chordText(chord),
    }, () => choose(value))
    if (keyed) star.append(keycap(chordText(chord)))
    return star
  }

  function keys(): Hotkey[] {
    const common = { group: words.group, fixed: 'interface' as const, when: () => root.isConnected && root.closest('[hidden]') === null }
    const own = stars.flatMap((_, index): Hotkey[] => {
      const chord = chords[index]
      return chord ? [{ ...common, id: `rating.${nameOf(node)}.${index + 1}`, chord, label: words.stars(index + 1, stars.length), run: () => choose(index + 1) }] : []
    })
    const chord = parseChord(attribute(node, 'hotkey') ?? '')
    // As in Label Studio: one key that goes up and starts again.
    const next: Hotkey[] = chord ? [{ ...common, id: `rating.${nameOf(node)}.next`, chord, label: words.next, run: () => single.set(((single.value ?? 0) % stars.length) + 1) }] : []
    return [...own, ...next]
  }

  function choose(value: number): void {
    single.set(value === single.value && canClear && !onAnswer ? null : value)
    if (single.value !== undefined) onAnswer?.()
  }

  return single.handle({
    render() {
      const value = single.value ?? 0
      group.classList.toggle('pt-highlight', single.isHighlighted)
      stars.forEach((star, index) => {
        setAttributes(star, { 'aria-checked': String(index + 1 === value), tabindex: index === Math.max(value - 1, 0) ? 0 : -1 })
        star.classList.toggle('pt-lit', index < value)
      })
      said.textContent = value > 0 ? words.stars(value, stars.length) : words.none
    },
    focus: () => (stars[Math.max((single.value ?? 0) - 1, 0)] ?? stars[0])?.focus(),
    destroy() {
      release?.()
      root.remove()
    },
  })
}
