/** An object of several pages (`valueList`): one page at a time, each with what is drawn on it. */
import { button, h } from '../dom'
import { asText, attribute, resolve } from '../node'
import type { ConfigNode, Locale, Region, TaskData } from '../types'

/** The addresses of the pages; null for an object of one page. */
export function pagesOf(node: ConfigNode, data: TaskData): string[] | null {
  if (attribute(node, 'valueList') === undefined) return null
  const list = resolve(attribute(node, 'valueList'), data)
  return Array.isArray(list) ? list.map((page) => asText(page)) : []
}

/** Which page a region is on, as Label Studio counts: from 0, and 0 where nothing is said. */
export function pageOf(region: Region): number {
  const index = (region as { item_index?: unknown }).item_index
  return typeof index === 'number' ? index : 0
}

/** The regions with their page; those that have it stay the same objects. */
export function onPage(regions: readonly Region[], page: number): Region[] {
  return regions.map((region) => (pageOf(region) === page ? region : { ...region, item_index: page }))
}

const WORDS = {
  ko: { pages: '쪽', previous: '앞쪽', next: '다음 쪽', at: (page: number, most: number) => `${most}쪽 중 ${page}쪽` },
  en: { pages: 'Pages', previous: 'Previous page', next: 'Next page', at: (page: number, most: number) => `Page ${page} of ${most}` },
}

/** Mounts a page when it is first turned to. Returns the element and a way to turn to a page. */
export function pager(places: readonly HTMLElement[], locale: Locale, mount: (page: number) => void): { element: HTMLElement; turnTo(page: number): void } {
  const words = WORDS[locale]
  const mounted = new Set<number>()
  let current = 0
  const said = h('span', { role: 'status' })
  const previous = button(`← ${words.previous}`, { class: 'pt-small' }, () => turnTo(current - 1))
  const next = button(`${words.next} →`, { class: 'pt-small' }, () => turnTo(current + 1))
  const bar = h('div', { class: 'pt-pages', role: 'group', 'aria-label': words.pages }, previous, said, next)

  function turnTo(page: number): void {
    current = Math.min(Math.max(page, 0), places.length - 1)
    if (!mounted.has(current)) {
      mounted.add(current)
      mount(current)
    }
    places.forEach((place, index) => (place.hidden = index !== current))
    said.textContent = words.at(current + 1, places.length)
    previous.disabled = current === 0
    next.disabled = current === places.length - 1
  }

  return { element: h('div', { class: 'pt-object' }, places.length > 1 && bar, ...places), turnTo }
}
