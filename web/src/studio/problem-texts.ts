import type { ProblemItem } from '@/api/types'
import { getLocale } from '@/lib/i18n'
import { defineTexts } from './define-texts'

/** What is wrong with one field, by the server's code. */
const { catalogues, t, has } = defineTexts({
  name_length: ['1자에서 200자로 적어 주세요.', 'Write 1 to 200 characters.'],
  name_characters: ['쓸 수 없는 글자가 있어요.', 'It holds characters that cannot be used.'],
  text_too_long: ['조금 더 짧게 적어 주세요.', 'This is too long.'],
  text_length: ['글의 길이를 확인해 주세요.', 'Please check the length.'],
  out_of_range: ['정해진 범위를 벗어났어요.', 'This is out of range.'],
  language_unknown: ['한국어나 영어를 골라 주세요.', 'Choose Korean or English.'],
  interface_missing: ['작업 화면을 골라 주세요.', 'Choose an interface.'],
  interface_invalid: ['작업 화면 XML에 고칠 곳이 있어요.', 'The interface XML has things to mend.'],
  guide_missing: ['안내를 써 주세요. 작업은 안내로 판단해요.', 'Write the guide: work is judged by it.'],
  reward_missing: ['보수를 정해 주세요.', 'Set the pay.'],
  budget_missing: ['예산을 정해 주세요.', 'Set the budget.'],
  deadline_passed: ['마감이 이미 지났어요. 늦추거나 비워 주세요.', 'The deadline has passed. Set a later one, or none.'],
  tasks_missing: ['데이터를 올려 주세요. 아직 과제가 없어요.', 'Add data: there is no task yet.'],
  tasks_do_not_fit: ['이미 올린 데이터와 맞지 않아요.', 'It does not fit the data that is there.'],
  gold_missing: ['시험에 쓸 정답 있는 과제가 모자라요. 더 올리거나 문제 수를 줄여 주세요.', 'Too few tasks with known answers for the test. Add some, or ask fewer.'],
  inspectors_ungated: ['검수하는 사람은 시험이나 초대로 정해 주세요.', 'Inspectors pass the test or are invited.'],
  frozen: ['연 뒤에는 바꿀 수 없어요.', 'This cannot change once the project was open.'],
  person_unknown: ['그 이메일로 가입한 사람이 없어요. 먼저 가입해 달라고 해 주세요.', 'Nobody has signed up with that e-mail. Please ask them to sign up first.'],
  email_invalid: ['이메일 주소를 확인해 주세요.', 'Please check the e-mail address.'],
  email_malformed: ['이메일 주소를 확인해 주세요.', 'Please check the e-mail address.'],
  email_taken: ['이미 가입한 이메일이에요. 로그인해 주세요.', 'This e-mail has already signed up. Please sign in.'],
  already_member: ['이미 함께하는 사람이에요.', 'This person is already a member.'],
  password_too_short: ['10자 이상으로 적어 주세요.', 'Use 10 characters or more.'],
  password_length: ['비밀번호의 길이를 확인해 주세요.', 'Please check the length of the password.'],
  role_unknown: ['역할을 골라 주세요.', 'Choose a role.'],
  gold_needs_one_choice: ['정답 칸은 하나를 고르는 작업에만 쓸 수 있어요.', 'A column of known answers works only where one choice is the whole answer.'],
  image_field_missing: ['그림이 들어갈 데이터 칸이 작업 화면에 없어요.', 'The interface has no data field for pictures.'],
  format_unknown: ['알 수 없는 파일이에요. CSV, TSV, JSONL, JSON, TXT, ZIP 가운데 하나로 올려 주세요.', 'We do not know this file. Use CSV, TSV, JSONL, JSON, TXT or ZIP.'],
  bad_zip: ['ZIP으로 열 수 없는 파일이에요.', 'This is not a readable ZIP.'],
  empty_file: ['빈 파일이에요.', 'The file is empty.'],
  unsupported_type: ['그림으로 열 수 없는 파일이에요. JPEG, PNG, WebP, GIF, SVG를 올려 주세요.', 'This file cannot be opened as a picture. Use JPEG, PNG, WebP, GIF or SVG.'],
  type_not_allowed: ['올릴 수 없는 종류의 파일이에요.', 'This kind of file cannot be uploaded.'],
  unsafe_svg: ['안전하지 않은 내용이 든 SVG예요.', 'This SVG holds unsafe parts.'],
  too_many_pixels: ['그림이 너무 커요. 크기를 줄여 주세요.', 'The picture has too many pixels. Make it smaller.'],
  broken_image: ['깨진 그림이에요.', 'The picture is broken.'],
  worker_unknown: ['이 프로젝트에서 일한 적이 없는 이름이에요.', 'Nobody of this name took part in the project.'],
  example_empty: ['글이나 파일 가운데 하나는 있어야 해요.', 'Give a text or a file.'],
  clause_unknown: ['안내에 없는 항목이에요.', 'The guide has no such clause.'],
  media_unknown: ['파일을 다시 골라 주세요.', 'Please choose the file again.'],
  sensitive_for_adults: ['보기 힘든 내용은 19세 이상에게만 보여요.', 'Sensitive content is for adults only.'],
  kind_twice: ['같은 것을 두 번 골랐어요.', 'One kind is chosen twice.'],
  other: ['이 값을 확인해 주세요.', 'Please check this value.'],
})
export { catalogues }

/** Korean readers get our words; the server's English detail follows only where we know no better. */
export function fieldText(item: Pick<ProblemItem, 'code' | 'message'>): string {
  if (has(item.code)) return t(item.code)
  return getLocale() === 'ko' ? `${t('other')} (${item.message})` : item.message
}
