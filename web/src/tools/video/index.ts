/** `Video`: a video to be watched frame by frame, and to be marked with `TimelineLabels` and `VideoRectangle`. */
import { button, h, keycap } from '../dom'
import { keyTextOf, type Hotkey } from '../hotkeys'
import type { Control } from '../interface/config'
import { asText, attribute, flag, nameOf, resolve } from '../node'
import { followUse, isInUse } from '../stretches/keyboard'
import type { Axis } from '../stretches/model'
import { Player } from '../stretches/player'
import { readerHandle } from '../stretches/reader'
import { kindOf, StretchView, type Marking } from '../stretches/view'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { BOXES } from './boxes'
import { BoxStage } from './box-stage'
import { frameRateOf, Frames, framesAxis } from './frames'
import { wordsOf, type Words } from './words'
import '../stretches/style.css'
import './style.css'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  return new VideoTool(el, options).handle
}

class VideoTool {
  readonly handle: ToolHandle
  readonly #options: SurfaceOptions
  readonly #words: Words
  readonly #rate: number
  readonly #video: HTMLVideoElement
  readonly #counter = h('span', { class: 'pt-clock' })
  readonly #player: Player
  readonly #root: HTMLElement
  #frames: Frames
  #axis: Axis
  #view: StretchView | null = null
  #stage: BoxStage | null = null
  /** The time of the frame that is on the screen. */
  #shown: number | null = null
  #watching = 0

  constructor(el: HTMLElement, options: SurfaceOptions) {
    const { object, task, locale } = options
    this.#options = options
    this.#words = wordsOf(locale)
    this.#rate = frameRateOf(object, task)
    this.#frames = new Frames(this.#rate, 0)
    this.#axis = framesAxis(this.#frames)
    this.#video = h('video', { playsinline: true, muted: flag(object, 'muted'), 'aria-label': this.#words.stage(nameOf(object)) })
    this.#player = this.#newPlayer()
    this.#root = h('div', { class: 'pt-video' }, this.#player.element)
    el.append(this.#root)
    followUse(this.#root)
    this.#watch()
    this.handle = this.#marked() ?? readerHandle(options, this.#player.bar.querySelector('button')!, (hotkeys) => hotkeys.register(this.#keys()), () => this.#destroy())
  }

  get #frame(): number {
    return this.#frames.at(this.#player.time)
  }

  #newPlayer(): Player {
    const { object, task, locale, source, resolveMedia } = this.#options
    const reference = asText(resolve(attribute(object, 'value'), task))
    const steps = [this.#stepper(this.#words.previousFrame, keyTextOf('video.previous_frame', 'Comma'), -1), this.#stepper(this.#words.nextFrame, keyTextOf('video.next_frame', 'Period'), 1)]
    return new Player(this.#video, {
      node: object, locale,
      source: source ?? resolveMedia?.(reference) ?? reference,
      onLength: () => this.#measured(),
      onTime: (playing) => {
        this.#view?.positionChanged(playing)
        this.#tell()
      },
    }, [...steps, this.#counter])
  }

  #stepper(label: string, key: string, by: number): HTMLButtonElement {
    const element = button(h('span', { 'aria-hidden': 'true' }, by < 0 ? '◀\uFE0E|' : '|▶\uFE0E'), {
      class: 'pt-small', 'aria-label': label, title: label, 'aria-keyshortcuts': key,
    }, () => this.#step(by))
    element.append(keycap(key))
    return element
  }

  #measured(): void {
    const { videoWidth, videoHeight } = this.#video
    this.#frames = new Frames(this.#rate, this.#player.duration)
    this.#axis = framesAxis(this.#frames)
    this.#stage?.shaped(videoWidth / videoHeight || 16 / 9)
    this.#view?.axisChanged()
    this.#tell()
  }

  /** While it plays the clock runs ahead of the picture; the browser says which frame is seen, and stopping stops at that one. */
  #watch(): void {
    const seen = () => {
      this.#watching = this.#video.requestVideoFrameCallback?.((_, { mediaTime }) => {
        this.#shown = mediaTime
        this.#tell()
        seen()
      }) ?? 0
    }
    seen()
    this.#video.addEventListener('pause', () => {
      if (this.#shown !== null && !this.#video.ended) this.#video.currentTime = this.#frames.timeOf(this.#frames.at(this.#shown))
    })
  }

  #goTo(frame: number): void {
    this.#player.seek(this.#frames.timeOf(frame))
  }

  #step(by: number): void {
    if (this.#player.isPlaying) this.#player.toggle()
    this.#goTo(this.#frame + by)
  }

  #tell(): void {
    this.#counter.textContent = this.#words.frame(this.#frame, this.#frames.count)
    this.#stage?.paint()
  }

  #keys(): Hotkey[] {
    const common = { group: this.#words.group, repeat: true, when: () => isInUse(this.#root) }
    return [
      ...this.#player.keys(this.#root),
      { ...common, id: 'video.previous_frame', chord: 'Comma', label: this.#words.previousFrame, run: () => this.#step(-1) },
      { ...common, id: 'video.next_frame', chord: 'Period', label: this.#words.nextFrame, run: () => this.#step(1) },
      ...(this.#stage?.keys() ?? []),
    ]
  }

  /** With something to mark; null where it is only watched. */
  #marked(): ToolHandle | null {
    const options = this.#options
    const marking = markingOf(options.controls, this.#words.box)
    if (marking.kinds.size === 0 && !options.pickRegion && !options.pins?.length) return null
    if ([...marking.kinds.values()].some(({ type }) => type === BOXES)) {
      this.#stage = new BoxStage(this.#video, {
        options, words: this.#words,
        frames: () => this.#frames,
        frame: () => this.#frame,
        editor: () => this.#view!.editor,
        goTo: (frame) => this.#goTo(frame),
        pause: () => this.#player.isPlaying && this.#player.toggle(),
      })
    }
    this.#view = new StretchView(this.#root, options, marking, {
      axis: () => this.#axis,
      position: () => this.#frame - 1,
      seek: (position) => this.#goTo(Math.floor(position) + 1),
      play: ({ start, end }) => this.#player.playSpan(this.#frames.timeOf(start + 1), end / this.#frames.rate),
      backdrop: null,
      painted: () => this.#stage?.paint(),
      keys: () => this.#keys(),
    })
    const { handle } = this.#view
    return {
      ...handle,
      destroy: () => {
        handle.destroy()
        this.#destroy()
      },
    }
  }

  #destroy(): void {
    this.#video.cancelVideoFrameCallback?.(this.#watching)
    this.#stage?.destroy()
    this.#player.destroy()
    this.#root.remove()
  }
}

/** The labels of boxes are those of a `Labels` of the same video; without one a box is just a box. */
function markingOf(controls: readonly Control[], boxName: string): Marking {
  const timelines = controls.filter(({ node }) => node.tag === 'TimelineLabels')
  const kinds = new Map(timelines.map((control) => [control.name, kindOf(control)]))
  const labels = timelines.flatMap((control) => control.labels)
  const boxes = controls.find(({ kind }) => kind === BOXES)
  if (!boxes) return { kinds, labels }
  const naming = controls.filter(({ node }) => node.tag === 'Labels')
  const kind = { ...kindOf(boxes), multiple: naming.some(({ node }) => attribute(node, 'choice') === 'multiple') }
  for (const { name } of [boxes, ...naming]) kinds.set(name, kind)
  const named = naming.flatMap((control) => control.labels)
  return { kinds, labels: [...labels, ...(named.length > 0 ? named : [{ value: '', title: boxName, fromName: boxes.name }])] }
}
