/** What is asked of a text beyond its length, said before the server says it: its language by its letters, and that it gives nobody away. Pure. */
import { attribute, flag } from '../node'
import type { ConfigNode, TaskData } from '../types'

export type WritingProblem = 'language' | 'phone' | 'resident' | 'email'

const SCRIPTS: Readonly<Record<string, RegExp | undefined>> = {
  ko: /\p{Script=Hangul}/u, ja: /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u, zh: /\p{Script=Han}/u, th: /\p{Script=Thai}/u,
  hi: /\p{Script=Devanagari}/u, ar: /\p{Script=Arabic}/u, ru: /\p{Script=Cyrillic}/u, uk: /\p{Script=Cyrillic}/u,
}
/** Scripts of which one letter says as much as two or three Latin ones. */
const DENSE = ['ko', 'ja', 'zh']

const PHONE = /(?:\+?82[-. ]?|0)(?:1[016789]|2|[3-6][1-5]|70)[-. )]{0,2}\d{3,4}[-. ]?\d{4}/g
const RESIDENT = /\d{6} ?[-–]? ?\d{7}/g
const EMAIL = /[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/gi
const WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]

export function writingProblem(node: ConfigNode, perRegion: boolean, text: string, data: TaskData): WritingProblem | null {
  const wanted = attribute(node, 'language')
  if (wanted && !mayBe(text, wanted)) return 'language'
  const personal = attribute(node, 'personalData') ?? (perRegion || flag(node, 'transcription') ? 'allow' : 'refuse')
  return personal === 'refuse' ? personalData(text, compact(JSON.stringify(data))) : null
}

/** Whether enough letters are of the language's script. Languages that share a script are told apart by the server alone. */
function mayBe(text: string, wanted: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? []
  const script = SCRIPTS[wanted] ?? /\p{Script=Latin}/u
  const own = letters.filter((letter) => script.test(letter)).length
  return own >= letters.length * (DENSE.includes(wanted) ? 0.25 : 0.5)
}

function compact(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '')
}

function personalData(text: string, known: string): WritingProblem | null {
  const plain = text.normalize('NFKC')
  const found = (pattern: RegExp, meant: (match: string) => boolean) =>
    [...plain.matchAll(pattern)].some((match) => {
      const around = `${plain[match.index - 1] ?? ''}${plain[match.index + match[0].length] ?? ''}`
      return !/\d/.test(around) && meant(match[0]) && !known.includes(compact(match[0]))
    })
  if (found(RESIDENT, isResidentNumber)) return 'resident'
  if (found(PHONE, (match) => match.replace(/\D/g, '').length >= 9)) return 'phone'
  return found(EMAIL, () => true) ? 'email' : null
}

/** A day of birth, a sex and century, and the check digit, which those given since October 2020 do not have. */
function isResidentNumber(match: string): boolean {
  const digits = [...match.replace(/\D/g, '')].map(Number)
  const pair = (at: number) => digits[at]! * 10 + digits[at + 1]!
  const [year, month, day, sex] = [pair(0), pair(2), pair(4), digits[6]!]
  if (month < 1 || month > 12 || day < 1 || day > 31) return false
  const recent = [3, 4, 7, 8].includes(sex) && (year > 20 || (year === 20 && month >= 10))
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * digits[index]!, 0)
  return recent || ((sex >= 5 && sex <= 8 ? 13 : 11) - (sum % 11)) % 10 === digits[12]
}
