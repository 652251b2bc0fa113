import type { Locale } from '../types'
import type { CaptureLimits } from './model'

const ko = {
  open: { photo: '카메라 켜기', video: '카메라 켜기' },
  shoot: { photo: '찍기', video: '촬영 시작' },
  stop: '촬영 멈추기',
  close: '카메라 끄기',
  live: '카메라 화면',
  list: '찍은 것',
  item: (index: number) => `${index}번째 찍은 것`,
  remove: (index: number) => `${index}번째 찍은 것 지우기`,
  removeShort: '지우기',
  time: (now: number, most: number) => `${now.toFixed(1)}초 / 최대 ${most}초`,
  blurred: '사진이 흐려요. 카메라를 움직이지 말고 다시 찍어 주세요.',
  undecodable: '이 브라우저는 HEIC 사진을 열지 못해요. JPEG로 저장해 다시 골라 주세요. 아이폰에서는 설정 → 카메라 → 포맷 → 높은 호환성을 켜면 돼요.',
  large: ({ bytesMax }: CaptureLimits) => `파일이 커요. ${Math.round(bytesMax / 1_000_000)}MB까지 보낼 수 있어요.`,
  short: ({ secondsMin }: CaptureLimits) => `영상이 짧아요. ${secondsMin}초 이상 다시 찍어 주세요.`,
  few: (needed: number) => `${needed}개 더 찍어 주세요.`,
}

const en: typeof ko = {
  open: { photo: 'Open the camera', video: 'Open the camera' },
  shoot: { photo: 'Take the photo', video: 'Start filming' },
  stop: 'Stop filming',
  close: 'Close the camera',
  live: 'Camera',
  list: 'What you made',
  item: (index) => `Item ${index}`,
  remove: (index) => `Remove item ${index}`,
  removeShort: 'Remove',
  time: (now, most) => `${now.toFixed(1)} s of at most ${most} s`,
  blurred: 'The photo is blurred. Hold the camera still and take it again.',
  undecodable: 'This browser cannot open HEIC photos. Save it as a JPEG and choose it again. On an iPhone, turn on Settings → Camera → Formats → Most Compatible.',
  large: ({ bytesMax }) => `The file is too large. At most ${Math.round(bytesMax / 1_000_000)} MB can be sent.`,
  short: ({ secondsMin }) => `The video is too short. Film at least ${secondsMin} seconds.`,
  few: (needed) => `${needed} more ${needed === 1 ? 'is' : 'are'} needed.`,
}

export const wordsOf = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)
