import { createLazyTranslator, type Translate } from '@/lib/i18n'
import type { ko } from './ko'

export type WorkKey = keyof typeof ko
export type WorkTranslate = Translate<WorkKey>
export const { t, tIn, useT, has, load } = createLazyTranslator<WorkKey>({
  ko: () => import('./ko').then((module) => module.ko),
  en: () => import('./en').then((module) => module.en),
})
