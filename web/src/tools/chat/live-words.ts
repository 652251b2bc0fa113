/** What a conversation with another person says on the screen. */
import type { Locale } from '../types'

const ko = {
  parts: (mine: string, theirs: string) => `나: ${mine} · 상대: ${theirs}`,
  brief: '나만 아는 내용',
  connecting: '연결하고 있어요…',
  here: '상대가 함께 있어요.',
  away: (seconds: number) => `상대의 연결이 잠깐 끊겼어요. ${seconds}초 동안 돌아오지 않으면 혼자 마칠 수 있어요.`,
  gone: '상대가 떠났어요. 이 과제에서 나가 주세요. 점수와 보상에는 아무 영향이 없어요.',
  gonePaid: '상대가 떠났어요. 지금 마쳐도 보상을 그대로 받아요.',
  goneEnough: '상대가 떠났지만 나눈 대화가 충분해요. 이대로 보내면 돼요.',
  finished: '상대가 대화를 마쳤어요. 확인하고 보내 주세요.',
  leave: '대화에서 나가기',
  leavePaid: '마치고 보상 받기',
  unready: '아직 보낼 수 없어요. 메시지를 먼저 나눠 주세요.',
  said: (who: string, content: string) => `${who}: ${content}`,
}

const en: typeof ko = {
  parts: (mine, theirs) => `You: ${mine} · Partner: ${theirs}`,
  brief: 'Only you know this',
  connecting: 'Connecting…',
  here: 'Your partner is here.',
  away: (seconds) => `Your partner's connection dropped. If they are not back within ${seconds} seconds you can finish alone.`,
  gone: 'Your partner has left. Please leave this task; it has no effect on your score or pay.',
  gonePaid: 'Your partner has left. You are paid in full if you finish now.',
  goneEnough: 'Your partner has left, but you have said enough. Just send it.',
  finished: 'Your partner has finished. Look it over and send it.',
  leave: 'Leave the conversation',
  leavePaid: 'Finish and be paid',
  unready: 'It cannot be sent yet: say something first.',
  said: (who, content) => `${who}: ${content}`,
}

export const liveWords: Record<Locale, typeof ko> = { ko, en }
