import type { Locale } from '../types'

const ko = {
  group: '영상',
  stage: (name: string) => `영상 ${name}`,
  stageRole: '그림판',
  keys: '엔터로 가운데에 상자를 만들고, 화살표로 옮기고, 알트와 화살표로 크기를 바꿔요. 쉼표와 마침표로 한 프레임씩 넘겨요.',
  nextFrame: '다음 프레임',
  previousFrame: '이전 프레임',
  frame: (frame: number, count: number) => `프레임 ${frame} / ${count}`,
  draw: '상자 그리기',
  drawHint: '영상에서 상자의 두 모서리를 누르거나 끌어 주세요.',
  cornerHint: '반대쪽 모서리를 눌러 주세요.',
  newBox: '가운데에 상자 만들기',
  box: '상자',
  tools: '상자 도구',
  keepKey: '키 프레임으로 두기',
  dropKey: '키 프레임 지우기',
  hide: '여기서 사라짐',
  show: '여기서 계속',
  nextKey: '다음 키 프레임',
  previousKey: '이전 키 프레임',
  move: '상자 옮기기',
  grow: '상자 크기 바꾸기',
}

const en: typeof ko = {
  group: 'Video',
  stage: (name) => `Video ${name}`,
  stageRole: 'drawing board',
  keys: 'Enter makes a box in the middle, arrows move it, Alt with arrows resizes it. Comma and period go frame by frame.',
  nextFrame: 'Next frame',
  previousFrame: 'Previous frame',
  frame: (frame, count) => `Frame ${frame} / ${count}`,
  draw: 'Draw a box',
  drawHint: 'Tap two corners of the box on the video, or drag.',
  cornerHint: 'Tap the opposite corner.',
  newBox: 'Box in the middle',
  box: 'Box',
  tools: 'Box tools',
  keepKey: 'Keep as key frame',
  dropKey: 'Forget key frame',
  hide: 'Disappears here',
  show: 'Goes on here',
  nextKey: 'Next key frame',
  previousKey: 'Previous key frame',
  move: 'Move the box',
  grow: 'Resize the box',
}

export type Words = typeof ko

export const wordsOf = (locale: Locale): Words => (locale === 'ko' ? ko : en)
