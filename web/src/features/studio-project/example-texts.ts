import { defineTexts } from '@/studio/define-texts'

/** What is said about the examples of a guide. */
export const { catalogues, useT } = defineTexts({
  examples: ['예시', 'Examples'],
  examples_lead: ['작업 화면의 안내 옆에 보여요. 좋은 예와 나쁜 예를 두면 묻는 일이 줄어요.', 'They stand beside the work. Good and bad ones save questions.'],
  example_add: ['예시 더하기', 'Add an example'],
  example_change: ['예시 고치기', 'Change the example'],
  example_delete: ['지우기', 'Delete'],
  example_edit: ['고치기', 'Edit'],
  verdict: ['어떤 예인가요?', 'What kind of example?'],
  good: ['좋은 예', 'Good'],
  bad: ['나쁜 예', 'Bad'],
  text: ['글', 'Text'],
  file: ['그림, 소리, 영상', 'Picture, sound or video'],
  file_there: ['파일이 들어 있어요.', 'A file is there.'],
  why: ['왜 그런가요?', 'Why?'],
  clause_label: ['안내 항목', 'Clause of the guide'],
  no_clause: ['정하지 않음', 'None'],
  save: ['저장하기', 'Save'],
  saved: ['예시를 저장했어요.', 'The example is saved.'],
  deleted: ['예시를 지웠어요.', 'The example is deleted.'],
  example_media: ['예시 파일', 'File of the example'],
  cancel: ['그만두기', 'Cancel'],
})
