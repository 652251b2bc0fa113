import { createTranslator, type Locale } from '@/lib/i18n'
import { ApiError } from './client'

/**
 * What a person reads for each `code` of the server: what happened and what to do next. Codes that are not here fall back
 * to a sentence by status, so a new code is never shown bare.
 */
const ko = {
  offline: '인터넷에 연결되지 않았어요. 연결되면 다시 해 볼게요.',
  unreadable_reply: '서버가 알 수 없는 답을 보냈어요. 잠시 뒤 다시 해 주세요.',
  server_error: '서버에 문제가 생겼어요. 잠시 뒤 다시 해 주세요.',
  not_signed_in: '다시 로그인해 주세요.',
  wrong_credentials: '이메일이나 비밀번호가 맞지 않아요. 다시 확인해 주세요.',
  suspended: '지금은 쓸 수 없는 계정이에요. 운영자에게 문의해 주세요.',
  csrf: '화면을 새로 고친 뒤 다시 해 주세요.',
  busy: '지금 사람이 많아요. 잠시 뒤 다시 해 주세요.',
  body_interrupted: '보내다가 연결이 끊겼어요. 다시 보내 주세요.',
  method_not_allowed: '이 화면은 서버와 맞지 않아요. 새로 고쳐 주세요.',
  not_json: '화면을 새로 고친 뒤 다시 해 주세요.',
  sign_up_closed: '지금은 가입을 받지 않아요. 운영자에게 문의해 주세요.',
  forbidden: '이 일을 할 권한이 없어요. 담당자에게 권한을 요청해 주세요.',
  not_found: '찾을 수 없어요. 지워졌거나 볼 수 없는 것일 수 있어요.',
  invalid: '적은 내용을 다시 확인해 주세요.',
  email_taken: '이미 가입한 이메일이에요. 로그인해 주세요.',
  user_not_found: '그 이메일로 가입한 사람이 없어요. 먼저 가입해 달라고 해 주세요.',
  already_member: '이미 함께하는 사람이에요.',
  last_owner: '소유자는 한 명 이상 있어야 해요.',
  version_conflict: '그사이 다른 사람이 고쳤어요. 새로 불러온 뒤 다시 고쳐 주세요.',
  idempotency_key_reused: '이미 다른 내용으로 보냈어요. 화면을 새로 고쳐 주세요.',
  too_many_requests: '잠깐 쉬었다가 다시 해 주세요.',
  too_large: '파일이 너무 커요. 나누어서 올려 주세요.',
  budget_used_up: '이 프로젝트의 예산을 다 썼어요. 예산이 늘면 다시 열려요.',
  closed: '끝난 프로젝트예요.',
  project_closed: '끝난 프로젝트예요. 새 프로젝트를 만들어 주세요.',
  project_state: '지금 상태에서는 그렇게 바꿀 수 없어요. 화면을 새로 고쳐 주세요.',
  funds_missing: '조직의 잔액이 모자라요. 입금한 뒤 다시 하거나 예산을 줄여 주세요.',
  budget_promised: '이미 쓰거나 약속한 돈보다 예산을 줄일 수는 없어요.',
  interface_missing: '작업 화면이 아직 없어요. 먼저 만들어 주세요.',
  import_running: '데이터를 읽고 있어요. 끝난 뒤 다시 해 주세요.',
  task_finished: '이미 끝난 과제예요.',
  own_account: '자기 계정은 바꿀 수 없어요. 다른 운영자에게 부탁해 주세요.',
  too_many_tokens: '토큰이 너무 많아요. 쓰지 않는 것을 지워 주세요.',
  too_many_organizations: '만들 수 있는 조직 수를 넘었어요.',
  exam_missing: '정답이 있는 과제가 모자라 시험을 낼 수 없어요. 정답을 더 올려 주세요.',
  exam_not_needed: '시험 없이 할 수 있는 일이에요.',
  exam_passed: '이미 통과했어요. 바로 시작해 주세요.',
  exam_finished: '이미 제출한 시험이에요.',
  not_work: '검수는 판정으로 보내야 해요. 화면을 새로 고쳐 주세요.',
  not_inspection: '검수가 아니라 작업이에요. 화면을 새로 고쳐 주세요.',
  too_late: '벌써 검수가 시작돼서 되돌릴 수 없어요.',
  no_appeal: '이의는 거절된 뒤 7일 안에 한 번만 낼 수 있어요.',
  appeal_decided: '이미 처리한 이의예요.',
  exam_retry_later: '시험은 조금 뒤에 다시 볼 수 있어요.',
  assignment_gone: '시간이 지나 다른 분에게 넘어간 과제예요. 다음 과제를 이어서 해 주세요.',
  last_round: '돌려보낼 수 있는 횟수를 다 썼어요. 통과, 수정, 거절 중에서 골라 주세요.',
  no_trial: '연습 과제가 없는 프로젝트예요.',
  format_unknown: '알 수 없는 파일 형식이에요. CSV, JSONL, JSON, ZIP 중 하나로 올려 주세요.',
  fallback_forbidden: '지금은 할 수 없는 일이에요.',
  fallback_conflict: '그사이 상태가 바뀌었어요. 화면을 새로 고쳐 주세요.',
  fallback: '하지 못했어요. 잠시 뒤 다시 해 주세요.',
}
const en: Record<keyof typeof ko, string> = {
  offline: 'You are not connected. We will try again when you are.',
  unreadable_reply: 'The server sent a reply we could not read. Please try again in a moment.',
  server_error: 'Something went wrong on the server. Please try again in a moment.',
  not_signed_in: 'Please sign in again.',
  wrong_credentials: 'The e-mail or password is not right. Please check and try again.',
  suspended: 'This account cannot be used right now. Please ask the operator.',
  csrf: 'Please reload the page and try again.',
  busy: 'Many people are here right now. Please try again in a moment.',
  body_interrupted: 'The connection broke while sending. Please send it again.',
  method_not_allowed: 'This page does not fit the server. Please reload it.',
  not_json: 'Please reload the page and try again.',
  sign_up_closed: 'Signing up is closed right now. Please ask the operator.',
  forbidden: 'You may not do this. Please ask whoever is in charge for the right.',
  not_found: 'We could not find it. It may be gone, or not yours to see.',
  invalid: 'Please check what you entered.',
  email_taken: 'This e-mail has already signed up. Please sign in.',
  user_not_found: 'Nobody has signed up with that e-mail. Please ask them to sign up first.',
  already_member: 'This person is already a member.',
  last_owner: 'There must be at least one owner.',
  version_conflict: 'Somebody else changed it meanwhile. Load it again, then make your change.',
  idempotency_key_reused: 'This was already sent with other contents. Please reload the page.',
  too_many_requests: 'Please wait a little and try again.',
  too_large: 'The file is too big. Please upload it in parts.',
  budget_used_up: 'The budget of this project is used up. It opens again when the budget grows.',
  closed: 'This project has ended.',
  project_closed: 'This project has ended. Please make a new one.',
  project_state: 'It cannot become that from what it is now. Please reload the page.',
  funds_missing: 'The organization has too little money. Please deposit some, or lower the budget.',
  budget_promised: 'The budget cannot be less than what is already spent or promised.',
  interface_missing: 'There is no interface yet. Please make one first.',
  import_running: 'Data is being read in. Please try again when that is done.',
  task_finished: 'This task is already finished.',
  own_account: 'You cannot change your own account. Please ask another operator.',
  too_many_tokens: 'There are too many tokens. Please delete those that are not used.',
  too_many_organizations: 'You have as many organizations as one person may make.',
  exam_missing: 'There are too few tasks with known answers for an exam. Please add some.',
  exam_not_needed: 'You can do this without an exam.',
  exam_passed: 'You have passed already. Please start.',
  exam_finished: 'This exam was already handed in.',
  not_work: 'An inspection is sent as a decision. Please reload the page.',
  not_inspection: 'This is work, not an inspection. Please reload the page.',
  too_late: 'An inspector already has it, so it cannot be taken back.',
  no_appeal: 'You can object to a refusal once, within 7 days.',
  appeal_decided: 'This objection was already decided.',
  exam_retry_later: 'You can take the exam again a little later.',
  assignment_gone: 'Time ran out and this task went to somebody else. Please go on with the next one.',
  last_round: 'It cannot be returned any more. Please pass, fix or refuse it.',
  no_trial: 'This project has no trial task.',
  format_unknown: 'We do not know this kind of file. Please use CSV, JSONL, JSON or ZIP.',
  fallback_forbidden: 'This cannot be done right now.',
  fallback_conflict: 'Things changed meanwhile. Please reload the page.',
  fallback: 'That did not work. Please try again in a moment.',
}
export const errorCatalogues: Record<Locale, Record<string, string>> = { ko, en }
const { t, has } = createTranslator<keyof typeof ko>({ ko, en })

/** A sentence for the screen, in the language of the page, for anything that was thrown. */
export function errorText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('fallback')
  if (has(error.code)) return t(error.code)
  if (error.status === 401) return t('not_signed_in')
  if (error.status === 403) return t('fallback_forbidden')
  if (error.status === 404) return t('not_found')
  if (error.status === 409) return t('fallback_conflict')
  if (error.status === 413) return t('too_large')
  if (error.status === 422) return t('invalid')
  if (error.status === 429) return t('too_many_requests')
  return t(error.status >= 500 ? 'server_error' : 'fallback')
}
