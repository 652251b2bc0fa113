/** Puts the text, its tools, its list, keys and pointer together. Any object made of text can be marked with it. */
import { historyHandle } from '../base'
import { announcer, domId, h, newRegionId } from '../dom'
import { HotkeyAllocator, HotkeyRegistry } from '../hotkeys'
import { attribute, labelsOf, nameOf, safeColor } from '../node'
import type { SurfaceOptions } from '../surface'
import { numbersOfRegions, pinsOn } from '../pins'
import type { Pin, Place, ToolHandle } from '../types'
import { SpanEditor, type Notice, type Span } from './editor'
import { labelHotkeys, textHotkeys } from './keyboard'
import { PageView, type Page, type SpanPins } from './page'
import { LabelBar, SpanList, ToolRow } from './panel'
import type { Passage } from './passage'
import { unitIndexAt, type Range, type Unit } from './text'
import { wordsOf, type Words } from './words'
import './style.css'

const UNITS: Readonly<Record<string, Unit>> = { symbol: 'letter', word: 'word', sentence: 'sentence', paragraph: 'paragraph' }

/** Longest quotation in a list. */
const QUOTE_MAX = 60

export function mountSpans(el: HTMLElement, options: SurfaceOptions, passage: Passage, page: Page): ToolHandle {
  const view = new SpansView(el, options, passage, page)
  return {
    ...historyHandle(view.editor.store),
    setValue: (value) => view.editor.replace(value),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
    select: (id) => view.select(id),
    setPins: (pins) => view.setPins(pins),
    reveal: (place) => view.reveal(place),
    hideControls: (names) => view.hideControls(names),
  }
}

class SpansView {
  readonly editor: SpanEditor
  readonly #options: SurfaceOptions
  readonly #words: Words
  readonly #page: Page
  readonly #pageView: PageView
  readonly #labelBar: LabelBar | null
  readonly #toolRow: ToolRow | null
  readonly #list: SpanList
  readonly #voice = announcer()
  readonly #root: HTMLElement
  readonly #release: () => void
  readonly #pickHint: HTMLElement | null
  #pins: SpanPins
  #ready = false

  constructor(el: HTMLElement, options: SurfaceOptions, passage: Passage, page: Page) {
    this.#options = options
    this.#page = page
    this.#words = wordsOf(options.locale)
    this.editor = this.#newEditor(passage)
    this.#pins = this.#pinsOf(options.pins)
    this.#pickHint = options.pickRegion ? h('p', { class: 'pt-pick-hint' }) : null
    this.#pageView = this.#newPageView(passage)
    const chords = options.chords ?? new HotkeyAllocator().allocate(this.editor.options.labels.map((label) => label.hotkey))
    const editing = this.editor.options.mode === 'edit' && this.editor.options.labels.length > 0
    this.#labelBar = editing ? new LabelBar(this.editor, this.#words, chords) : null
    this.#toolRow = editing ? new ToolRow(this.editor, this.#words) : null
    this.#list = new SpanList(this.editor, this.#words, (span) => this.#describe(span), (id, enter) => this.#chosen(id, enter))
    this.#root = this.#assemble()
    el.append(this.#root)
    this.#release = this.#bindKeys(chords)
    this.#bindPointer()
    this.#ready = true
    this.#paint()
  }

  focus(): void {
    this.#page.element.focus({ preventScroll: true })
  }

  select(id: string | null): void {
    this.editor.select(id, true)
    this.#pageView.reveal(this.editor.selected?.range ?? null)
  }

  setPins(pins: readonly Pin[]): void {
    this.#pins = this.#pinsOf(pins)
    this.#paint()
  }

  reveal(place: Place): void {
    if (place.kind === 'text') this.#pageView.reveal({ from: place.start, to: place.end })
  }

  #pinsOf(pins: readonly Pin[] = []): SpanPins {
    const ranges = pinsOn(pins, 'text', nameOf(this.#options.object)).map(({ number, place }) => ({ number, range: { from: place.start, to: place.end } }))
    return { regions: numbersOfRegions(pins), ranges }
  }

  hideControls(names: ReadonlySet<string>): void {
    this.editor.hidden = names
    this.#paint()
  }

  destroy(): void {
    this.#release()
    this.#root.remove()
  }

  #newEditor(passage: Passage): SpanEditor {
    const { value, controls, object, task, locale, newId, readonly, pickRegion, onStep, onChange, onSelectRegion, onPick } = this.#options
    const fixed = attribute(object, 'selectionEnabled') === 'false'
    return new SpanEditor(value, {
      passage, controls,
      object: nameOf(object),
      labels: this.#options.labels ?? controls.flatMap((control) => labelsOf(control.node, task)),
      mode: pickRegion ? 'pick' : readonly || fixed ? 'view' : 'edit',
      unit: UNITS[attribute(object, 'granularity') ?? 'word'] ?? 'word',
      locale,
      newId: newId ?? newRegionId,
      paint: () => this.#paint(),
      notify: (notice) => this.#voice.say(this.#said(notice)),
      onStep, onChange, onPick,
      onSelect: onSelectRegion,
    })
  }

  #newPageView(passage: Passage): PageView {
    const { object, marks, ghosts } = this.#options
    const gone = (ghosts ?? []).map((region) => ({ region, labels: [], range: passage.rangeOf(region.value) }))
    return new PageView(this.#page, this.editor, {
      labels: this.editor.options.labels,
      words: this.#words,
      showNames: attribute(object, 'showLabels') !== 'false',
      color: safeColor(attribute(object, 'highlightColor')),
      pins: () => this.#pins,
      marks,
      ghosts: gone,
    })
  }

  #assemble(): HTMLElement {
    const { mode } = this.editor.options
    const { element } = this.#page
    const keys = h('p', { id: domId('keys'), class: 'pt-sr' }, { edit: this.#words.keys, pick: this.#words.keysPick, view: this.#words.keysView }[mode])
    element.classList.add('pt-passage')
    for (const [name, value] of Object.entries({
      tabindex: '0', role: 'application', 'aria-roledescription': this.#words.role,
      'aria-label': this.#words.passage(nameOf(this.#options.object)), 'aria-describedby': keys.id,
    })) element.setAttribute(name, value)
    return h('div', { class: `pt-spans pt-spans-${mode}` },
      this.#pickHint,
      this.#labelBar?.element, this.#toolRow?.element,
      element, this.#list.element, keys, this.#voice.element)
  }

  #bindKeys(chords: readonly (string | null)[]): () => void {
    const host = { editor: this.editor, element: this.#page.element, words: this.#words, line: (step: 1 | -1, extend: boolean) => this.#line(step, extend) }
    // Without the page's registry the keys of the focused text still work.
    const own = this.#options.hotkeys ? null : new HotkeyRegistry({ enabled: false })
    const release = (this.#options.hotkeys ?? own!).register([...textHotkeys(host), ...labelHotkeys(host, chords)])
    return () => {
      release()
      own?.destroy()
    }
  }

  /** A mouse may drag over what it means; a finger taps, so that the page can be scrolled. */
  #bindPointer(): void {
    const { element } = this.#page
    let from: Range | null = null
    let dragged = false
    element.addEventListener('pointerdown', (event) => {
      from = event.pointerType !== 'touch' && event.button === 0 && this.editor.canTake && !this.editor.open ? this.#pageView.unitAt(event.target) : null
      dragged = false
    })
    element.addEventListener('pointermove', (event) => {
      const unit = from && event.buttons === 1 ? this.#pageView.unitAt(event.target) : null
      if (!from || !unit || (!dragged && unit.from === from.from)) return
      if (!dragged) this.editor.begin(from)
      dragged = true
      this.editor.stretch(unit)
    })
    element.addEventListener('click', (event) => {
      if (dragged) return
      const unit = this.#pageView.unitAt(event.target)
      if (unit) this.editor.tap(unit)
      else if (!this.editor.open) this.editor.select(null)
    })
    element.addEventListener('pointerup', () => {
      if (dragged) this.editor.finish()
      from = null
    })
    element.addEventListener('pointercancel', () => (from = null))
  }

  /** To the unit of the line above or below that is nearest. */
  #line(step: 1 | -1, extend: boolean): void {
    const { editor } = this
    const { units, caret } = editor
    const here = caret && this.#rectOf(caret)
    if (!caret || !here) return editor.moveCaret(step, extend, false)
    const start = unitIndexAt(units, caret.from)
    let best: { index: number; far: number; top: number } | null = null
    for (let index = start + step; units[index]; index += step) {
      const rect = this.#rectOf(units[index]!)
      if (!rect || Math.abs(rect.top - here.top) < here.height / 2) continue
      if (best && Math.abs(rect.top - best.top) >= here.height / 2) break
      const far = Math.abs(rect.left - here.left)
      if (!best || far < best.far) best = { index, far, top: rect.top }
    }
    if (best) editor.moveCaret(best.index - start, extend, false)
  }

  #rectOf(range: Range): DOMRect | null {
    return this.#page.element.querySelector(`[data-from="${range.from}"]`)?.getBoundingClientRect() ?? null
  }

  #chosen(id: string, enter: boolean): void {
    if (this.editor.options.mode === 'pick') return this.editor.pick(id)
    this.select(id)
    if (enter) this.focus()
  }

  #paint(): void {
    if (!this.#ready) return
    this.#pageView.paint()
    this.#labelBar?.paint()
    this.#toolRow?.paint()
    this.#list.paint()
    if (this.#pickHint) this.#pickHint.textContent = this.editor.open ? this.#words.pickHintOpen : this.#words.pickHint
    const { caret } = this.editor
    if (caret && this.#page.element === document.activeElement) this.#pageView.reveal(caret)
  }

  #describe(span: Span): string {
    const mark = this.#options.marks?.[span.region.id]
    const notes = [mark && this.#words.marks[mark], this.#pins.regions.has(span.region.id) && `${this.#words.pointedAt} ${this.#pins.regions.get(span.region.id)}`].filter(Boolean)
    return `${this.#labelOf(span)}: ${this.#quote(span)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`
  }

  #labelOf(span: Span): string {
    return span.labels.map((value) => this.editor.options.labels.find((label) => label.value === value)?.title ?? value).join(', ') || this.#words.unlabelled
  }

  #quote(span: Span): string {
    if (!span.range) return this.#words.lost
    const text = this.editor.textOf(span.range).replaceAll('\n', ' ')
    return text.length > QUOTE_MAX ? `${text.slice(0, QUOTE_MAX)}…` : text
  }

  #said(notice: Notice): string {
    const words = this.#words
    switch (notice.kind) {
      case 'added': return words.added(this.#quote(notice.span), this.#labelOf(notice.span))
      case 'changed': return words.changed(this.#quote(notice.span), this.#labelOf(notice.span))
      case 'selected': return words.selected(this.#quote(notice.span), this.#labelOf(notice.span))
      case 'removed': return words.removed(this.#quote(notice.span))
      case 'begun': return words.begun(notice.text)
      case 'ranged': return words.ranged(notice.text)
      case 'caret': return notice.text
      case 'picked': return words.picked(notice.text)
      case 'used_up': return words.usedUp(notice.label.title)
      case 'armed': return notice.label ? words.armed(notice.label.title) : words.disarmed
    }
  }
}
