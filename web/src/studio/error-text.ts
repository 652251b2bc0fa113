import { isApiError } from '@/api/client'
import { errorText as generalText } from '@/api/errors'
import { defineTexts } from './define-texts'

/** Refusals that only requesters and operators meet, with what to do next. All others are told as everywhere. */
const { catalogues, t, has } = defineTexts({
  funds_missing: ['조직 잔액이 모자라요. 예산을 줄이거나 운영자에게 입금을 요청해 주세요.', 'Your funds are too low. Lower the budget, or ask the operator for a deposit.'],
  budget_promised: ['이미 쓰거나 맡아 둔 돈보다 예산을 줄일 수 없어요.', 'The budget cannot be less than what is spent and reserved.'],
  import_running: ['지금 데이터를 넣고 있어요. 끝난 뒤에 바꿔 주세요.', 'Data is being imported. Wait until that is done.'],
  project_state: ['지금 상태에서는 할 수 없어요. 화면을 새로 고쳐 주세요.', 'This is not possible from its present state. Please reload the page.'],
  task_finished: ['이미 끝난 과제예요.', 'This task is finished already.'],
  already_member: ['이미 함께하는 사람이에요.', 'This person is already a member.'],
  last_owner: ['소유자는 한 명 이상 있어야 해요. 다른 사람을 먼저 소유자로 정해 주세요.', 'There must be an owner. Make somebody else one first.'],
  too_many_organizations: ['더 만들 수 없어요. 운영자에게 문의해 주세요.', 'You cannot make more organizations. Ask the operator.'],
  too_many_tokens: ['토큰이 너무 많아요. 쓰지 않는 것을 지워 주세요.', 'You have too many tokens. Delete the unused ones.'],
  own_account: ['자기 자신에게는 할 수 없어요.', 'You cannot do this to yourself.'],
  upload_interrupted: ['올리다가 끊겼어요. 다시 해 주세요.', 'The upload was interrupted. Please try again.'],
  interface_missing: ['작업 화면을 먼저 골라 주세요. 데이터가 맞는지 화면으로 확인해요.', 'Choose the interface first: data is checked against it.'],
  closed: ['끝난 프로젝트라 바꿀 수 없어요.', 'The project is closed and cannot be changed.'],
})
export { catalogues }

export function errorText(error: unknown): string {
  return isApiError(error) && has(error.code) ? t(error.code) : generalText(error)
}
