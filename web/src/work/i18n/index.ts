import { createTranslator, type Translate } from '@/lib/i18n'
import { en } from './en'
import { ko } from './ko'

export const catalogues = { ko, en }
export type WorkKey = keyof typeof ko
export type WorkTranslate = Translate<WorkKey>
export const { t, useT, has } = createTranslator<WorkKey>(catalogues)
