import type { Locale } from '../types'
import type { RecorderLimits, SoundProblem } from './model'

const seconds = (value: number) => String(Math.round(value * 10) / 10)

const ko = {
  read: '이 글을 읽어 주세요',
  start: '녹음 시작',
  stop: '멈추기',
  again: '다시 녹음',
  opening: '마이크를 켜는 중이에요…',
  recording: '녹음 중',
  level: '소리 크기',
  listen: '녹음 들어 보기',
  time: (now: number, most: number) => `${seconds(now)}초 / 최대 ${seconds(most)}초`,
  range: ({ secondsMin, secondsMax }: RecorderLimits) => `${seconds(secondsMin)}초부터 ${seconds(secondsMax)}초까지 녹음해 주세요.`,
  problems: {
    short: ({ secondsMin }) => `녹음이 짧아요. ${seconds(secondsMin)}초 이상 다시 녹음해 주세요.`,
    long: ({ secondsMax }) => `녹음이 길어요. ${seconds(secondsMax)}초 안으로 다시 녹음해 주세요.`,
    silent: () => '소리가 들리지 않아요. 마이크를 확인하고 다시 녹음해 주세요.',
    mostlySilent: () => '조용한 부분이 너무 길어요. 쉬지 말고 이어서 다시 녹음해 주세요.',
    quiet: () => '소리가 너무 작아요. 마이크에 가까이 대고 다시 녹음해 주세요.',
    clipped: () => '소리가 커서 깨졌어요. 조금 떨어져서 다시 녹음해 주세요.',
  } satisfies Record<SoundProblem, (limits: RecorderLimits) => string> as Record<SoundProblem, (limits: RecorderLimits) => string>,
}

const en: typeof ko = {
  read: 'Read this aloud',
  start: 'Start recording',
  stop: 'Stop',
  again: 'Record again',
  opening: 'Turning the microphone on…',
  recording: 'Recording',
  level: 'Level',
  listen: 'Listen to the recording',
  time: (now, most) => `${seconds(now)} s of at most ${seconds(most)} s`,
  range: ({ secondsMin, secondsMax }) => `Record ${seconds(secondsMin)} to ${seconds(secondsMax)} seconds.`,
  problems: {
    short: ({ secondsMin }) => `It is too short. Record at least ${seconds(secondsMin)} seconds.`,
    long: ({ secondsMax }) => `It is too long. Record at most ${seconds(secondsMax)} seconds.`,
    silent: () => 'Nothing can be heard. Check the microphone and record it again.',
    mostlySilent: () => 'There is too much silence. Speak without long pauses and record it again.',
    quiet: () => 'It is too quiet. Come closer to the microphone and record it again.',
    clipped: () => 'It is distorted. Move away from the microphone a little and record it again.',
  },
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
