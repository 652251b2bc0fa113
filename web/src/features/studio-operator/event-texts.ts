import type { OperatorEvent } from '@/api/types'
import { money } from '@/lib/money'
import { defineTexts } from '@/studio/define-texts'

/** One sentence per kind of event. `{who}` is the person, or the system itself. */
const { catalogues, t, has } = defineTexts({
  user_created: ['{who, josa, 이/가} 가입했어요', '{who} signed up'],
  user_changed: ['{who, josa, 이/가} 사용자 정보를 바꿨어요', '{who} changed a user'],
  session_created: ['{who, josa, 이/가} 로그인했어요', '{who} signed in'],
  organization_created: ['{who, josa, 이/가} 조직을 만들었어요', '{who} made an organization'],
  member_added: ['{who, josa, 이/가} 조직에 사람을 더했어요', '{who} added a member'],
  member_changed: ['{who, josa, 이/가} 역할을 바꿨어요', '{who} changed a role'],
  member_removed: ['{who, josa, 이/가} 조직에서 사람을 뺐어요', '{who} removed a member'],
  funds_deposited: ['{who, josa, 이/가} 입금을 넣었어요', '{who} credited a deposit'],
  project_created: ['{who, josa, 이/가} 프로젝트를 만들었어요', '{who} made a project'],
  project_changed: ['{who, josa, 이/가} 프로젝트 설정을 바꿨어요', '{who} changed the settings of a project'],
  project_opened: ['{who, josa, 이/가} 프로젝트를 열었어요', '{who} opened a project'],
  project_resumed: ['{who, josa, 이/가} 프로젝트를 다시 열었어요', '{who} opened a project again'],
  project_paused: ['{who, josa, 이/가} 프로젝트를 멈췄어요', '{who} paused a project'],
  project_closed: ['{who, josa, 이/가} 프로젝트를 끝냈어요', '{who} closed a project'],
  project_budget_returned: ['남은 예산을 조직에 돌려줬어요', 'The unspent budget went back to the organization'],
  guide_published: ['{who, josa, 이/가} 안내의 새 판을 냈어요', '{who} published a new version of the guide'],
  import_started: ['{who, josa, 이/가} 데이터를 올리기 시작했어요', '{who} began an import'],
  import_taken_over: ['멈춘 데이터 올리기를 이어서 해요', 'An interrupted import goes on'],
  import_finished: ['데이터를 다 넣었어요', 'An import was finished'],
  task_voided: ['{who, josa, 이/가} 과제를 뺐어요', '{who} voided a task'],
  invitation_created: ['{who, josa, 이/가} 사람을 초대했어요', '{who} invited somebody'],
  invitation_removed: ['{who, josa, 이/가} 초대를 거뒀어요', '{who} withdrew an invitation'],
  exam_passed: ['{who, josa, 이/가} 시험에 통과했어요', '{who} passed the entrance test'],
  exam_failed: ['{who, josa, 이/가} 시험에 떨어졌어요', '{who} did not pass the entrance test'],
  assignment_issued: ['{who, josa, 이/가} 과제를 받았어요', '{who} took a task'],
  assignment_submitted: ['{who, josa, 이/가} 답을 보냈어요', '{who} sent an answer'],
  assignment_accepted: ['답이 통과했어요', 'An answer was accepted'],
  assignment_returned: ['{who, josa, 이/가} 답을 반려했어요', '{who} returned an answer'],
  assignment_reopened: ['{who, josa, 이/가} 반려된 답을 고치기 시작했어요', '{who} began to mend a returned answer'],
  assignment_refused: ['{who, josa, 이/가} 답을 거절했어요', '{who} refused an answer'],
  assignment_appealed: ['{who, josa, 이/가} 거절에 이의를 신청했어요', '{who} appealed against a refusal'],
  assignment_withdrawn: ['{who, josa, 이/가} 보낸 답을 거뒀어요', '{who} took an answer back'],
  assignment_skipped: ['{who, josa, 이/가} 과제를 건너뛰었어요', '{who} skipped a task'],
  assignment_released: ['{who, josa, 이/가} 과제를 돌려놓았어요', '{who} gave a task back'],
  assignment_expired: ['시간이 지나 과제가 돌아왔어요', 'Time ran out and a task came back'],
  verdict_given: ['{who, josa, 이/가} 답을 검수했어요', '{who} inspected an answer'],
  appeal_accepted: ['{who, josa, 이/가} 이의를 받아들였어요', '{who} accepted an appeal'],
  appeal_upheld: ['{who, josa, 이/가} 거절을 유지했어요', '{who} upheld a refusal'],
  appeal_decided: ['{who, josa, 이/가} 이의를 판단했어요', '{who} decided an appeal'],
  gold_set: ['{who, josa, 이/가} 과제의 정답을 정했어요', '{who} told the answer of a task'],
  gold_cleared: ['{who, josa, 이/가} 과제의 정답을 거뒀어요', '{who} took the known answer of a task back'],
  audit_ordered: ['{who, josa, 이/가} 결과 확인을 맡겼어요', '{who} ordered an audit'],
  audit_finished: ['결과 확인이 끝났어요', 'An audit was finished'],
  decision_term_over: ['아무도 결정하지 않아 가장 그럴듯한 답을 결과로 삼았어요', 'Nobody decided in time: the likeliest answer is the result'],
  gold_grown: ['확실한 과제가 정답 있는 과제가 됐어요', 'A certain task became a known one'],
  task_adjudicated: ['{who, josa, 이/가} 갈린 답 사이에서 정했어요', '{who} decided between differing answers'],
  task_reopened: ['끝난 과제에 답을 더 받기로 했어요', 'A finished task was opened again for more answers'],
  worker_paused: ['{who, josa, 이/가} 한 사람을 프로젝트에서 멈췄어요', '{who} paused a person in a project'],
  worker_sent_to_training: ['한 사람이 다시 연습하게 됐어요', 'A person was sent to training again'],
  worker_warned: ['한 사람에게 알렸어요', 'A person was warned'],
  pause_objected: ['{who, josa, 이/가} 멈춤에 이의를 냈어요', '{who} objected to a pause'],
  pause_lifted: ['{who, josa, 이/가} 멈춤을 풀었어요', '{who} lifted a pause'],
  pause_upheld: ['{who, josa, 이/가} 멈춤을 그대로 뒀어요', '{who} upheld a pause'],
  pause_ended: ['멈춤이 저절로 끝났어요', 'A pause ended by itself'],
  token_created: ['{who, josa, 이/가} API 토큰을 만들었어요', '{who} made an API token'],
  token_revoked: ['{who, josa, 이/가} API 토큰을 지웠어요', '{who} deleted an API token'],
  unknown: ['{who}: {kind}', '{who}: {kind}'],
  person: ['{name} 님', '{name}'],
  system: ['시스템', 'The system'],
})
export { catalogues }

export const eventKinds: readonly string[] = Object.keys(catalogues.en).filter((key) => !['unknown', 'person', 'system'].includes(key))

/** The name of a kind in a menu: the sentence without a person would read oddly, so the stable word serves. */
export const kindName = (kind: string): string => kind.replaceAll('_', ' ')

export function eventText(event: OperatorEvent): string {
  const who = event.actor ? t('person', { name: event.actor.display_name }) : t('system')
  const sentence = has(event.kind) ? t(event.kind, { who }) : t('unknown', { who, kind: kindName(event.kind) })
  const amount = event.data['amount_minor'] ?? event.data['reward_minor']
  return typeof amount === 'number' && amount > 0 ? `${sentence} (${money(amount)})` : sentence
}
