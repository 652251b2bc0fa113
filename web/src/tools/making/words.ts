import type { Locale } from '../types'

const ko = {
  sending: '보내는 중이에요…',
  wait: '파일을 보내는 중이에요. 잠시만 기다려 주세요.',
  sendAgain: '다시 보내기',
  previewOnly: '미리보기에서는 보내지 않아요.',
  gone: '파일을 불러오지 못했어요.',
  chooseFile: '파일에서 고르기',
  denied: '브라우저가 카메라나 마이크를 막았어요. 주소창 옆의 권한을 허용하거나 파일에서 골라 주세요.',
  missing: '카메라나 마이크를 찾지 못했어요. 연결을 확인하거나 파일에서 골라 주세요.',
  insecure: '이 주소에서는 카메라와 마이크를 쓸 수 없어요(https가 필요해요). 파일에서 골라 주세요.',
}

const en: typeof ko = {
  sending: 'Sending…',
  wait: 'The file is being sent. Please wait a moment.',
  sendAgain: 'Send again',
  previewOnly: 'Nothing is sent from a preview.',
  gone: 'The file could not be loaded.',
  chooseFile: 'Choose a file',
  denied: 'The browser has blocked the camera or the microphone. Allow it beside the address, or choose a file.',
  missing: 'No camera or microphone was found. Check the connection, or choose a file.',
  insecure: 'The camera and the microphone need https at this address. Choose a file instead.',
}

export const makingWords = (locale: Locale): typeof ko => (locale === 'ko' ? ko : en)

/** Why a device cannot be used, in words. */
export function deviceProblem(error: unknown, locale: Locale): string {
  const words = makingWords(locale)
  if (!navigator.mediaDevices?.getUserMedia) return words.insecure
  const name = error instanceof DOMException ? error.name : ''
  return name === 'NotAllowedError' || name === 'SecurityError' ? words.denied : words.missing
}
