import type { Hotkey } from '@/tools/hotkeys'
import type { WorkTranslate } from '@/work/i18n'
import { blameKinds, isBlame, type Mode } from './blame'
import type { View } from './views'

export type ReviewActions = {
  mode: Mode
  pass: () => void
  enter: (mode: Mode) => void
  back: () => void
  digit: (index: number) => void
  send: () => void
  skip: () => void
  undo: () => void
  look: (view: View) => void
  stepPlace: (step: 1 | -1) => void
  addPlace: () => void
  removePlace: () => void
  toData: () => void
  toNote: () => void
  toggleGuide: () => void
  showKeys: () => void
}

/** Keys that a person may change. */
export const reviewKeys = {
  'review.pass': 'KeyA',
  'review.return': 'KeyR',
  'review.fix': 'KeyE',
  'review.refuse': 'KeyX',
  'review.unusable': 'KeyU',
  'review.skip': 'Space',
  'review.undo': 'KeyZ',
  'review.changes': 'KeyC',
  'review.beside': 'KeyB',
  'review.guide': 'KeyG',
  'review.keys': 'Shift+Slash',
} as const
export type ReviewKey = keyof typeof reviewKeys

type Make = (id: string, chord: string, label: string, run: () => void, when?: () => boolean) => Hotkey
const maker =
  (group: string): Make =>
  (id, chord, label, run, when = () => true) => ({ id: `review.${id}`, chord, label, group, run, when, ...(`review.${id}` in reviewKeys ? {} : { fixed: 'page' as const }) })

/** A pass · R return · E fix · X refuse · U unusable · Space next · Z undo · C changes · B side by side; then digits, Enter, Escape. */
export function reviewHotkeys(t: WorkTranslate, actions: () => ReviewActions): Hotkey[] {
  const key = maker(t('inspection'))
  const looking = () => actions().mode === 'look'
  const blaming = () => isBlame(actions().mode)
  const own = (id: ReviewKey, label: string, run: () => void, when: () => boolean = looking) => key(id.slice('review.'.length), reviewKeys[id], label, run, when)
  return [
    own('review.pass', t('review_pass'), () => actions().pass()),
    own('review.return', t('review_return'), () => actions().enter('return')),
    own('review.fix', t('review_fix_start'), () => actions().enter('fix')),
    own('review.refuse', t('review_refuse'), () => actions().enter('refuse')),
    own('review.unusable', t('review_unusable'), () => actions().enter('unusable')),
    own('review.skip', t('review_skip'), () => actions().skip()),
    own('review.undo', t('undo'), () => actions().undo()),
    own('review.changes', t('review_view_changes'), () => actions().look('changes')),
    own('review.beside', t('review_view_beside'), () => actions().look('beside'), () => !blaming()),
    own('review.guide', t('review_guide'), () => actions().toggleGuide(), () => true),
    own('review.keys', t('keys'), () => actions().showKeys(), () => true),
    key('send', 'Enter', t('submit'), () => actions().send(), () => !looking()),
    // Out of the field first, so that a word begun in it is not lost.
    { ...key('back', 'Escape', t('back'), () => leaveFieldOr(() => actions().back()), () => !looking()), inFields: true },
    key('data', 'KeyM', t('review_point'), () => actions().toData(), blaming),
    key('note', 'KeyN', t('review_write_note'), () => actions().toNote(), blaming),
    ...Array.from({ length: 9 }, (_, index) => key(`digit${index + 1}`, `Digit${index + 1}`, t('review_reason'), () => actions().digit(index), blaming)),
  ]
}

/** To point at a part of the answer without a pointer. They come before the tool's own, which only select. */
export function placeHotkeys(t: WorkTranslate, actions: () => ReviewActions): Hotkey[] {
  const key = maker(t('inspection'))
  const pointing = () => {
    const { mode } = actions()
    return isBlame(mode) && blameKinds[mode].hasPlace
  }
  return [
    key('next_place', 'BracketRight', t('review_place_next'), () => actions().stepPlace(1), pointing),
    key('add_place', 'Shift+BracketRight', t('review_place_add'), () => actions().addPlace(), pointing),
    key('remove_place', 'Delete', t('review_place_clear'), () => actions().removePlace(), pointing),
    key('previous_place', 'BracketLeft', t('review_place_previous'), () => actions().stepPlace(-1), pointing),
  ]
}

function leaveFieldOr(back: () => void): void {
  const focused = document.activeElement
  if (focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement) focused.blur()
  else back()
}
