import { josa } from 'es-hangul'
import { useCallback, useSyncExternalStore } from 'react'

export type Locale = 'ko' | 'en'
export const locales: readonly Locale[] = ['ko', 'en']
export type Params = Record<string, string | number>

const storageKey = 'pumasi.locale'
const listeners = new Set<() => void>()
let current: Locale = readLocale()

function readLocale(): Locale {
  const stored = globalThis.localStorage?.getItem(storageKey)
  if (stored === 'ko' || stored === 'en') return stored
  const wanted = globalThis.navigator?.languages ?? []
  return wanted.length === 0 || wanted.some((language) => language.startsWith('ko')) ? 'ko' : 'en'
}

export const getLocale = (): Locale => current

/** Catalogues that come over the network: each loads a language, or has nothing to load and says null. */
const lazyCatalogues: ((locale: Locale) => Promise<void> | null)[] = []
let wanted: Locale = current

/** Changes the language of the whole page at once and remembers it on this device. Waits only for a catalogue that is not here yet. */
export function setLocale(locale: Locale): Promise<void> {
  wanted = locale
  const loading = lazyCatalogues.map((load) => load(locale)).filter((one) => one !== null)
  if (loading.length === 0) {
    apply(locale)
    return Promise.resolve()
  }
  return Promise.all(loading).then(
    () => {
      if (wanted === locale) apply(locale)
    },
    // Without a connection the language stays as it is.
    () => undefined,
  )
}

function apply(locale: Locale): void {
  current = locale
  globalThis.localStorage?.setItem(storageKey, locale)
  document.documentElement.lang = locale
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The language of the page; components that call it are drawn again when it changes. */
export const useLocale = (): Locale => useSyncExternalStore(subscribe, getLocale)

/**
 * A catalogue's translator: `t('key', {count: 3})`. English must hold exactly the keys of Korean; the compiler sees to it,
 * and `catalogueProblems` checks the placeholders in a test.
 *
 * Messages know three forms (a small part of ICU):
 * `{name}` · `{count, plural, one {# task} other {# tasks}}` · `{name, josa, 을/를}` (the particle that fits the word, Korean).
 */
export function createTranslator<K extends string>(catalogues: Record<Locale, Record<K, string>>) {
  const translate = (locale: Locale, key: K, params?: Params) => format(locale, catalogues[locale][key], params)
  return {
    /** For code outside components; does not follow a change of language by itself. */
    t: (key: K, params?: Params) => translate(current, key, params),
    useT() {
      const locale = useLocale()
      return useCallback((key: K, params?: Params) => translate(locale, key, params), [locale])
    },
    has: (key: string): key is K => key in catalogues.ko,
  }
}

/**
 * The same over catalogues in files of their own, so that a page carries one language. Await `setLocale` before the first
 * render. `tIn` speaks a given language where it is loaded (`load`), else that of the page.
 */
export function createLazyTranslator<K extends string>(sources: Record<Locale, () => Promise<Record<K, string>>>) {
  const loaded: Partial<Record<Locale, Record<K, string>>> = {}
  const load = (locale: Locale): Promise<void> | null =>
    loaded[locale]
      ? null
      : sources[locale]().then((catalogue) => {
          loaded[locale] = catalogue
        })
  lazyCatalogues.push(load)
  const translate = (locale: Locale, key: K, params?: Params) => format(locale, (loaded[locale] ?? loaded[current])?.[key] ?? key, params)
  return {
    load,
    t: (key: K, params?: Params) => translate(current, key, params),
    tIn: translate,
    useT() {
      const locale = useLocale()
      return useCallback((key: K, params?: Params) => translate(locale, key, params), [locale])
    },
    has: (key: string): key is K => key in (loaded[current] ?? {}),
  }
}

export type Translate<K extends string> = (key: K, params?: Params) => string

/** Fills a message in. A placeholder without a value stays visible, so that it is noticed. */
export function format(locale: Locale, message: string, params: Params = {}): string {
  let out = ''
  let at = 0
  while (at < message.length) {
    const open = message.indexOf('{', at)
    if (open < 0) return out + message.slice(at)
    const close = matching(message, open)
    out += message.slice(at, open) + placeholder(locale, message.slice(open + 1, close), params)
    at = close + 1
  }
  return out
}

function matching(message: string, open: number): number {
  let depth = 0
  for (let at = open; at < message.length; at += 1) {
    if (message[at] === '{') depth += 1
    else if (message[at] === '}') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  throw new Error(`unclosed { in message: ${message}`)
}

function placeholder(locale: Locale, inside: string, params: Params): string {
  const [name = '', kind, ...rest] = inside.split(',')
  const value = params[name.trim()]
  if (value === undefined) return `{${inside}}`
  if (kind?.trim() === 'josa') return josa(String(value), rest.join(',').trim() as Parameters<typeof josa>[1])
  if (kind?.trim() === 'plural') return plural(locale, rest.join(','), Number(value), params)
  return typeof value === 'number' ? value.toLocaleString(locale) : value
}

function plural(locale: Locale, cases: string, count: number, params: Params): string {
  const found = new Map<string, string>()
  for (let at = 0; at < cases.length; ) {
    const open = cases.indexOf('{', at)
    if (open < 0) break
    const close = matching(cases, open)
    found.set(cases.slice(at, open).trim(), cases.slice(open + 1, close))
    at = close + 1
  }
  const chosen = found.get(`=${count}`) ?? found.get(new Intl.PluralRules(locale).select(count)) ?? found.get('other') ?? ''
  return format(locale, chosen.replaceAll('#', count.toLocaleString(locale)), params)
}

/** What a test asks of a catalogue: the same keys and the same placeholders in both languages, nothing empty. */
export function catalogueProblems(catalogues: Record<Locale, Record<string, string>>): string[] {
  const problems: string[] = []
  const keys = new Set([...Object.keys(catalogues.ko), ...Object.keys(catalogues.en)])
  for (const key of keys) {
    const ko = catalogues.ko[key]
    const en = catalogues.en[key]
    if (!ko || !en) problems.push(`${key}: missing or empty in ${ko ? 'en' : 'ko'}`)
    else if (names(ko) !== names(en)) problems.push(`${key}: placeholders differ: ${names(ko)} / ${names(en)}`)
  }
  return problems
}

function names(message: string): string {
  const found = new Set<string>()
  for (const match of message.matchAll(/\{(\w+)(?=[,}])/g)) if (match[1]) found.add(match[1])
  return [...found].toSorted().join(' ')
}
