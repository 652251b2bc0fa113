import { defineTexts } from '@/lib/define-texts'

/** What is said about questions to the requester and about examples, in both languages. */
export const { catalogues, useT } = defineTexts({
  ask: ['질문하기', 'Ask a question'],
  ask_title: ['요청자에게 묻기', 'Ask the requester'],
  ask_lead: ['이 과제가 함께 전해져요. 이름은 전해지지 않아요.', 'This task goes with it. Your name does not.'],
  ask_text: ['무엇이 궁금한가요?', 'What would you like to know?'],
  ask_text_hint: ['전화번호나 이름 같은 개인정보는 적지 마세요.', 'Please write no names or phone numbers.'],
  ask_clause: ['안내의 어느 항목인가요?', 'Which clause of the guide?'],
  no_clause: ['정하지 않음', 'None'],
  send: ['보내기', 'Send'],
  sent: ['질문을 보냈어요. 답이 오면 알려 줄게요.', 'Sent. You will be told when it is answered.'],
  too_short: ['다섯 글자 넘게 적어 주세요.', 'Write five letters or more.'],
  ask_hint: ['안내에 없는 것을 요청자에게 물어봐요.', 'Ask the requester what the guide does not say.'],
  group: ['질문', 'Questions'],

  questions: ['질문과 답', 'Questions and answers'],
  search: ['질문에서 찾기', 'Search questions'],
  none: ['아직 질문이 없어요.', 'No questions yet.'],
  not_found: ['찾는 말이 든 질문이 없어요.', 'No question holds these words.'],
  mine: ['내 질문', 'Mine'],
  waiting: ['답을 기다리고 있어요', 'Waiting for an answer'],
  fresh: ['새 답', 'New answer'],
  only_me: ['나에게만 온 답', 'Only to you'],
  clause: ['안내 {number}', 'Clause {number}'],
  seen: ['확인했어요', 'Got it'],
  more: ['더 보기', 'Show more'],
  answers_title: ['질문에 답이 왔어요', 'Your questions were answered'],
  answers_in_guide: ['작업 안내에서 볼 수 있어요.', 'You find the answer in the guide.'],

  examples: ['예시', 'Examples'],
  good: ['좋은 예', 'Good'],
  bad: ['나쁜 예', 'Bad'],
  example_media: ['예시 {number}', 'Example {number}'],
})
