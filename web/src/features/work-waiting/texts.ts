const ko = {
  title: '둘이서 나누는 대화예요',
  text: '함께할 분을 찾으면 바로 시작해요. 서로의 이름은 보이지 않아요.',
  look: '상대 찾기',
  looking: '함께할 분을 찾고 있어요',
  stop: '그만 기다리기',
  free: '기다리다 나가도 점수와 보상에는 아무 영향이 없어요. 이 화면을 열어 두어 주세요.',
  position: (position: number) => (position <= 1 ? '다음에 오는 분과 시작해요.' : `앞에 ${position - 1}명이 기다리고 있어요.`),
  waited: (seconds: number) => `기다린 시간 ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
}

const en: typeof ko = {
  title: 'A conversation of two',
  text: 'It begins as soon as a partner is found. Neither of you sees the name of the other.',
  look: 'Look for a partner',
  looking: 'Looking for a partner',
  stop: 'Stop waiting',
  free: 'You may leave at any time without any effect on your score or pay. Please keep this page open.',
  position: (position) => (position <= 1 ? 'You begin with whoever comes next.' : `${position - 1} ${position === 2 ? 'person is' : 'people are'} waiting before you.`),
  waited: (seconds) => `Waited ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
}

export const texts = { ko, en }
