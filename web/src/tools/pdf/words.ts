import type { Locale } from '../types'

const ko = {
  group: '문서',
  document: (name: string) => `문서 ${name}`,
  page: '쪽',
  pageOf: (page: number, count: number) => `${count}쪽 중 ${page}쪽`,
  count: (count: number) => `/ ${count}쪽`,
  previous: '이전 쪽',
  next: '다음 쪽',
  zoomIn: '크게',
  zoomOut: '작게',
  fit: '너비에 맞추기',
  tools: '문서 도구',
  loading: '문서를 불러오고 있어요.',
  failed: '문서를 불러오지 못했어요.',
  locked: '비밀번호가 걸린 문서라 열 수 없어요.',
  retry: '다시 불러오기',
}

const en: typeof ko = {
  group: 'Document',
  document: (name) => `Document ${name}`,
  page: 'Page',
  pageOf: (page, count) => `Page ${page} of ${count}`,
  count: (count) => `of ${count}`,
  previous: 'Previous page',
  next: 'Next page',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit width',
  tools: 'Document tools',
  loading: 'Loading the document.',
  failed: 'The document could not be loaded.',
  locked: 'The document is locked with a password.',
  retry: 'Try again',
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
