import { createTranslator, type Locale } from '@/lib/i18n'

const ko = {
  close: '닫기',
  loading: '불러오는 중이에요',
  view_as_table: '표로 보기',
  view_as_chart: '그래프로 보기',
  broken_title: '화면을 그리지 못했어요',
  broken_text: '저장한 내용은 그대로 있어요. 화면을 새로 고쳐 주세요.',
  reload: '새로 고치기',
  retry: '다시 하기',
  optional: '선택',
}
const en: Record<keyof typeof ko, string> = {
  close: 'Close',
  loading: 'Loading',
  view_as_table: 'View as table',
  view_as_chart: 'View as chart',
  broken_title: 'This screen could not be drawn',
  broken_text: 'What you saved is still there. Please reload the page.',
  reload: 'Reload',
  retry: 'Try again',
  optional: 'optional',
}
export const uiCatalogues: Record<Locale, Record<string, string>> = { ko, en }
export const { t, useT } = createTranslator<keyof typeof ko>({ ko, en })
