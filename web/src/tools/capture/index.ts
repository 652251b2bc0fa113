/** `Capture`: photos or videos, from a live camera or the phone's own camera program. */
import { button, h } from '../dom'
import { Files } from '../making/files'
import { statusLine } from '../making/status'
import { deviceProblem, makingWords } from '../making/words'
import { attribute, interpolate, nameOf } from '../node'
import type { ControlOptions } from '../surface'
import type { Problem, ToolHandle } from '../types'
import { openCamera, photoOf, pixelsOf, readablePhoto, recordVideo, type Camera, type VideoRecording } from './camera'
import { limitsOf, measuredSize, sharpness } from './model'
import { wordsOf } from './words'
import '../making/style.css'

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  return new CaptureView(el, options).handle
}

class CaptureView {
  readonly handle: ToolHandle
  readonly #options: ControlOptions
  readonly #files: Files
  readonly #limits
  readonly #words
  readonly #root: HTMLElement
  readonly #list: HTMLUListElement
  readonly #live: HTMLVideoElement
  readonly #main: HTMLButtonElement
  readonly #close: HTMLButtonElement
  readonly #input: HTMLInputElement
  readonly #actions: HTMLElement
  readonly #time = h('p', { class: 'pt-counter' })
  readonly #status
  #camera: Camera | null = null
  #recording: VideoRecording | null = null
  #timer = 0
  #problem: string | null = null
  #shown: readonly string[] = []
  #gone = false

  constructor(el: HTMLElement, options: ControlOptions) {
    const { node, task, locale, title } = options
    this.#options = options
    this.#words = wordsOf(locale)
    this.#limits = limitsOf(node)
    const { kind, camera } = this.#limits
    this.#files = new Files(options, 'capture', () => this.#paint())
    this.#status = statusLine(locale)
    this.#list = h('ul', { class: 'pt-capture-list', 'aria-label': this.#words.list })
    this.#live = h('video', { class: 'pt-capture-live', muted: true, playsinline: true, autoplay: true, 'aria-label': this.#words.live, hidden: true })
    this.#live.muted = true
    this.#main = button('', { class: 'pt-made-main' }, () => void this.#act())
    this.#close = button(this.#words.close, { class: 'pt-small', hidden: true }, () => this.#shut())
    // Phones that keep HEIC hand over a JPEG unless HEIC is asked for; other machines only hand over what is.
    const heic = matchMedia('(pointer: coarse)').matches ? '' : ',image/heic,image/heif,.heic,.heif'
    const accept = kind === 'photo' ? `image/jpeg,image/png,image/webp${heic}` : 'video/mp4,video/webm,video/quicktime'
    this.#input = h('input', { type: 'file', class: 'pt-sr', accept, capture: camera, tabindex: -1, 'aria-hidden': 'true' })
    this.#input.addEventListener('change', () => void this.#chosen())
    const choose = button(makingWords(locale).chooseFile, { class: 'pt-small' }, () => this.#input.click())
    this.#actions = h('div', { class: 'pt-made-actions' }, this.#main, this.#close, choose, this.#input)
    const prompt = interpolate(attribute(node, 'prompt') ?? '', task)
    this.#root = h('div', { class: 'pt-capture', role: 'group', 'aria-label': title },
      prompt !== '' && h('figure', { class: 'pt-made-prompt' }, h('blockquote', {}, prompt)),
      this.#list, this.#live, !this.#files.single.fixed && this.#actions, this.#time, this.#status.element)
    el.append(this.#root)
    const handle = this.#files.single.handle({ render: () => this.#paint(), focus: () => this.#main.focus(), destroy: () => this.#destroy() })
    this.handle = { ...handle, problems: () => this.#problems() }
  }

  #problems(): Problem[] {
    const missing = this.#limits.filesMin - this.#files.references.length
    const few: Problem[] = missing > 0 && this.#files.references.length > 0
      ? [{ from_name: nameOf(this.#options.node), code: 'too_few', message: this.#words.few(missing) }] : []
    return [...this.#files.problems(), ...few]
  }

  /** The one big button: opens the camera, takes the photo, starts and stops the video. */
  async #act(): Promise<void> {
    this.#problem = null
    this.#files.forget()
    if (!this.#camera) return this.#open()
    if (this.#limits.kind === 'photo') {
      const photo = await photoOf(this.#live)
      this.#shut()
      return this.#take(photo)
    }
    if (this.#recording) return this.#finishVideo()
    this.#recording = recordVideo(this.#camera.stream)
    this.#timer = window.setInterval(() => this.#tick(), 100)
    this.#paint()
  }

  async #open(): Promise<void> {
    this.#main.disabled = true
    try {
      const camera = await openCamera(this.#limits.camera, this.#limits.kind === 'video')
      if (this.#gone) return camera.close()
      this.#camera = camera
      this.#live.srcObject = camera.stream
      await this.#live.play()
    } catch (error) {
      this.#shut()
      this.#problem = deviceProblem(error, this.#options.locale)
    }
    this.#paint()
  }

  #tick(): void {
    const seconds = this.#recording?.seconds() ?? 0
    this.#time.textContent = this.#words.time(seconds, this.#limits.secondsMax)
    if (seconds >= this.#limits.secondsMax - 0.2) void this.#finishVideo()
  }

  async #finishVideo(): Promise<void> {
    const recording = this.#recording
    if (!recording) return
    this.#recording = null
    window.clearInterval(this.#timer)
    const seconds = recording.seconds()
    const video = await recording.stop()
    this.#shut()
    if (seconds < this.#limits.secondsMin) return this.#refuse(this.#words.short(this.#limits))
    this.#send(video)
  }

  async #chosen(): Promise<void> {
    const file = this.#input.files?.[0]
    this.#input.value = ''
    if (!file) return
    this.#problem = null
    if (this.#limits.kind !== 'photo') return this.#send(file)
    const photo = await readablePhoto(file)
    if (photo) await this.#take(photo)
    else this.#refuse(this.#words.undecodable)
  }

  async #take(photo: Blob): Promise<void> {
    const { sharpnessMin } = this.#limits
    if (sharpnessMin !== undefined) {
      const pixels = await pixelsOf(photo, measuredSize)
      if (pixels && sharpness(pixels.data, pixels.width, pixels.height) < sharpnessMin) return this.#refuse(this.#words.blurred)
    }
    this.#send(photo)
  }

  #refuse(problem: string): void {
    this.#problem = problem
    this.#paint()
  }

  #send(file: Blob): void {
    if (file.size > this.#limits.bytesMax) return this.#refuse(this.#words.large(this.#limits))
    if (!this.#files.canSend) return this.#refuse(makingWords(this.#options.locale).previewOnly)
    // A single one is taken again instead of the last.
    const { filesMax } = this.#limits
    this.#files.send(file, (known, reference) => [...known.filter((other) => other !== reference), reference].slice(-filesMax))
  }

  #shut(): void {
    this.#camera?.close()
    this.#camera = null
    this.#live.srcObject = null
    this.#paint()
  }

  #paint(): void {
    const { kind, filesMax } = this.#limits
    const open = this.#camera !== null
    this.#live.hidden = !open
    this.#close.hidden = !open || this.#recording !== null
    this.#main.textContent = this.#recording ? this.#words.stop : open ? this.#words.shoot[kind] : this.#words.open[kind]
    this.#main.classList.toggle('pt-made-running', this.#recording !== null)
    this.#main.disabled = this.#files.sending.state === 'sending'
    this.#actions.hidden = filesMax > 1 && this.#files.references.length >= filesMax
    if (!this.#recording) this.#time.textContent = ''
    this.#paintList()
    this.#status.show(this.#files.sending, this.#problem)
    this.#root.classList.toggle('pt-highlight', this.#files.single.isHighlighted)
    this.#root.dataset['state'] = this.#recording ? 'recording' : open ? 'open' : this.#files.sending.state
  }

  #paintList(): void {
    const { references } = this.#files
    if (references.length === this.#shown.length && references.every((reference, index) => reference === this.#shown[index])) return
    this.#shown = references
    this.#list.replaceChildren(...references.map((reference, index) => this.#item(reference, index + 1)))
    this.#list.hidden = references.length === 0
  }

  #item(reference: string, index: number): HTMLElement {
    const file = this.#files.fileOf(reference)
    const name = this.#words.item(index)
    const shown = !file ? h('p', { class: 'pt-stage-failure' }, makingWords(this.#options.locale).gone)
      : file.content_type.startsWith('video/') ? h('video', { src: file.url, controls: true, playsinline: true, preload: 'metadata', 'aria-label': name })
        : h('img', { src: file.url, alt: name, decoding: 'async' })
    const remove = !this.#files.single.fixed &&
      button(this.#words.removeShort, { class: 'pt-small', 'aria-label': this.#words.remove(index) }, () => this.#files.remove(reference))
    return h('li', { class: 'pt-capture-item' }, shown, remove)
  }

  #destroy(): void {
    this.#gone = true
    window.clearInterval(this.#timer)
    this.#camera?.close()
    this.#root.remove()
  }
}
