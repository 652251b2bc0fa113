import { defineTexts } from '@/studio/define-texts'

/** What is said about the questions of workers. */
export const { catalogues, useT } = defineTexts({
  title: ['작업자의 질문', 'Questions of workers'],
  lead: ['누가 물었는지는 알 수 없고, 누가 답했는지도 알리지 않아요.', 'Neither side is told who the other is.'],
  none: ['아직 질문이 없어요', 'No questions yet'],
  none_text: ['작업자가 과제를 하다가 물으면 여기에 나와요.', 'What workers ask from their tasks comes here.'],
  waiting: ['답을 기다려요', 'Waiting'],
  answered: ['답했어요', 'Answered'],
  for_everyone: ['모두에게', 'For everybody'],
  only_asker: ['물은 사람에게만', 'Only to the asker'],
  clause: ['안내 {number} ({version}판)', 'Clause {number} (version {version})'],
  task: ['과제 {number}', 'Task {number}'],
  answer: ['답', 'Answer'],
  answer_hint: ['안내에 없던 것이면 안내도 고쳐 주세요.', 'If the guide did not say it, mend the guide too.'],
  audience: ['누가 볼까요?', 'Who may read it?'],
  everyone: ['이 프로젝트의 모든 작업자', 'Everybody who works on this project'],
  everyone_hint: ['질문과 답이 안내 옆에 이름 없이 실려요.', 'Question and answer stand beside the guide, under no name.'],
  asker: ['물은 사람만', 'Only who asked'],
  send: ['답하기', 'Answer'],
  sent: ['답을 보냈어요.', 'The answer is sent.'],
  change: ['답 고치기', 'Change the answer'],
  cancel: ['그만두기', 'Cancel'],
})
