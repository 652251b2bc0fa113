/** The whole interface of a task: layout, readers and tools out of a label config, and their values as one answer. */
import { Store } from './base'
import { shownOrder } from './choices/model'
import { mountCompare, surfaceMarks } from './compare'
import { differenceOf, type Change } from './compare/difference'
import { h, newRegionId } from './dom'
import { HotkeyAllocator, HotkeyRegistry } from './hotkeys'
import { isSame, withOwn, withoutOrphans } from './interface/compose'
import { belongs, conditionOf, controlsOf, type Condition, type Control } from './interface/config'
import type { InterfaceHandle, InterfaceOptions } from './interface/options'
import { collapseOf } from './interface/collapse'
import { loadTool, mountLazy, type LazyModule } from './interface/lazy'
import { onPage, pageOf, pager, pagesOf } from './interface/pages'
import { framed, mountControl, type Pane } from './interface/pane'
import { Pointing } from './interface/pointing'
import { problemsOf } from './interface/problems'
import { pyramidOf } from './interface/pyramids'
import { titleOfControl } from './interface/titles'
import { applyLooks, styleRules, type StyleRules } from './interface/style'
import { holds, isShown, liveRegions } from './interface/visibility'
import { asText, attribute, nameOf, resolve, walk } from './node'
import { controlTool, objectTool, type ObjectTool } from './registry'
import { stringsOf, type Strings } from './strings'
import type { SurfaceOptions } from './surface'
import { headerReader } from './text'
import { numbersOfRegions } from './pins'
import type { ConfigNode, Pin, Place, Problem, Region, ToolHandle, ToolOptions } from './types'

export type { InterfaceHandle, InterfaceOptions } from './interface/options'

/** Fetches the tools that an interface will need, so that its first task does not wait for them. */
export async function preloadTools(tree: ConfigNode): Promise<void> {
  const controls = controlsOf(tree, {})
  const wanted = new Set<LazyModule | undefined>(controls.filter((control) => !control.onSurface).map((control) => control.tool.load))
  for (const node of walk(tree)) {
    const tool = objectTool(node.tag)
    const drawn = controls.some((control) => control.onSurface && control.toName === nameOf(node))
    if (tool && (drawn || !tool.reader)) wanted.add(tool.load)
  }
  await Promise.all([...wanted].map((load) => load && loadTool(load)))
}

export function mountInterface(el: HTMLElement, options: InterfaceOptions): InterfaceHandle {
  const view = new InterfaceView(el, options)
  return {
    getValue: () => view.getValue(),
    setValue: (value) => view.setValue(value),
    undo: () => view.undo(),
    redo: () => view.redo(),
    canUndo: () => view.store.canUndo(),
    canRedo: () => view.store.canRedo(),
    select: (id) => view.select(id),
    point: (place) => view.point(place),
    setPins: (pins) => view.setPins(pins),
    focus: () => view.focus(),
    problems: () => view.problems(),
    reportProblems: () => view.reportProblems(),
    destroy: () => view.destroy(),
  }
}

class InterfaceView {
  readonly store: Store<readonly Region[]>
  readonly #options: InterfaceOptions
  readonly #text: Strings
  readonly #controls: readonly Control[]
  readonly #chords = new Map<Control, readonly (string | null)[]>()
  readonly #hotkeys: HotkeyRegistry | undefined
  readonly #root: HTMLElement
  readonly #panes: Pane[] = []
  readonly #conditioned: { element: HTMLElement; condition: Condition }[] = []
  readonly #cleanups: (() => void)[] = []
  readonly #changes: readonly Change[]
  readonly #pointing: Pointing
  readonly #styleRules: StyleRules
  #pins: readonly Pin[]
  #selectedId: string | null = null
  #stepPending = false
  #reported = false

  constructor(el: HTMLElement, options: InterfaceOptions) {
    this.#options = options
    this.#text = stringsOf(options.locale)
    this.#pins = options.pins ?? []
    this.#styleRules = styleRules(options.tree)
    this.#controls = controlsOf(options.tree, options.data)
    this.#hotkeys = options.hotkeys === true ? new HotkeyRegistry() : options.hotkeys || undefined
    this.store = new Store<readonly Region[]>(options.value, {
      render: () => this.#distribute(),
      onChange: () => options.onChange?.(this.getValue()),
    })
    this.#allocateKeys()
    this.#root = h('div', { class: 'pt-interface', lang: options.locale })
    this.#changes = this.#mountChanges()
    this.#pointing = new Pointing(options, this.#text, this.#changes, () => this.store.value)
    this.#root.append(this.#render(options.tree))
    el.append(this.#root)
    this.#collect()
    this.#refresh()
    this.#registerKeys()
  }

  get #fixed(): boolean {
    return Boolean(this.#options.readonly || this.#options.pickRegion)
  }

  getValue(): Region[] {
    return [...liveRegions(this.#controls, this.store.value)]
  }

  setValue(value: readonly Region[]): void {
    this.#reported = false
    this.#showProblems([])
    this.store.replace(value)
    this.#collect()
  }

  undo(): void {
    this.store.undo()
  }

  redo(): void {
    this.store.redo()
  }

  select(id: string | null): void {
    for (const pane of this.#panes) pane.tool?.select(id)
    this.#onSelect(id)
  }

  point(place: Place | null): void {
    const id = place?.kind === 'region' ? place.region_id : null
    this.select(id)
    const owner = this.#panes.find((pane) => (place && 'object' in place
      ? pane.object !== undefined && (place.object === pane.object || place.object === '')
      : this.store.value.some((region) => region.id === id && pane.owns(region))))
    if (place && id === null) owner?.tool?.reveal?.(place)
    owner?.element.scrollIntoView?.({ block: 'nearest' })
  }

  setPins(pins: readonly Pin[]): void {
    this.#pins = pins
    this.#pointing.setPins(pins)
    for (const pane of this.#panes) pane.tool?.setPins?.(pins)
  }

  focus(): void {
    this.#panes.find((pane) => pane.tool && !pane.element.closest('[hidden]'))?.tool?.focus()
  }

  problems(): Problem[] {
    const own = this.#panes.flatMap((pane) => pane.tool?.problems?.() ?? [])
    return [...own, ...problemsOf(this.#controls, this.store.value, this.#text, this.#options.data)]
  }

  reportProblems(): Problem[] {
    this.#reported = true
    const problems = this.problems()
    this.#showProblems(problems)
    const first = this.#panes.find((pane) => pane.controls.some((control) => control.name === problems[0]?.from_name))
    first?.element.scrollIntoView?.({ block: 'nearest' })
    first?.tool?.focus()
    return problems
  }

  destroy(): void {
    for (const cleanup of this.#cleanups) cleanup()
    for (const pane of this.#panes) pane.tool?.destroy()
    if (this.#options.hotkeys === true) this.#hotkeys?.destroy()
    this.#root.remove()
  }

  #allocateKeys(): void {
    const allocator = new HotkeyAllocator()
    const shown = this.#controls.flatMap((control) => shownOrder(control.node, control.labels, this.#options.data))
    const chords = allocator.allocate(shown.map((label) => label.hotkey))
    let at = 0
    for (const control of this.#controls) {
      this.#chords.set(control, chords.slice(at, at + control.labels.length))
      at += control.labels.length
    }
  }

  #registerKeys(): void {
    if (!this.#hotkeys) return
    const { onSubmitRequest } = this.#options
    const common = { group: this.#text.help.general }
    const editing = [
      { ...common, id: 'undo', chord: 'Mod+KeyZ', label: this.#text.undo, run: () => this.undo() },
      { ...common, id: 'redo', chord: 'Mod+Shift+KeyZ', label: this.#text.redo, run: () => this.redo() },
      { ...common, id: 'redo2', chord: 'Mod+KeyY', label: this.#text.redo, run: () => this.redo() },
    ]
    const submit = onSubmitRequest && { ...common, id: 'submit', chord: 'Mod+Enter', label: this.#text.submit, inFields: true, run: onSubmitRequest }
    // After the tools, so that undoing means the last thing done anywhere, not in the tool that has the focus.
    this.#cleanups.push(this.#hotkeys.register([...(this.#fixed ? [] : editing), ...(submit ? [submit] : [])]))
  }

  #mountChanges(): readonly Change[] {
    const { compareWith, compareSide, tree, data, value, locale } = this.#options
    if (!compareWith) return []
    if (compareSide === 'before') return differenceOf(this.#controls, value, compareWith)
    if (compareSide === 'after') return differenceOf(this.#controls, compareWith, value)
    const titleOf = (control: Control) => this.#titleOf(control.node)
    const compare = mountCompare(this.#root, { tree, data, locale, before: compareWith, after: value, titleOf })
    this.#cleanups.push(() => compare.destroy())
    return compare.changes
  }

  #titleOf(node: ConfigNode): string {
    return titleOfControl(this.#options.tree, this.#options.data, node)
  }

  #render(node: ConfigNode): HTMLElement {
    const element = this.#elementOf(node)
    if (!element.hidden) applyLooks(element, node, this.#styleRules)
    const condition = conditionOf(node)
    if (condition) this.#conditioned.push({ element, condition })
    return element
  }

  #elementOf(node: ConfigNode): HTMLElement {
    const object = objectTool(node.tag)
    if (object) return this.#objectOf(node, object)
    if (controlTool(node.tag)) return this.#controlOf(node)
    switch (node.tag) {
      case 'View': return h('div', { class: 'pt-view' }, ...node.children.map((child) => this.#render(child)))
      case 'Header': return headerReader(node, this.#options.data)
      case 'Style': return h('div', { hidden: true })
      case 'Collapse': return collapseOf(node, this.#options.data, (child) => this.#render(child))
      default: return this.#unknown(node)
    }
  }

  /** A tag we do not know is named, never dropped silently; what is inside may still be of use. */
  #unknown(node: ConfigNode): HTMLElement {
    return h('div', { class: 'pt-view' }, h('p', { class: 'pt-unsupported', role: 'note' }, this.#text.unsupported(node.tag)),
      ...node.children.filter((child) => child.tag !== 'Choice' && child.tag !== 'Label').map((child) => this.#render(child)))
  }

  #objectOf(node: ConfigNode, tool: ObjectTool): HTMLElement {
    const { data, locale, pickRegion, resolveMedia } = this.#options
    const drawn = this.#controls.filter((control) => control.onSurface && control.toName === nameOf(node))
    const pages = pagesOf(node, data)
    if (pages) return this.#pagesOf(node, tool, pages, drawn)
    const reference = asText(resolve(attribute(node, 'value'), data))
    const source = resolveMedia ? resolveMedia(reference) : reference
    const place = h('div', { class: 'pt-object' })
    const pointedAt = tool.points && (pickRegion || this.#pins.some(({ place }) => 'object' in place && (place.object === nameOf(node) || place.object === '')))
    if (tool.reader && drawn.length === 0 && !pointedAt) {
      const pyramid = pyramidOf(this.#options.pyramids, source)
      const destroy = tool.reader(place, { node, data, locale, source, pyramid, resolveMedia, hotkeys: this.#hotkeys })
      if (destroy) this.#cleanups.push(destroy)
    } else if (tool.load) this.#surfacePane(place, node, tool.load, source, drawn)
    return place
  }

  #pagesOf(node: ConfigNode, tool: ObjectTool, pages: readonly string[], drawn: readonly Control[]): HTMLElement {
    const places = pages.map(() => h('div', { class: 'pt-object' }))
    const { element, turnTo } = pager(places, this.#options.locale, (page) => {
      const source = this.#options.resolveMedia?.(pages[page]!) ?? pages[page]!
      if (tool.load) this.#surfacePane(places[page]!, node, tool.load, source, drawn, page)
    })
    const numbers = numbersOfRegions(this.#pins)
    const marked = this.store.value.find((region) => numbers.has(region.id))
    if (pages.length > 0) turnTo(marked ? pageOf(marked) : 0)
    return element
  }

  #surfacePane(place: HTMLElement, object: ConfigNode, load: LazyModule, source: string, drawn: readonly Control[], page?: number): void {
    const message = h('p', { class: 'pt-problem', role: 'alert', hidden: true })
    const owns = (region: Region) => drawn.some((control) => control.name === region.from_name) && (page === undefined || pageOf(region) === page)
    const pane: Pane = { controls: drawn, element: place, message, tool: null, owns, object: nameOf(object), ...(page === undefined ? {} : { page }) }
    const options: SurfaceOptions = {
      ...this.#toolOptions(drawn[0]?.node ?? object, pane), object, source,
      pyramid: pyramidOf(this.#options.pyramids, source),
      controls: drawn,
      labels: drawn.flatMap((control) => control.labels),
      chords: drawn.flatMap((control) => this.#chords.get(control) ?? []),
      ...surfaceMarks(this.#changes, drawn, this.#options.compareSide),
    }
    pane.tool = mountLazy(place, load, options)
    place.append(message)
    this.#panes.push(pane)
    // What is not drawn piece by piece, such as an order, is pointed at as a whole.
    for (const control of drawn) if (!control.draws && !control.perRegion) this.#pointing.add(place, control, pane, this.#titleOf(control.node))
  }

  #controlOf(node: ConfigNode): HTMLElement {
    const control = this.#controls.find((candidate) => candidate.node === node)!
    // Shown by the object it names; here is only its place.
    if (control.onSurface) return h('div', { hidden: true })
    const { element, place, message } = framed(control, this.#text)
    const hint = h('p', { class: 'pt-empty' }, this.#text.selectRegionFirst)
    const perRegion = control.perRegion ? { control, place, hint, about: null as string | null } : undefined
    if (perRegion) element.prepend(hint)
    const pane: Pane = {
      controls: [control], element, message, tool: null,
      ...(perRegion ? { perRegion } : {}),
      owns: (region) => belongs(control, region) && (!perRegion || region.id === perRegion.about),
    }
    this.#panes.push(pane)
    if (!perRegion) pane.tool = this.#mountTool(place, control, this.#toolOptions(node, pane))
    if (!control.draws && !control.tool.unnamed) this.#pointing.add(element, control, pane, this.#titleOf(node))
    return element
  }

  #mountTool(place: HTMLElement, control: Control, options: ToolOptions): ToolHandle {
    const alone = this.#controls.length === 1 && control.kind === 'choices' && attribute(control.node, 'choice') !== 'multiple'
    return mountControl(place, {
      ...options, control,
      title: this.#titleOf(control.node),
      chords: this.#chords.get(control) ?? [],
      controls: this.#controls,
      answer: () => this.store.value,
      onAnswer: alone && this.#options.autoSubmit && !this.#fixed ? () => this.#options.onSubmitRequest?.() : undefined,
    })
  }

  #toolOptions(node: ConfigNode, pane: Pane): ToolOptions {
    const { data, locale, readonly, pickRegion, onPick, newId, resolveMedia, making } = this.#options
    return {
      node, locale, resolveMedia, making,
      task: data,
      value: this.store.value.filter((region) => pane.owns(region)),
      readonly: Boolean(readonly),
      pickRegion: Boolean(pickRegion),
      pins: this.#pins,
      highlights: [...numbersOfRegions(this.#pins).keys()],
      newId: newId ?? newRegionId,
      ...(this.#hotkeys ? { hotkeys: this.#hotkeys } : {}),
      ...(onPick ? { onPick } : {}),
      onStep: () => (this.#stepPending = true),
      onChange: (own) => this.#onToolChange(pane, own),
      onSelectRegion: (id) => this.#onSelect(id),
      // It may start with something, such as a middle value, as the tools of the entry do.
      onReady: () => this.#collect(),
    }
  }

  #onToolChange(pane: Pane, own: readonly Region[]): void {
    const joined = !this.#stepPending
    this.#stepPending = false
    const placed = pane.page === undefined ? own : onPage(own, pane.page)
    this.store.commit(withoutOrphans(this.#controls, withOwn(this.store.value, pane.owns, placed)), joined)
  }

  #onSelect(id: string | null): void {
    if (id === this.#selectedId) return
    this.#selectedId = id
    this.#options.onSelectRegion?.(id)
    for (const pane of this.#panes) pane.tool?.regionSelected?.(id)
    this.#refresh()
  }

  /** Tools may start with something (a preselected choice, a prefilled text): it belongs to the answer from the start. */
  #collect(): void {
    let regions = this.store.value
    for (const { tool, owns } of this.#panes) {
      if (tool && !isSame(regions.filter(owns), tool.getValue())) regions = withOwn(regions, owns, tool.getValue())
    }
    if (!isSame(regions, this.store.value)) this.store.replace(regions)
  }

  #distribute(): void {
    for (const pane of this.#panes) {
      const own = this.store.value.filter((region) => pane.owns(region))
      if (pane.tool && !isSame(own, pane.tool.getValue())) pane.tool.setValue(own)
    }
    this.#refresh()
  }

  #refresh(): void {
    const situation = { controls: this.#controls, regions: liveRegions(this.#controls, this.store.value) }
    for (const { element, condition } of this.#conditioned) element.hidden = !holds(condition, situation, this.#selectedId)
    for (const pane of this.#panes) {
      if (pane.perRegion) this.#refreshPerRegion(pane, pane.perRegion)
      if (pane.tool?.hideControls) {
        const hidden = pane.controls.filter((candidate) => !isShown(candidate, situation)).map((candidate) => candidate.name)
        pane.tool.hideControls(new Set(hidden))
      }
      pane.tool?.answerChanged?.()
    }
    if (this.#reported) this.#showProblems(this.problems())
  }

  /** The tool of a `perRegion` control belongs to the selected region: it comes, changes and goes with it. */
  #refreshPerRegion(pane: Pane, perRegion: NonNullable<Pane['perRegion']>): void {
    const { control, place } = perRegion
    const region = this.store.value.find((candidate) => candidate.id === this.#selectedId && candidate.to_name === control.toName)
    const fits = region && isShown(control, { controls: this.#controls, regions: this.store.value }, region.id)
    const about = fits ? region.id : null
    const waits = about === null && this.#isWaiting(control)
    perRegion.hint.hidden = !waits
    pane.element.hidden = about === null && !waits
    if (about === perRegion.about && (about === null || pane.tool)) return
    pane.tool?.destroy()
    perRegion.about = about
    pane.tool = about === null ? null : this.#mountTool(place, control, { ...this.#toolOptions(control.node, pane), newId: () => about })
  }

  /** There are regions to say more about, only none of them is selected. */
  #isWaiting(control: Control): boolean {
    const situation = { controls: this.#controls, regions: this.store.value }
    return !this.#fixed && this.store.value.some((region) =>
      region.to_name === control.toName && region.from_name !== control.name && isShown(control, situation, region.id))
  }

  #showProblems(problems: readonly Problem[]): void {
    for (const { controls, message, element } of this.#panes) {
      const own = problems.filter((problem) => controls.some((control) => control.name === problem.from_name))
      const words = own.slice(0, 3).map((problem) => problem.message).join(' ')
      if (message.textContent !== words) message.textContent = words
      message.hidden = own.length === 0
      element.classList.toggle('pt-has-problem', own.length > 0)
    }
  }
}
