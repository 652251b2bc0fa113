import type { Locale } from '../types'

const ko = {
  title: '관계', kinds: '관계 이름', list: '관계 목록', empty: '아직 이은 관계가 없어요.',
  start: '여기서 잇기', cancel: '그만두기', connect: (from: string, to: string) => `${from} → ${to} 잇기`,
  hintSelect: '이을 것을 먼저 하나 골라요.',
  hintStart: (name: string) => `고른 것: ${name}`,
  hintEnd: (name: string) => `${name}에서 이어요. 이을 다른 것을 골라요.`,
  turn: '방향 바꾸기', remove: '관계 지우기', unknown: '없는 것',
  right: (from: string, to: string) => `${from} → ${to}`, left: (from: string, to: string) => `${from} ← ${to}`, bi: (from: string, to: string) => `${from} ↔ ${to}`,
  added: (what: string) => `이었어요. ${what}`, removed: (what: string) => `지웠어요. ${what}`, changed: (what: string) => `바꿨어요. ${what}`,
  repeated: '이미 이은 관계예요.', noName: '이름 없음',
}

const en: typeof ko = {
  title: 'Relations', kinds: 'Kinds of relation', list: 'Relations', empty: 'Nothing is related yet.',
  start: 'Relate from here', cancel: 'Cancel', connect: (from, to) => `Relate ${from} → ${to}`,
  hintSelect: 'First select one of the things to relate.',
  hintStart: (name) => `Selected: ${name}`,
  hintEnd: (name) => `From ${name}. Now select the other one.`,
  turn: 'Change direction', remove: 'Remove relation', unknown: 'missing',
  right: (from, to) => `${from} → ${to}`, left: (from, to) => `${from} ← ${to}`, bi: (from, to) => `${from} ↔ ${to}`,
  added: (what) => `Related. ${what}`, removed: (what) => `Removed. ${what}`, changed: (what) => `Changed. ${what}`,
  repeated: 'They are related already.', noName: 'no label',
}

export type Words = typeof ko

export const wordsOf = (locale: Locale): Words => (locale === 'ko' ? ko : en)
