import { createTranslator } from './i18n'

/** One sentence in both languages, side by side, so that neither is forgotten. */
export type Pair = readonly [ko: string, en: string]

/** A feature's catalogue from pairs. The messages know the forms of `createTranslator`. */
export function defineTexts<K extends string>(pairs: Record<K, Pair>) {
  const side = (index: 0 | 1) => Object.fromEntries(Object.entries<Pair>(pairs).map(([key, pair]) => [key, pair[index]])) as Record<K, string>
  const catalogues = { ko: side(0), en: side(1) }
  return { catalogues, ...createTranslator<K>(catalogues) }
}
