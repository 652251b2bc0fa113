/** `Taxonomy`: categories in a tree that opens branch by branch, with a search when it is large. */
import { Store, historyHandle, makeRegion, changed } from '../base'
import { button, domId, h, newRegionId, setAttributes } from '../dom'
import { attribute, count, flag } from '../node'
import type { ControlOptions } from '../surface'
import type { Region, ToolHandle } from '../types'
import { everyBranch, found, pathsOf, pressed, samePath, titlesOf, treeOf, type Branch, type Path } from './model'
import { wordsOf } from './words'
import './style.css'

/** With more categories than this a search field helps. */
const SEARCH_FROM = 16

export function mount(el: HTMLElement, options: ControlOptions): ToolHandle {
  const { node, task, title, locale } = options
  const words = wordsOf(locale)
  const tree = treeOf(node, task)
  const fixed = Boolean(options.readonly || options.pickRegion)
  const leavesOnly = flag(node, 'leafsOnly')
  const most = count(node, 'maxUsages') ?? Infinity
  const separator = attribute(node, 'pathSeparator') ?? ' / '
  const open = new Set<string>()
  const store = new Store<readonly Region[]>(options.value, {
    render: () => paint(),
    onStep: options.onStep,
    onChange: (value) => options.onChange?.([...value]),
  })
  const large = [...everyBranch(tree)].length > SEARCH_FROM
  const search = h('input', { class: 'pt-field pt-tree-search', type: 'search', 'aria-label': words.search, placeholder: words.search })
  search.addEventListener('input', () => paint())
  const chosen = h('ul', { class: 'pt-tree-chosen', 'aria-label': words.chosen })
  const list = h('ul', { class: 'pt-tree', 'aria-label': title })
  const root = h('div', { class: 'pt-taxonomy', role: 'group', 'aria-label': title }, chosen, large && !fixed && search, !fixed && list)
  el.append(root)
  for (const path of pathsOf(store.value[0])) openAbove(path)
  paint()

  function openAbove(path: Path): void {
    for (let length = 1; length < path.length; length++) open.add(JSON.stringify(path.slice(0, length)))
  }

  function press(path: Path): void {
    const [region] = store.value
    const next = pressed(pathsOf(region), path, most)
    if (next.length === 0) return store.commit([])
    const value = { ...region?.value, taxonomy: next }
    store.commit([region ? changed(region, value) : makeRegion(node, (options.newId ?? newRegionId)(), 'taxonomy', value)])
  }

  function toggle(path: Path): void {
    const key = JSON.stringify(path)
    if (!open.delete(key)) open.add(key)
    paint()
  }

  function paint(): void {
    const paths = pathsOf(store.value[0])
    const focused = document.activeElement instanceof HTMLElement && root.contains(document.activeElement) ? document.activeElement.dataset['path'] : undefined
    root.classList.toggle('pt-highlight', store.value.some((region) => options.highlights?.includes(region.id)))
    chosen.replaceChildren(...paths.map((path) => chosenRow(path)))
    chosen.hidden = paths.length === 0
    list.replaceChildren(...found(tree, search.value).map((branch) => rowOf(branch, paths)))
    // The list is drawn anew: the focus stays on the same category.
    if (focused) [...root.querySelectorAll<HTMLElement>('[data-path]')].find((element) => element.dataset['path'] === focused)?.focus()
  }

  function chosenRow(path: Path): HTMLElement {
    const name = titlesOf(tree, path).join(separator)
    return h('li', {}, h('span', {}, name), !fixed && button('×', { class: 'pt-tool', 'aria-label': words.remove(name) }, () => press(path)))
  }

  function rowOf(branch: Branch, paths: readonly Path[]): HTMLElement {
    const key = JSON.stringify(branch.path)
    const isOpen = open.has(key) || search.value.trim() !== ''
    const hasMore = branch.children.length > 0
    const under = hasMore && isOpen ? h('ul', { id: domId('tree') }, ...branch.children.map((child) => rowOf(child, paths))) : null
    const expand = hasMore && button(isOpen ? '▾' : '▸', { class: 'pt-tool', 'aria-expanded': String(isOpen), 'aria-label': words.open(branch.title), 'data-path': `open ${key}` }, () => toggle(branch.path))
    return h('li', {}, h('div', { class: 'pt-tree-row' }, expand, nameOf(branch, paths, key)), under)
  }

  function nameOf(branch: Branch, paths: readonly Path[], key: string): HTMLElement {
    const mark = h('span', { class: 'pt-choice-mark', 'aria-hidden': 'true' })
    if (leavesOnly && branch.children.length > 0) {
      return button(branch.title, { class: 'pt-tree-name pt-tree-group', 'data-path': key }, () => toggle(branch.path))
    }
    const element = button(branch.title, { class: 'pt-tree-name', role: 'checkbox', 'data-path': key, title: branch.hint }, () => press(branch.path))
    element.prepend(mark)
    setAttributes(element, { 'aria-checked': String(paths.some((path) => samePath(path, branch.path))) })
    return element
  }

  return {
    ...historyHandle(store),
    setValue: (value) => store.replace(value),
    focus: () => (large ? search : root.querySelector<HTMLElement>('button'))?.focus(),
    destroy: () => root.remove(),
    select() {},
  }
}
