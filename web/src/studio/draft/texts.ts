import { defineTexts } from '../define-texts'

/** The terms of an order, wherever they are written down: in the wizard and in the settings. */
export const { catalogues, useT } = defineTexts({
  name: ['프로젝트 이름', 'Name of the project'],
  name_hint: ['작업하는 사람에게 보여요. 무엇을 하는 일인지 알 수 있게 적어 주세요.', 'Workers see it. Say what the work is.'],
  description: ['짧은 소개', 'Short description'],
  description_hint: ['작업 목록에서 이름 아래에 보여요.', 'Shown under the name in the list of work.'],
  choose_interface: ['어떤 작업인가요?', 'What is the work?'],
  find_interface: ['찾기', 'Find'],
  category: ['종류', 'Kind'],
  category_all: ['모두', 'All'],
  category_picture: ['사진', 'Pictures'],
  category_text: ['글', 'Texts'],
  category_conversation: ['대화', 'Conversations'],
  category_ranking: ['비교와 순서', 'Comparing and ranking'],
  category_making: ['만들기', 'Making data'],
  category_audio: ['소리', 'Audio'],
  category_video: ['영상', 'Video'],
  category_document: ['문서와 측정값', 'Documents and measurements'],
  interfaces_found: ['{count}가지', '{count, plural, one {# interface} other {# interfaces}}'],
  config_file: ['Label Studio에서 가져오기', 'Take over from Label Studio'],
  config_file_hint: ['설정 XML 파일이나, 설정이 들어 있는 프로젝트 JSON 파일을 골라 주세요.', 'Choose the XML of the config, or the JSON of a project that holds it.'],
  config_file_bad: ['이 파일에는 작업 화면 설정이 없어요.', 'There is no label config in this file.'],
  try_submit: ['제출해 보기', 'Try to submit'],
  try_good: ['이대로 제출할 수 있어요. 답은 이렇게 저장돼요.', 'This could be submitted. The answer is stored like this.'],
  try_bad: ['제출하려면 {count}곳을 더 채워야 해요.', '{count, plural, one {# thing} other {# things}} missing before it could be submitted.'],
  view_phone: ['휴대전화', 'Phone'],
  view_desktop: ['컴퓨터', 'Desktop'],
  view_as: ['보는 화면', 'Shown on'],
  own_xml: ['직접 쓴 Label Studio XML', 'Your own Label Studio XML'],
  own_xml_hint: ['Label Studio에서 쓰던 설정을 그대로 붙여 넣을 수 있어요.', 'Paste the label config you use in Label Studio as it is.'],
  show_xml: ['XML 보고 고치기', 'See and change the XML'],
  xml: ['화면 설정 XML', 'Interface XML'],
  xml_ok: ['문제없어요. 이 데이터 칸을 씁니다: {fields}', 'All good. It uses these data fields: {fields}'],
  xml_no_fields: ['없음', 'none'],
  xml_checking: ['확인하고 있어요', 'Checking'],
  xml_problems: ['{count}곳을 고쳐 주세요', '{count, plural, one {# thing to mend} other {# things to mend}}'],
  xml_warnings: ['참고해 주세요', 'Good to know'],
  line: ['{line}번째 줄', 'Line {line}'],
  preview: ['작업자에게 보이는 모습', 'As a worker sees it'],
  preview_empty: ['고른 작업 화면이 여기에 보여요.', 'The interface you choose appears here.'],
  preview_try: ['직접 눌러 보세요. 저장되지 않아요.', 'Try it. Nothing is kept.'],
  example_data: ['예시 데이터 바꾸기', 'Change the example data'],
  example_data_hint: ['과제 하나의 데이터를 JSON으로 적어요.', 'The data of one task, as JSON.'],
  example_bad: ['JSON으로 읽을 수 없어요.', 'This is not JSON.'],
  example_text: ['여기에 과제의 글이 보여요. 데이터를 올리면 실제 내용으로 바뀌어요.', 'The text of the task appears here. Once you add data it is the real one.'],
  speaker_a: ['화자 가', 'Speaker A'],
  speaker_b: ['화자 나', 'Speaker B'],
  guide: ['작업 안내', 'Guide'],
  guide_hint: ['마크다운으로 써요. "1."처럼 번호로 시작하는 줄이 조항이에요. 검수자는 반려할 때 조항 번호를 대야 해요.', 'In Markdown. Lines that begin with a number such as "1." are clauses. An inspector who returns work must name a clause.'],
  guide_starter: ['본보기 넣기', 'Insert a sample'],
  clauses: ['찾은 조항', 'Clauses found'],
  clause_count: ['조항 {count}개', '{count, plural, one {# clause} other {# clauses}}'],
  no_clauses: ['번호가 있는 조항이 없어요. 조항이 없으면 검수자가 무엇이 어긋났는지 콕 집어 말할 수 없어요.', 'There are no numbered clauses. Without them an inspector cannot say what exactly was not met.'],
  repeated: ['번호가 겹쳐요: {numbers}. 조항마다 다른 번호를 써 주세요.', 'Numbers used twice: {numbers}. Give each clause its own.'],
  guide_preview: ['작업자가 보는 안내', 'As workers see it'],
  reward: ['답 하나의 보수', 'Pay per answer'],
  inspection_reward: ['검수 하나의 보수', 'Pay per inspection'],
  accept_days: ['자동 통과', 'Accepted by itself after'],
  accept_hint: ['이때까지 검수되지 않으면 통과하고 지급돼요.', 'What is not inspected by then is accepted and paid.'],
  more_terms: ['시간 더 정하기', 'More about time'],
  lease: ['과제 하나를 잡고 있는 시간', 'How long a worker keeps a task'],
  return_hours: ['반려된 답을 고칠 시간', 'Time to mend a returned answer'],
  minutes: ['분', 'minutes'],
  hours: ['시간', 'hours'],
  days: ['일', 'days'],
  won: ['원', 'KRW'],
  at_most: ['과제 하나에 많아야 {amount}', 'At most {amount} per task, all in'],
  at_most_parts: [
    '답 {answers}개 × (보수 {reward} + 검수 최대 {inspections}번 × {inspection}), 수수료 {fee}% 포함',
    '{answers} answers × (pay {reward} + up to {inspections} inspections × {inspection}), {fee} % fee included',
  ],
  per_thousand: ['과제 1,000개면 많아야 {amount}', '1,000 tasks cost at most {amount}'],
  seconds_guess: ['답 하나에 걸리는 시간 어림', 'Your guess: time per answer'],
  seconds_guess_inspect: ['검수 하나에 걸리는 시간 어림', 'Your guess: time per inspection'],
  seconds: ['초', 'seconds'],
  wage: ['쉬지 않고 하면 한 시간에 {amount}', '{amount} an hour without a break'],
  wage_low: ['2026년 최저임금(한 시간 {minimum})보다 적어요. 보수를 {fair} 이상으로 올리면 넘어요.', 'Below the Korean minimum wage of 2026 ({minimum} an hour). {fair} or more per piece reaches it.'],
  wage_fix: ['{fair}으로 올리기', 'Raise to {fair}'],
  wage_good: ['2026년 최저임금(한 시간 {minimum}) 이상이에요.', 'At or above the Korean minimum wage of 2026 ({minimum} an hour).'],
  work_audience: ['누가 작업하나요?', 'Who may work?'],
  everybody: ['누구나', 'Everybody'],
  everybody_hint: ['가입한 사람은 바로 시작할 수 있어요', 'Anybody who signed up starts at once'],
  entrance_test: ['시험에 통과한 사람', 'Those who pass the entrance test'],
  entrance_test_hint: ['정답을 아는 과제로 시험을 내요', 'Made of tasks with known answers'],
  invited: ['초대한 사람만', 'Invited people only'],
  invited_hint: ['연 뒤에 사람 화면에서 이메일로 초대해요', 'Invite them by e-mail on the people page'],
  inspect_audience: ['누가 검수하나요?', 'Who may inspect?'],
  inspect_never_own: ['자기가 답한 과제는 아무도 검수할 수 없어요.', 'Nobody ever inspects a task they worked on.'],
  exam: ['시험', 'Entrance test'],
  exam_size: ['문제 수', 'Questions'],
  exam_size_unit: ['문제', 'questions'],
  exam_pass: ['통과 기준', 'To pass'],
  exam_needs_gold: ['시험에는 정답이 있는 과제가 {count}개 이상 필요해요. 데이터를 올릴 때 정답도 함께 올려 주세요.', 'The test needs at least {count} tasks with known answers. Add the answers when you add data.'],
  adult: ['19세 이상만 볼 수 있는 내용이에요', 'For adults only (19+)'],
  adult_hint: ['성인 인증을 하지 않은 사람에게는 목록, 제목, 그림 어디에도 보이지 않아요.', 'Invisible to anyone not verified as an adult: in lists, titles and media.'],
  guide_language: ['안내와 데이터의 언어', 'Language of guide and data'],
  korean: ['한국어', 'Korean'],
  english: ['영어', 'English'],
  budget: ['예산', 'Budget'],
  budget_hint: ['열 때 조직 잔액에서 옮겨 와요. 이보다 더 쓰지 않고, 남으면 돌려받아요.', 'Moved from your funds when you open. Never more is spent, and what is left comes back.'],
  budget_covers: ['많아야 값으로 셈해도 과제 {count}개까지 할 수 있어요.', 'Enough for {count} tasks even at the highest price.'],
  budget_available: ['조직 잔액 {amount}', 'Your funds: {amount}'],
  budget_short: ['조직 잔액이 {amount} 모자라요. 열기 전에 운영자에게 입금을 요청해 주세요.', 'Your funds are {amount} short. Ask the operator for a deposit before you open.'],
  deadline: ['마감', 'Deadline'],
  deadline_hint: ['이날이 끝나면 새 과제를 내주지 않아요. 한국 시간이에요.', 'No new task is given out after the end of this day, Korean time.'],
  f_name_length: ['1자에서 200자로 적어 주세요.', 'Write 1 to 200 characters.'],
})

export const starterGuide = {
  ko: `# 이렇게 해 주세요

1. 사진에서 가장 크게 보이는 것을 고르세요.
   1. 크기가 비슷하면 왼쪽에 있는 것을 고르세요.
   2. 사람은 세지 않아요.
2. 그림이나 인형도 진짜처럼 다룹니다.
3. 알아볼 수 없으면 "쓸 수 없음"으로 보내 주세요.

## 자주 하는 실수
4. 배경에 작게 나온 것을 고르지 마세요.
`,
  en: `# What to do

1. Choose what takes up most of the picture.
   1. If two things are of a size, choose the one on the left.
   2. People do not count.
2. Treat drawings and toys like the real thing.
3. If you cannot tell, send it as "unusable".

## Common mistakes
4. Do not choose small things in the background.
`,
}
