/** `Audio`: a recording to be heard, and with `Labels` to be marked. */
import { h } from '../dom'
import { HotkeyRegistry } from '../hotkeys'
import { asText, attribute, flag, resolve } from '../node'
import { followUse } from '../stretches/keyboard'
import { Player } from '../stretches/player'
import { markingOf, StretchView } from '../stretches/view'
import type { SurfaceOptions } from '../surface'
import type { ToolHandle } from '../types'
import { readerHandle } from '../stretches/reader'
import { secondsAxis } from './axis'
import { loadPeaks } from './peaks'
import { Wave } from './wave'
import '../stretches/style.css'

export function mount(el: HTMLElement, options: SurfaceOptions): ToolHandle {
  const { object, task, locale, controls, resolveMedia } = options
  const reference = asText(resolve(attribute(object, 'value'), task))
  const source = options.source ?? resolveMedia?.(reference) ?? reference
  const media = h('audio', { muted: flag(object, 'muted') })
  const volume = Number(attribute(object, 'defaultvolume') ?? 1)
  if (volume >= 0 && volume <= 1) media.volume = volume
  const wave = new Wave()
  let axis = secondsAxis(0)
  const loading = new AbortController()
  let view: StretchView | null = null
  const player = new Player(media, {
    node: object, locale, source,
    onLength() {
      axis = secondsAxis(player.duration)
      view?.axisChanged()
      if (view) void loadPeaks(source, player.duration, loading.signal).then((peaks) => {
        if (!peaks) return
        wave.show(peaks)
        view?.invalidate()
      })
    },
    onTime: (playing) => view?.positionChanged(playing),
  })
  const root = h('div', { class: 'pt-audio' }, player.element)
  el.append(root)
  const destroy = () => {
    loading.abort()
    player.destroy()
    root.remove()
  }
  // Nothing to mark and nothing marked: a player is all that is needed, and no sound is decoded.
  if (controls.length === 0 && !options.pickRegion && !options.pins?.length) return readerHandle(options, player.bar.querySelector('button')!, (hotkeys: HotkeyRegistry) => {
    followUse(root)
    return hotkeys.register(player.keys(root))
  }, destroy)
  view = new StretchView(root, options, markingOf(controls), {
    axis: () => axis,
    position: () => player.time,
    seek: (seconds) => player.seek(seconds),
    play: ({ start, end }) => player.playSpan(start, end),
    backdrop: wave,
    // The player is beside the strip, so what is in use is both.
    keys: () => {
      followUse(root)
      return player.keys(root)
    },
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
