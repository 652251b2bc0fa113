/** `DateTime`: a date, a time, both, a month or a year, in the browser's own field for it; stored in the form of ISO 8601. */
import { domId, h, setAttributes } from '../dom'
import { attribute, flag, listOf, nameOf } from '../node'
import { Single } from '../single'
import type { ControlOptions } from '../surface'
import type { ConfigNode, Problem, ToolHandle } from '../types'
import { wordsOf } from './words'

type Part = 'datetime-local' | 'date' | 'time' | 'month' | 'year'

const PATTERNS: Readonly<Record<Part, RegExp>> = {
  'datetime-local': /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, date: /^\d{4}-\d\d-\d\d$/, time: /^\d\d:\d\d(:\d\d)?$/, month: /^\d{4}-\d\d$/, year: /^\d{4}$/,
}

/** `only` may list several, of which the finest counts; none means date and time. */
export function partOf(node: ConfigNode): Part {
  const only = listOf(node, 'only').map((word) => word.toLowerCase())
  const [date, time] = [only.includes('date'), only.includes('time')]
  if (only.length === 0 || (date && time)) return 'datetime-local'
  return date ? 'date' : time ? 'time' : only.includes('month') ? 'month' : 'year'
}

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  const { node, title, locale } = options
  const words = wordsOf(locale)
  const part = partOf(node)
  const single = new Single<string>(options, 'datetime', attribute(node, 'defaultValue') ?? null)
  const errorId = domId('date')
  const [minimum, maximum] = [attribute(node, 'min'), attribute(node, 'max')]
  const field = h('input', {
    class: 'pt-field', 'aria-label': title, 'aria-describedby': errorId, readonly: single.fixed, 'aria-required': flag(node, 'required') || null,
    type: part === 'year' ? 'text' : part, inputmode: part === 'year' ? 'numeric' : null, placeholder: words.example[part], min: minimum, max: maximum,
  })
  field.addEventListener('input', () => single.set(field.value.trim() || null, true))
  const error = h('p', { class: 'pt-counter', id: errorId })
  const root = h('div', { class: 'pt-date' }, field, error)
  el.append(root)

  function problem(): string | null {
    const { value } = single
    if (value === undefined) return null
    if (!PATTERNS[part].test(value)) return words.shape(words.example[part])
    if ((minimum && value < minimum) || (maximum && value > maximum)) return words.outside(minimum ?? '', maximum ?? '')
    return null
  }

  const handle = single.handle({
    render() {
      if (field.value.trim() !== (single.value ?? '')) field.value = single.value ?? ''
      const words = problem()
      error.textContent = words ?? ''
      error.classList.toggle('pt-over', words !== null)
      setAttributes(field, { 'aria-invalid': words ? 'true' : null })
      field.classList.toggle('pt-highlight', single.isHighlighted)
    },
    focus: () => field.focus(),
    destroy: () => root.remove(),
  })
  return {
    ...handle,
    problems(): Problem[] {
      const message = problem()
      return message ? [{ from_name: nameOf(node), code: 'invalid', message }] : []
    },
  }
}
