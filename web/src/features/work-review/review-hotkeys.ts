import type { Hotkey } from '@/tools/hotkeys'
import type { WorkTranslate } from '@/work/i18n'
import type { Mode } from './Review'

export type ReviewActions = {
  mode: Mode
  pass: () => void
  enter: (mode: Mode) => void
  back: () => void
  digit: (index: number) => void
  send: () => void
  skip: () => void
  undo: () => void
  toggleGuide: () => void
  showKeys: () => void
}

/** A pass · R return · E fix · X refuse · U unusable · Space next · Z undo; then digits, Enter, Escape. */
export function reviewHotkeys(t: WorkTranslate, actions: () => ReviewActions): Hotkey[] {
  const group = t('inspection')
  const looking = () => actions().mode === 'look'
  const blaming = () => actions().mode !== 'look' && actions().mode !== 'fix'
  const key = (id: string, chord: string, label: string, run: () => void, when: () => boolean = looking): Hotkey => ({ id: `review.${id}`, chord, label, group, run, when })
  return [
    key('pass', 'KeyA', t('review_pass'), () => actions().pass()),
    key('return', 'KeyR', t('review_return'), () => actions().enter('return')),
    key('fix', 'KeyE', t('review_fix_start'), () => actions().enter('fix')),
    key('refuse', 'KeyX', t('review_refuse'), () => actions().enter('refuse')),
    key('unusable', 'KeyU', t('review_unusable'), () => actions().enter('unusable')),
    key('skip', 'Space', t('review_skip'), () => actions().skip()),
    key('undo', 'KeyZ', t('undo'), () => actions().undo()),
    key('guide', 'KeyG', t('review_guide'), () => actions().toggleGuide(), () => true),
    key('keys', 'Shift+Slash', t('keys'), () => actions().showKeys(), () => true),
    key('send', 'Enter', t('submit'), () => actions().send(), () => !looking()),
    key('back', 'Escape', t('back'), () => actions().back(), () => !looking()),
    ...Array.from({ length: 9 }, (_, index) => key(`digit${index + 1}`, `Digit${index + 1}`, t('review_reason'), () => actions().digit(index), blaming)),
  ]
}
