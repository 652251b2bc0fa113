import { beforeAll, describe, expect, it } from 'vitest'
import type { Pause, PauseCause } from '@/api/quality-types'
import { setLocale } from '@/lib/i18n'
import { t } from '@/work/i18n'
import { reasonText } from './pause-words'

const say = (cause: PauseCause, figures: Pause['figures']) => reasonText({ cause, figures }, t)

describe('why somebody is paused', () => {
  beforeAll(() => setLocale('en'))
  it('is said with the figures that were seen', () => {
    expect(say('gold_accuracy', { n: 5, value_percent: 40, threshold_percent: 60 })).toBe('Of 5 tasks with known answers 40 % were right. This project asks for 60 %.')
    expect(say('return_rate', { n: 42, share_percent: 71.4, expected_percent: 12, high_percent: 23.5 })).toContain('42 inspections 71.4 % were returns. Up to 23.5 %')
    expect(say('skips_in_row', { n: 1, at_most: 0 })).toBe('1 task was skipped in a row.')
  })
  it('stands without figures, too, for every cause', () => {
    const causes: PauseCause[] = ['gold_accuracy', 'agreement', 'skips_in_row', 'information', 'return_rate', 'requester']
    const sentences = causes.map((cause) => say(cause, {}))
    expect(new Set(sentences).size).toBe(causes.length)
    for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|^pause_/)
  })
})
