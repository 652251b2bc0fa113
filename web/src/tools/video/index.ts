/** `Video`: a video to be watched frame by frame, and to be marked with `TimelineLabels` and `VideoRectangle`. */
import { button, h, keycap } from '../dom'
import { chordText, type Hotkey, type HotkeyRegistry } from '../hotkeys'
import type { Control } from '../interface/config'
import { asText, attribute, flag, nameOf, resolve } from '../node'
import { followUse, isInUse } from '../stretches/keyboard'
import { Player } from '../stretches/player'
import { readerHandle } from '../stretches/reader'
import { kindOf, StretchView, type Marking } from '../stretches/view'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { BOXES } from './boxes'
import { BoxStage } from './box-stage'
import { frameRateOf, Frames, framesAxis } from './frames'
import { wordsOf } from './words'
import '../stretches/style.css'
import './style.css'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, locale, controls, resolveMedia } = options
  const words = wordsOf(locale)
  const reference = asText(resolve(attribute(object, 'value'), task))
  const source = options.source ?? resolveMedia?.(reference) ?? reference
  const rate = frameRateOf(object, task)
  const video = h('video', { playsinline: true, muted: flag(object, 'muted'), 'aria-label': words.stage(nameOf(object)) })
  let frames = new Frames(rate, 0)
  let axis = framesAxis(frames)
  let view: StretchView | null = null
  let stage: BoxStage | null = null
  const stepper = (label: string, chord: string, by: number) => {
    const element = button(h('span', { 'aria-hidden': 'true' }, by < 0 ? '◀︎|' : '|▶︎'), { class: 'pt-small', 'aria-label': label, title: label, 'aria-keyshortcuts': chordText(chord) }, () => step(by))
    element.append(keycap(chordText(chord)))
    return element
  }
  const counter = h('span', { class: 'pt-clock' })
  const player = new Player(video, {
    node: object, locale, source,
    onLength() {
      frames = new Frames(rate, player.duration)
      axis = framesAxis(frames)
      stage?.shaped(video.videoWidth / video.videoHeight || 16 / 9)
      view?.axisChanged()
      told()
    },
    onTime(playing) {
      view?.positionChanged(playing)
      told()
    },
  }, [stepper(words.previousFrame, 'Comma', -1), stepper(words.nextFrame, 'Period', 1), counter])
  const root = h('div', { class: 'pt-video' }, player.element)
  el.append(root)
  followUse(root)
  let watching = 0
  let shown: number | null = null
  // While it plays the clock runs ahead of the picture; the browser says which frame is seen, and stopping stops at that one.
  const watch = () => {
    watching = video.requestVideoFrameCallback?.((_, { mediaTime }) => {
      shown = mediaTime
      told()
      watch()
    }) ?? 0
  }
  watch()
  video.addEventListener('pause', () => {
    if (shown !== null && !video.ended) video.currentTime = frames.timeOf(frames.at(shown))
  })

  function frame(): number {
    return frames.at(player.time)
  }

  function step(by: number): void {
    if (player.isPlaying) player.toggle()
    player.seek(frames.timeOf(frame() + by))
  }

  function told(): void {
    counter.textContent = words.frame(frame(), frames.count)
    stage?.paint()
  }

  function keys(): Hotkey[] {
    const common = { group: words.group, repeat: true, when: () => isInUse(root) }
    return [
      ...player.keys(root),
      { ...common, id: 'video.previous_frame', chord: 'Comma', label: words.previousFrame, run: () => step(-1) },
      { ...common, id: 'video.next_frame', chord: 'Period', label: words.nextFrame, run: () => step(1) },
      ...(stage?.keys() ?? []),
    ]
  }

  function destroy(): void {
    video.cancelVideoFrameCallback?.(watching)
    stage?.destroy()
    player.destroy()
    root.remove()
  }

  const marking = markingOf(controls, words.box)
  if (marking.kinds.size === 0) {
    return readerHandle(options, player.bar.querySelector('button')!, (hotkeys: HotkeyRegistry) => hotkeys.register(keys()), destroy)
  }
  const host = { options, words, frames: () => frames, frame, editor: () => view!.editor, goTo: (to: number) => player.seek(frames.timeOf(to)), pause: () => player.isPlaying && player.toggle() }
  if ([...marking.kinds.values()].some(({ type }) => type === BOXES)) stage = new BoxStage(video, host)
  view = new StretchView(root, options, marking, {
    axis: () => axis,
    position: () => frame() - 1,
    seek: (position) => player.seek(frames.timeOf(Math.floor(position) + 1)),
    play: ({ start, end }) => player.playSpan(frames.timeOf(start + 1), end / frames.rate),
    backdrop: null,
    painted: () => stage?.paint(),
    keys,
  })
  const { handle } = view
  return {
    ...handle,
    destroy() {
      handle.destroy()
      destroy()
    },
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
