/** `Number`: a number by typing, by steps, or on a slider. */
import { button, domId, h, setAttributes } from '../dom'
import { parseChord } from '../hotkeys'
import { attribute, flag, nameOf } from '../node'
import { Single } from '../single'
import type { ControlOptions } from '../surface'
import type { Problem, ToolHandle } from '../types'
import { limitsOf, problemOf, read, stepped } from './model'
import { wordsOf } from './words'
import './style.css'

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  const { node, title, hotkeys, locale } = options
  const words = wordsOf(locale)
  const limits = limitsOf(node)
  const start = attribute(node, 'defaultValue')
  const single = new Single<number>(options, 'number', start === undefined ? null : read(start))
  const errorId = domId('number')
  const field = h('input', {
    class: 'pt-field pt-number-field', type: 'text', inputmode: 'decimal', autocomplete: 'off', readonly: single.fixed,
    'aria-label': title, 'aria-describedby': errorId, 'aria-required': flag(node, 'required') || null,
  })
  field.addEventListener('input', () => single.set(read(field.value)))
  field.addEventListener('blur', () => paint(true))
  field.addEventListener('keydown', (event) => {
    if (event.code === 'ArrowUp' || event.code === 'ArrowDown') {
      event.preventDefault()
      step(event.code === 'ArrowUp' ? 1 : -1, event.repeat)
    }
  })
  const error = h('p', { class: 'pt-counter', id: errorId })
  const slider = flag(node, 'slider') ? sliderOf() : null
  const root = h('div', { class: 'pt-number', role: 'group', 'aria-label': title }, slider,
    h('div', { class: 'pt-number-row' },
      !single.fixed && button('−', { class: 'pt-small', 'aria-label': words.less }, () => step(-1)), field,
      !single.fixed && button('+', { class: 'pt-small', 'aria-label': words.more }, () => step(1))), error)
  el.append(root)
  const chord = parseChord(attribute(node, 'hotkey') ?? '')
  const release = chord && !single.fixed
    ? hotkeys?.register([{ fixed: 'interface', id: `number.${nameOf(node)}.more`, chord, label: `${title}: ${words.more}`, group: words.group, when: () => root.closest('[hidden]') === null, run: () => step(1) }])
    : undefined

  function sliderOf(): HTMLInputElement {
    const range = h('input', { type: 'range', class: 'pt-number-slider', 'aria-label': title, min: limits.minimum, max: limits.maximum, step: limits.step ?? 'any', disabled: single.fixed })
    let joined = false
    range.addEventListener('input', () => {
      single.set(Number(range.value), joined)
      joined = true
    })
    range.addEventListener('change', () => (joined = false))
    return range
  }

  function step(by: 1 | -1, held = false): void {
    single.set(stepped(single.value, by, limits), held)
  }

  function paint(whole: boolean): void {
    const { value } = single
    if (whole || read(field.value) !== (value ?? null)) field.value = value === undefined ? '' : String(value)
    if (slider && value !== undefined) slider.value = String(value)
    const problem = problemOf(value, limits)
    error.textContent = problem ? words[problem](limits) : words.range(limits)
    error.classList.toggle('pt-over', problem !== null)
    setAttributes(field, { 'aria-invalid': problem ? 'true' : null })
    field.classList.toggle('pt-highlight', single.isHighlighted)
  }

  const handle = single.handle({
    render: () => paint(false),
    focus: () => field.focus(),
    destroy() {
      release?.()
      root.remove()
    },
  })
  return {
    ...handle,
    problems(): Problem[] {
      const problem = problemOf(single.value, limits)
      return problem ? [{ from_name: nameOf(node), code: 'invalid', message: words[problem](limits) }] : []
    },
  }
}
