/** A recording or video with buttons that thumbs, keys and screen readers reach. The media element does the decoding, piece by piece. */
import { button, h, keycap } from '../dom'
import { chordText, keyTextOf, parseChord, type Hotkey } from '../hotkeys'
import { attribute } from '../node'
import type { ConfigNode, Locale } from '../types'
import { isInUse } from './keyboard'
import { wordsOf } from './words'

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2]

export interface PlayerHost {
  readonly node: ConfigNode
  readonly locale: Locale
  readonly source: string
  /** The length is known now. */
  onLength(): void
  onTime(playing: boolean): void
}

/** `2:05.3`; hours only where there are some. */
export function clock(seconds: number, digits = 1): string {
  const tenths = 10 ** digits
  const whole = Math.round(Math.max(seconds, 0) * tenths) / tenths
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const rest = (whole % 60).toFixed(digits).padStart(digits > 0 ? digits + 3 : 2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

export class Player {
  readonly media: HTMLMediaElement
  readonly element: HTMLElement
  readonly bar: HTMLElement
  readonly #host: PlayerHost
  readonly #play: HTMLButtonElement
  readonly #range: HTMLInputElement
  readonly #clock = h('span', { class: 'pt-clock', 'aria-hidden': 'true' })
  readonly #speed: HTMLSelectElement
  readonly #failure: HTMLElement
  #frame = 0
  #stopAt: number | null = null
  #measuring = false

  constructor(media: HTMLMediaElement, host: PlayerHost, extra: readonly Node[] = []) {
    const words = wordsOf(host.locale)
    this.media = media
    this.#host = host
    const label = h('span', {}, words.play)
    this.#play = button(label, { class: 'pt-small pt-play', 'aria-keyshortcuts': this.#key }, () => this.toggle())
    this.#play.append(keycap(this.#key))
    this.#range = h('input', { type: 'range', class: 'pt-range', min: 0, max: 0, step: 0.01, value: 0, 'aria-label': words.position })
    this.#range.addEventListener('input', () => this.seek(Number(this.#range.value)))
    this.#speed = this.#speedSelect()
    this.#failure = h('div', { class: 'pt-stage-failure', role: 'alert', hidden: true }, h('span', {}, words.failed),
      button(words.retry, { class: 'pt-small' }, () => this.#load()))
    this.bar = h('div', { class: 'pt-player-bar' }, this.#play, ...extra, this.#range, this.#clock, this.#speed)
    this.element = h('div', { class: 'pt-player' }, media, this.#failure, this.bar)
    this.#listen()
    this.#load()
  }

  get duration(): number {
    return this.#measuring || !Number.isFinite(this.media.duration) ? 0 : this.media.duration
  }

  get time(): number {
    return this.#measuring ? 0 : this.media.currentTime
  }

  get isPlaying(): boolean {
    return !this.media.paused && !this.media.ended
  }

  seek(seconds: number): void {
    this.#stopAt = null
    if (this.duration > 0) this.media.currentTime = Math.min(Math.max(seconds, 0), this.duration)
    this.#paint()
    this.#host.onTime(false)
  }

  toggle(): void {
    this.#stopAt = null
    if (this.isPlaying) this.media.pause()
    else void this.media.play().catch(() => undefined)
  }

  playSpan(start: number, end: number): void {
    this.media.currentTime = start
    this.#stopAt = end
    void this.media.play().catch(() => undefined)
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    this.media.pause()
    // Lets go of the connection and what was decoded.
    this.media.removeAttribute('src')
    this.media.load()
  }

  keys(root: HTMLElement): Hotkey[] {
    const words = wordsOf(this.#host.locale)
    const common = { group: words.group, when: () => isInUse(root) }
    const wanted = parseChord(attribute(this.#host.node, 'hotkey') ?? '')
    return [
      { ...common, id: 'player.space', chord: 'Space', label: words.play, when: () => root.contains(document.activeElement), run: () => this.toggle() },
      ...(wanted ? [{ ...common, fixed: 'interface' as const, id: 'player.toggle', chord: wanted, label: words.play, run: () => this.toggle() }] : []),
      { ...common, id: 'player.slower', chord: 'Shift+Comma', label: words.slower, run: () => this.#changeSpeed(-1) },
      { ...common, id: 'player.faster', chord: 'Shift+Period', label: words.faster, run: () => this.#changeSpeed(1) },
    ]
  }

  get #key(): string {
    const wanted = parseChord(attribute(this.#host.node, 'hotkey') ?? '')
    return wanted ? chordText(wanted) : keyTextOf('player.space', 'Space')
  }

  #load(): void {
    this.#failure.hidden = true
    this.media.preload = 'metadata'
    this.media.src = this.#host.source
  }

  #listen(): void {
    const { media } = this
    const words = wordsOf(this.#host.locale)
    media.addEventListener('loadedmetadata', () => {
      // What a browser recorded says nothing of its length until its end was seen.
      this.#measuring = !Number.isFinite(media.duration)
      if (this.#measuring) media.currentTime = 1e9
      else this.#measured()
    })
    media.addEventListener('durationchange', () => {
      if (!this.#measuring || !Number.isFinite(media.duration)) return
      this.#measuring = false
      media.currentTime = 0
      this.#measured()
    })
    media.addEventListener('error', () => (this.#failure.hidden = !media.hasAttribute('src')))
    for (const event of ['play', 'pause', 'ended', 'seeked', 'timeupdate'] as const) media.addEventListener(event, () => this.#follow())
    media.addEventListener('play', () => (this.#play.firstElementChild!.textContent = words.pause))
    for (const event of ['pause', 'ended'] as const) media.addEventListener(event, () => (this.#play.firstElementChild!.textContent = words.play))
  }

  #measured(): void {
    this.#range.max = String(this.duration)
    this.#paint()
    this.#host.onLength()
  }

  #follow(): void {
    if (this.#measuring) return
    if (this.isPlaying) {
      cancelAnimationFrame(this.#frame)
      this.#frame = requestAnimationFrame(() => this.#follow())
      if (this.#stopAt !== null && this.media.currentTime >= this.#stopAt) {
        this.media.pause()
        this.media.currentTime = this.#stopAt
        this.#stopAt = null
      }
    }
    this.#paint()
    this.#host.onTime(this.isPlaying)
  }

  #paint(): void {
    if (document.activeElement !== this.#range || this.isPlaying) this.#range.value = String(this.time)
    const words = wordsOf(this.#host.locale)
    const seconds = this.time
    this.#range.setAttribute('aria-valuetext', words.clock(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, (seconds % 60).toFixed(1)))
    this.#clock.textContent = `${clock(seconds)} / ${clock(this.duration)}`
  }

  #speedSelect(): HTMLSelectElement {
    const wanted = Number(attribute(this.#host.node, 'defaultspeed') ?? attribute(this.#host.node, 'defaultPlaybackSpeed') ?? 1)
    const speeds = SPEEDS.includes(wanted) || !(wanted >= 0.25 && wanted <= 4) ? SPEEDS : [...SPEEDS, wanted].toSorted((a, b) => a - b)
    const select = h('select', { class: 'pt-speed', 'aria-label': wordsOf(this.#host.locale).speed },
      ...speeds.map((speed) => h('option', { value: speed }, `${speed}×`)))
    select.value = String(speeds.includes(wanted) ? wanted : 1)
    this.media.defaultPlaybackRate = Number(select.value)
    select.addEventListener('change', () => this.#applySpeed())
    return select
  }

  #applySpeed(): void {
    this.media.playbackRate = Number(this.#speed.value)
    this.media.defaultPlaybackRate = this.media.playbackRate
  }

  #changeSpeed(by: 1 | -1): void {
    const next = this.#speed.selectedIndex + by
    if (next < 0 || next >= this.#speed.options.length) return
    this.#speed.selectedIndex = next
    this.#applySpeed()
  }
}
