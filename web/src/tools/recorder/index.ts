/** `Recorder`: a prompt to read, a level meter, and a recording that can be heard and made again. */
import { button, h, setAttributes } from '../dom'
import { Files } from '../making/files'
import { statusLine } from '../making/status'
import { deviceProblem, makingWords } from '../making/words'
import { attribute, interpolate } from '../node'
import type { ControlOptions } from '../surface'
import type { Problem, ToolHandle } from '../types'
import { openMicrophone, type Microphone } from './microphone'
import { limitsOf, measure, problemOf, SILENCE, wavOf } from './model'
import { wordsOf } from './words'
import '../making/style.css'

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  return new RecorderView(el, options).handle
}

class RecorderView {
  readonly handle: ToolHandle
  readonly #options: ControlOptions
  readonly #files: Files
  readonly #limits
  readonly #words
  readonly #root: HTMLElement
  readonly #main: HTMLButtonElement
  readonly #meter = h('div', { class: 'pt-meter', role: 'meter', 'aria-valuemin': SILENCE, 'aria-valuemax': 0, hidden: true }, h('div', { class: 'pt-meter-bar' }))
  readonly #time = h('p', { class: 'pt-counter' })
  readonly #player = h('audio', { class: 'pt-made-player', controls: true, preload: 'metadata', hidden: true })
  readonly #status
  readonly #input: HTMLInputElement
  #microphone: Microphone | null = null
  #opening = false
  #frame = 0
  #problem: string | null = null
  #heard: string | null = null
  #local: string | null = null

  constructor(el: HTMLElement, options: ControlOptions) {
    const { node, task, locale, title } = options
    this.#options = options
    this.#words = wordsOf(locale)
    this.#limits = limitsOf(node)
    this.#files = new Files(options, 'recorder', () => this.#paint())
    this.#status = statusLine(locale)
    this.#main = button('', { class: 'pt-made-main' }, () => void this.#toggle())
    this.#player.setAttribute('aria-label', this.#words.listen)
    this.#meter.setAttribute('aria-label', this.#words.level)
    this.#input = h('input', { type: 'file', class: 'pt-sr', accept: 'audio/*', capture: 'user', tabindex: -1, 'aria-hidden': 'true' })
    this.#input.addEventListener('change', () => this.#chosen())
    const prompt = interpolate(attribute(node, 'prompt') ?? '', task)
    const choose = button(makingWords(locale).chooseFile, { class: 'pt-small' }, () => this.#input.click())
    this.#root = h('div', { class: 'pt-recorder', role: 'group', 'aria-label': title },
      prompt !== '' && h('figure', { class: 'pt-made-prompt' }, h('figcaption', {}, this.#words.read), h('blockquote', {}, prompt)),
      this.#player, this.#meter,
      !this.#files.single.fixed && h('div', { class: 'pt-made-actions' }, this.#main, choose, this.#input),
      this.#time, this.#status.element)
    el.append(this.#root)
    const handle = this.#files.single.handle({ render: () => this.#paint(), focus: () => this.#main.focus(), destroy: () => this.#destroy() })
    this.handle = { ...handle, problems: () => this.#problems() }
  }

  #problems(): Problem[] {
    if (this.#microphone) return [{ from_name: attribute(this.#options.node, 'name') ?? '', code: 'unsent', message: makingWords(this.#options.locale).wait }]
    return this.#files.problems()
  }

  async #toggle(): Promise<void> {
    if (this.#microphone) return this.#finish()
    if (this.#opening) return
    this.#opening = true
    this.#problem = null
    this.#files.forget()
    this.#player.pause()
    this.#paint()
    try {
      this.#microphone = await openMicrophone()
    } catch (error) {
      this.#problem = deviceProblem(error, this.#options.locale)
    }
    this.#opening = false
    this.#paint()
    if (this.#microphone) this.#tick()
  }

  #tick(): void {
    const microphone = this.#microphone
    if (!microphone) return
    const level = Math.max(SILENCE, Math.min(0, microphone.level()))
    const bar = this.#meter.firstElementChild as HTMLElement
    bar.style.transform = `scaleX(${1 - level / SILENCE})`
    bar.classList.toggle('pt-meter-loud', level > -3)
    bar.classList.toggle('pt-meter-quiet', level < this.#limits.levelMin)
    setAttributes(this.#meter, { 'aria-valuenow': Math.round(level) })
    this.#time.textContent = this.#words.time(microphone.seconds(), this.#limits.secondsMax)
    if (microphone.seconds() >= this.#limits.secondsMax - 0.1) this.#finish()
    else this.#frame = requestAnimationFrame(() => this.#tick())
  }

  #finish(): void {
    cancelAnimationFrame(this.#frame)
    const microphone = this.#microphone
    this.#microphone = null
    if (!microphone) return
    const { samples, rate } = microphone.stop()
    const problem = problemOf(measure(samples, rate), this.#limits)
    this.#problem = problem && this.#words.problems[problem](this.#limits)
    const file = new Blob([wavOf(samples, rate)], { type: 'audio/wav' })
    this.#hear(file)
    if (!problem) this.#send(file)
    this.#paint()
  }

  #chosen(): void {
    const file = this.#input.files?.[0]
    this.#input.value = ''
    if (!file) return
    this.#problem = null
    this.#hear(file)
    this.#send(file)
  }

  #send(file: Blob): void {
    if (this.#files.canSend) this.#files.send(file, (_, reference) => [reference])
    else this.#problem = makingWords(this.#options.locale).previewOnly
  }

  /** What was just made is heard at once, from here. */
  #hear(file: Blob): void {
    if (this.#local) URL.revokeObjectURL(this.#local)
    this.#local = URL.createObjectURL(file)
    this.#play(this.#local)
  }

  #play(url: string | null): void {
    if (url === this.#heard) return
    this.#heard = url
    if (url) this.#player.src = url
    else this.#player.removeAttribute('src')
  }

  #paint(): void {
    const reference = this.#files.references[0]
    if (!this.#local) this.#play(reference ? (this.#files.fileOf(reference)?.url ?? null) : null)
    const busy = this.#microphone !== null
    this.#player.hidden = busy || this.#heard === null
    this.#meter.hidden = !busy
    this.#main.textContent = busy ? this.#words.stop : this.#opening ? this.#words.opening : reference || this.#heard ? this.#words.again : this.#words.start
    this.#main.classList.toggle('pt-made-running', busy)
    this.#main.disabled = this.#opening || this.#files.sending.state === 'sending'
    if (!busy) this.#time.textContent = this.#words.range(this.#limits)
    this.#status.show(this.#files.sending, this.#problem)
    this.#root.classList.toggle('pt-highlight', this.#files.single.isHighlighted)
    this.#root.dataset['state'] = busy ? 'recording' : this.#files.sending.state === 'idle' && reference ? 'sent' : this.#files.sending.state
  }

  #destroy(): void {
    cancelAnimationFrame(this.#frame)
    this.#microphone?.cancel()
    this.#player.pause()
    if (this.#local) URL.revokeObjectURL(this.#local)
    this.#root.remove()
  }
}
