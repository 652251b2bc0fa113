/** Strip, labels, buttons, list and keys as one; the tool around it says what runs along the axis. */
import { historyHandle } from '../base'
import { colorOf } from '../spans/colors'
import { announcer, button, domId, h, newRegionId } from '../dom'
import { HotkeyAllocator, HotkeyRegistry, type Hotkey } from '../hotkeys'
import type { Control } from '../interface/config'
import { asText, attribute, nameOf } from '../node'
import { stringsOf } from '../strings'
import type { SurfaceOptions } from '../surface'
import { numbersOfRegions, pinsOn } from '../pins'
import type { LabelSpec, Pin, Place, ToolHandle } from '../types'
import { StretchEditor, type Notice } from './editor'
import { followUse, stretchHotkeys } from './keyboard'
import { panned, revealing, stretchesOf, zoomed, type Axis, type Kind, type Span, type Stretch, type Window } from './model'
import { Details, keyed, LabelBar, StretchList, tool, type PanelHost } from './panel'
import { Track, type Backdrop, type TrackPin } from './track'
import { wordsOf, type Words } from './words'
import './style.css'

/** What the stretches lie on. */
export interface Timeline {
  axis(): Axis
  position(): number
  seek(position: number): void
  play?(stretch: Stretch): void
  readonly backdrop: Backdrop | null
  /** What is seen of it has changed: what is marked, or what is in hand. */
  painted?(): void
  /** Keys of the tool around it. */
  keys?(track: HTMLElement, root: HTMLElement): Hotkey[]
}

/** What can be marked. */
export interface Marking {
  readonly kinds: ReadonlyMap<string, Kind>
  readonly labels: readonly LabelSpec[]
}

export function kindOf({ node, kind, tool: { labelKey } }: Control): Kind {
  return { node, type: kind, labelKey: labelKey ?? kind, multiple: attribute(node, 'choice') === 'multiple' }
}

export function markingOf(controls: readonly Control[]): Marking {
  return { kinds: new Map(controls.map((control) => [control.name, kindOf(control)])), labels: controls.flatMap((control) => control.labels) }
}

export class StretchView {
  readonly editor: StretchEditor
  readonly root: HTMLElement
  readonly #options: SurfaceOptions
  readonly #words: Words
  readonly #timeline: Timeline
  readonly #voice = announcer()
  readonly #track: Track
  readonly #parts: { paint(): void }[] = []
  readonly #scroll: HTMLInputElement
  readonly #cleanups: (() => void)[] = []
  #window: Window
  #pins: readonly Pin[]
  #regions: ReadonlyMap<string, string>
  #wanted: Place | null = null
  #frame = 0

  constructor(el: HTMLElement, options: SurfaceOptions, marking: Marking, timeline: Timeline) {
    this.#options = options
    this.#words = wordsOf(options.locale)
    this.#pins = options.pins ?? []
    this.#regions = numbersOfRegions(this.#pins)
    this.#timeline = timeline
    const { from, to } = timeline.axis()
    this.#window = { from, to }
    this.editor = this.#newEditor(marking)
    const keysId = domId('keys')
    this.#track = new Track(this.#trackHost(), timeline.backdrop, {
      role: 'application', 'aria-roledescription': this.#words.trackRole,
      'aria-label': this.#words.track(nameOf(options.object)), 'aria-describedby': keysId,
    })
    this.#scroll = h('input', { type: 'range', class: 'pt-range pt-scroll', min: 0, max: 1000, 'aria-label': this.#words.view })
    this.#scroll.addEventListener('input', () => this.#scrollTo(Number(this.#scroll.value) / 1000))
    this.root = this.#assemble(keysId)
    el.append(this.root)
    followUse(this.root)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const repaint = () => this.invalidate()
    dark.addEventListener('change', repaint)
    this.#cleanups.push(() => dark.removeEventListener('change', repaint))
    this.#bindKeys()
    this.invalidate()
  }

  get handle(): ToolHandle {
    return {
      ...historyHandle(this.editor.store),
      setValue: (value) => this.editor.setValue(value),
      focus: () => this.#track.element.focus({ preventScroll: true }),
      destroy: () => this.destroy(),
      select: (id) => this.select(id),
      setPins: (pins) => this.setPins(pins),
      reveal: (place) => this.revealPlace(place),
      hideControls: (names) => this.editor.hide(names),
    }
  }

  get window(): Window {
    return this.#window
  }

  select(id: string | null): void {
    this.editor.select(id, true)
    const { selected } = this.editor
    if (selected) this.reveal(selected)
  }

  setPins(pins: readonly Pin[]): void {
    this.#pins = pins
    this.#regions = numbersOfRegions(pins)
    this.invalidate()
  }

  revealPlace(place: Place): void {
    if (place.kind !== 'time') return
    // How long a recording is, is known once it is there.
    this.#wanted = this.editor.axis.to > this.editor.axis.from ? null : place
    if (this.#wanted) return
    const { start, end } = this.#spanOf(place)
    this.#seek(start)
    this.setWindow(revealing(revealing(this.#window, end, this.editor.axis), start, this.editor.axis))
  }

  #spanOf({ start, end }: { start: number; end: number }): Span {
    const { perSecond = 1 } = this.editor.axis
    return { start: start * perSecond, end: end * perSecond }
  }

  #pinned(): TrackPin[] {
    return pinsOn(this.#pins, 'time', nameOf(this.#options.object)).map(({ number, place }) => ({ number, ...this.#spanOf(place) }))
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame)
    this.#track.destroy()
    for (const cleanup of this.#cleanups) cleanup()
    this.root.remove()
  }

  /** The axis has changed, such as when the length of a recording becomes known. */
  axisChanged(): void {
    this.fit()
    if (this.#wanted) this.revealPlace(this.#wanted)
    const marked = this.editor.stretches.find(({ region }) => this.#regions.has(region.id))
    if (marked && !this.#options.pickRegion) this.select(marked.region.id)
  }

  /** The place has moved; while it plays the view goes along. */
  positionChanged(follow: boolean): void {
    const window = follow ? revealing(this.#window, this.#timeline.position(), this.editor.axis) : this.#window
    if (window === this.#window) this.#track.paintPlayhead()
    else this.setWindow(window)
  }

  invalidate(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#paint())
  }

  setWindow(window: Window): void {
    this.#window = window
    this.invalidate()
  }

  /** Puts a position in the middle of what is seen. */
  look(position: number): void {
    this.setWindow(panned(this.#window, position - (this.#window.from + this.#window.to) / 2, this.editor.axis))
  }

  fit(): void {
    const { from, to } = this.editor.axis
    this.setWindow({ from, to })
  }

  /** Into view, and into ear: where it is not heard or seen now, its start is. */
  reveal(stretch: Stretch): void {
    const position = this.#timeline.position()
    if (position < stretch.start || position >= stretch.end) this.#seek(stretch.start)
    this.setWindow(revealing(revealing(this.#window, stretch.end, this.editor.axis), stretch.start, this.editor.axis))
  }

  #zoom(factor: number): void {
    const { from, to } = this.#window
    const position = this.#timeline.position()
    this.setWindow(zoomed(this.#window, factor, position >= from && position <= to ? position : (from + to) / 2, this.editor.axis))
  }

  #scrollTo(part: number): void {
    const { from, to } = this.editor.axis
    const length = this.#window.to - this.#window.from
    this.setWindow(panned(this.#window, from + part * (to - from - length) - this.#window.from, this.editor.axis))
  }

  #newEditor({ kinds, labels }: Marking): StretchEditor {
    const { pickRegion, readonly, newId } = this.#options
    return new StretchEditor({
      options: this.#options,
      labels, kinds,
      mode: pickRegion ? 'pick' : readonly ? 'view' : 'edit',
      newId: newId ?? newRegionId,
      axis: () => this.#timeline.axis(),
      invalidate: () => this.invalidate(),
      notify: (notice) => this.#voice.say(this.#say(notice)),
    })
  }

  #trackHost() {
    return {
      editor: this.editor,
      name: (stretch: Stretch, index: number) => `${index + 1} ${this.#nameOf(stretch)}${this.#regions.has(stretch.region.id) ? ` · ${this.#regions.get(stretch.region.id)}` : ''}`,
      color: (stretch: Stretch) => this.#colorOf(stretch.labels[0]),
      classes: ({ region: { id } }: Stretch) => {
        const mark = this.#options.marks?.[id]
        return [this.#regions.has(id) && 'pt-highlight', mark && `pt-${mark}`].filter(Boolean).join(' ')
      },
      pins: () => this.#pinned(),
      ghosts: () => stretchesOf(this.#options.ghosts ?? [], this.editor.host.kinds, this.editor.axis),
      position: () => this.#timeline.position(),
      seek: (position: number) => this.#seek(position),
      window: () => this.#window,
      setWindow: (window: Window) => this.setWindow(window),
      invalidate: () => this.invalidate(),
    }
  }

  #seek(position: number): void {
    const { from, to } = this.editor.axis
    this.#timeline.seek(Math.min(Math.max(position, from), to))
    this.positionChanged(true)
  }

  #assemble(keysId: string): HTMLElement {
    const { editor } = this
    const words = this.#words
    const { play } = this.#timeline
    const panel: PanelHost = {
      editor, words,
      color: (value) => this.#colorOf(value),
      describe: (stretch, index) => this.#describe(stretch, index),
      position: () => this.#timeline.position(),
      play: play && ((stretch) => this.#timeline.play?.(stretch)),
      reveal: (stretch) => this.reveal(stretch),
    }
    const { mode, labels } = editor.host
    const withList = labels.length > 0 || this.#options.value.length > 0
    const labelBar = mode === 'edit' && labels.length > 0 ? new LabelBar(panel, this.#chords, Boolean(this.#options.hotkeys)) : null
    const tools = this.#toolBar(mode === 'edit' && labels.length > 0, mode === 'pick')
    const list = withList ? new StretchList(panel) : null
    const details = withList ? new Details(panel) : null
    for (const part of [labelBar, list, details]) if (part) this.#parts.push(part)
    return h('div', { class: `pt-stretches pt-stretches-${mode}` },
      mode === 'pick' && h('p', { class: 'pt-empty' }, words.pickHint),
      labelBar?.element, this.#track.element, this.#scroll, tools, details?.element, list?.element,
      h('p', { id: keysId, class: 'pt-sr' }, { edit: words.keys, pick: words.keysPick, view: words.keysView }[mode]), this.#voice.element)
  }

  #toolBar(editing: boolean, picking: boolean): HTMLElement {
    const { editor } = this
    const words = this.#words
    const at = () => this.#timeline.position()
    const begin = keyed(words.begin, ['stretches.begin', 'KeyI'], 'pt-small pt-begin', () => editor.begin(at()))
    const finish = keyed(words.finish, ['stretches.finish', 'KeyO'], 'pt-small', () => editor.finish(at()))
    const cancel = button(words.cancel, { class: 'pt-small' }, () => void editor.cancel())
    const undo = tool('undo', words.undo, () => editor.store.undo())
    const redo = tool('redo', words.redo, () => editor.store.redo())
    this.#parts.push({
      paint: () => {
        begin.setAttribute('aria-pressed', String(editor.begun !== null))
        cancel.hidden = editor.begun === null
        finish.classList.toggle('pt-primary', editor.begun !== null)
        undo.disabled = !editor.store.canUndo()
        redo.disabled = !editor.store.canRedo()
        for (const element of [begin, finish]) element.hidden = !editor.canTake
      },
    })
    return h('div', { class: 'pt-tools pt-stretch-tools', role: 'toolbar', 'aria-label': words.tools },
      ...(editing ? [begin, finish, cancel, undo, redo] : picking ? [begin, finish, cancel] : []), h('span', { class: 'pt-gap' }),
      tool('zoomOut', words.zoomOut, () => this.#zoom(1 / 2)), tool('zoomIn', words.zoomIn, () => this.#zoom(2)),
      tool('fit', words.fit, () => this.fit()))
  }

  get #chords(): readonly (string | null)[] {
    const { chords, labels } = this.#options
    const own = this.editor.host.labels
    if (!chords || !labels) return new HotkeyAllocator().allocate(own.map((label) => label.hotkey))
    return own.map((label) => chords[labels.indexOf(label)] ?? null)
  }

  #bindKeys(): void {
    const own = this.#options.hotkeys ? null : new HotkeyRegistry({ enabled: false })
    const { play } = this.#timeline
    const keys = stretchHotkeys({
      editor: this.editor, element: this.#track.element, root: this.root, words: this.#words,
      position: () => this.#timeline.position(),
      seek: (position) => this.#seek(position),
      zoom: (factor) => this.#zoom(factor),
      fit: () => this.fit(),
      reveal: (stretch) => this.reveal(stretch),
      play: play && ((stretch) => this.#timeline.play?.(stretch)),
    }, this.#chords)
    const around = this.#timeline.keys?.(this.#track.element, this.root) ?? []
    this.#cleanups.push((this.#options.hotkeys ?? own!).register([...keys, ...around]), () => own?.destroy())
  }

  #paint(): void {
    this.#frame = 0
    for (const part of this.#parts) part.paint()
    this.#track.paint()
    this.#timeline.painted?.()
    const { from, to } = this.editor.axis
    const hidden = to - from - (this.#window.to - this.#window.from)
    this.#scroll.hidden = hidden <= 0
    if (hidden > 0) this.#scroll.value = String(Math.round(((this.#window.from - from) / hidden) * 1000))
  }

  #colorOf(value: string | undefined): string {
    return colorOf(this.editor.host.labels, value)
  }

  #nameOf({ labels }: Stretch): string {
    const titles = new Map(this.editor.host.labels.map((label: LabelSpec) => [label.value, label.title]))
    return labels.map((label) => titles.get(label) ?? asText(label)).join(', ') || this.#words.unlabelled
  }

  #describe(stretch: Stretch, index: number): string {
    const { id } = stretch.region
    const { marks, locale } = this.#options
    const text = stringsOf(locale)
    const { axis } = this.editor
    const note = (marks?.[id] ? ` · ${text.compare[marks[id]]}` : '') + (this.#regions.has(id) ? ` · ${text.pointedAt} ${this.#regions.get(id)}` : '')
    return this.#words.stretch(index + 1, this.#nameOf(stretch), axis.format(stretch.start, 'start'), axis.format(stretch.end, 'end')) + note
  }

  #say(notice: Notice): string {
    const words = this.#words
    if ('stretch' in notice) {
      const index = this.editor.stretches.findIndex(({ region }) => region === notice.stretch.region)
      return words[notice.kind](this.#describe(notice.stretch, index))
    }
    switch (notice.kind) {
      case 'label': return words.label(notice.label.title)
      case 'used_up': return words.usedUp(notice.label.title)
      case 'begun': return words.begun(this.editor.axis.format(notice.at, 'start'))
      case 'removed': return words.removed
      case 'cancelled': return words.cancelled
      case 'no_label': return words.noLabel
      case 'not_begun': return words.notBegun
      case 'picked': return words.picked
    }
  }
}
