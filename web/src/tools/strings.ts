/** Every word the tools put on the screen, in Korean and English. The type of the Korean table makes the English one complete. */
import type { Locale } from './types'

const roles = (user: string, assistant: string, system: string): Readonly<Record<string, string | undefined>> => ({ user, assistant, system })

const ko = {
  code: 'ko',
  picked: '이곳을 표시했어요.',
  pickHere: '여기를 표시',
  pickThis: (name: string) => `${name} 답을 표시`,
  pointedAt: '검수자가 표시한 곳',
  required: '꼭 답해 주세요.',
  dialogue: '대화',
  undo: '되돌리기',
  redo: '다시 하기',
  submit: '제출',
  selectRegionFirst: '먼저 위에서 하나를 골라 주세요.',
  unsupported: (tag: string) => `<${tag}>은 이 화면에서 보여 줄 수 없어요.`,
  image: {
    alt: '작업할 사진',
    enlarge: '사진 크게 보기',
    shrink: '사진 원래대로 보기',
    failed: '사진을 불러오지 못했어요.',
  },
  tool: {
    cancel: '취소',
    failed: '도구를 불러오지 못했어요.',
    retry: '다시 시도',
  },
  textArea: {
    add: '하나 더 쓰기',
    item: (title: string, index: number) => `${title} ${index}`,
    remove: (index: number) => `${index}번째 글 지우기`,
    counter: (length: number, minimum: number, maximum: number | undefined) => {
      if (maximum !== undefined && length > maximum) return `${length} / ${maximum}자 · ${length - maximum}자 줄여 주세요`
      if (length < minimum) return `${length}자 · ${minimum - length}자 더 써 주세요 (최소 ${minimum}자)`
      return maximum === undefined ? `${length}자` : `${length} / ${maximum}자`
    },
  },
  chat: {
    roles: roles('사용자', '도우미', '시스템'),
    conversation: '대화',
    progressLabel: '쓴 메시지',
    progress: (count: number, minimum: number, lengthMin: number) => {
      const each = lengthMin > 0 ? ` · 한 번에 ${lengthMin}자 이상` : ''
      if (count < minimum) return `메시지 ${count} / 최소 ${minimum}개 · ${minimum - count}개 더 써 주세요${each}`
      return `메시지 ${count}개${minimum > 0 ? ` · 최소 ${minimum}개를 채웠어요` : ''}${each}`
    },
    turn: (index: number, who: string) => `${index}번째 메시지, ${who}`,
    given: (who: string) => `주어진 메시지, ${who}`,
    speaker: '말하는 사람',
    write: '메시지 쓰기',
    mend: '메시지 고치기',
    placeholder: '메시지를 쓰고 엔터를 눌러 주세요',
    add: '추가',
    save: '저장',
    tags: '태그',
    actions: (index: number) => `${index}번째 메시지 다루기`,
    edit: (index: number) => `${index}번째 메시지 고치기`,
    up: (index: number) => `${index}번째 메시지 위로`,
    down: (index: number) => `${index}번째 메시지 아래로`,
    remove: (index: number) => `${index}번째 메시지 지우기`,
    asRole: (who: string) => `${who}의 말로`,
    added: (index: number) => `${index}번째 메시지를 추가했어요.`,
    removed: (index: number) => `${index}번째 메시지를 지웠어요.`,
    moved: (index: number) => `${index}번째로 옮겼어요.`,
    full: (maximum: number) => `메시지는 ${maximum}개까지 쓸 수 있어요.`,
    tooShort: (minimum: number, length: number) => `${minimum}자 이상 써 주세요 (지금 ${length}자)`,
    tooLong: (maximum: number, length: number) => `${maximum}자까지 쓸 수 있어요 (지금 ${length}자)`,
    noTag: '태그를 골라 주세요',
    blank: '빈 메시지예요',
  },
  problems: {
    choose: '답을 하나 골라 주세요.',
    draw: '하나 이상 그려 주세요.',
    write: '내용을 써 주세요.',
    converse: '메시지를 써 주세요.',
    mark: '한 곳 이상 표시해 주세요.',
    answer: '답해 주세요.',
    photograph: '카메라로 찍어 주세요.',
    record: '녹음해 주세요.',
    perRegion: (count: number) => `답이 빠진 영역이 ${count}개 있어요.`,
    tooShort: (minimum: number, length: number) => `${minimum}자 이상 써 주세요. 지금은 ${length}자예요.`,
    tooLong: (maximum: number, length: number) => `${maximum}자까지 쓸 수 있어요. 지금은 ${length}자예요.`,
    turn: (index: number, why: string) => `${index}번째 메시지: ${why}.`,
    tooFew: (minimum: number, count: number) => `메시지를 ${minimum}개 이상 써 주세요. 지금은 ${count}개예요.`,
    tooMany: (maximum: number, count: number) => `메시지는 ${maximum}개까지예요. 지금은 ${count}개예요.`,
    writing: {
      language: (name: string) => `${name}로 써 주세요.`,
      phone: '전화번호가 들어 있어요. 지우거나 지어낸 말로 바꿔 주세요.',
      resident: '주민등록번호가 들어 있어요. 지우거나 지어낸 말로 바꿔 주세요.',
      email: '이메일 주소가 들어 있어요. 지우거나 지어낸 말로 바꿔 주세요.',
    },
    repeated: (item: string) => `같은 글이 두 번 있어요: ${item}`,
    unsent: '쓰고 있던 메시지를 아직 추가하지 않았어요. 추가하거나 지워 주세요.',
  },
  compare: {
    title: '달라진 점',
    same: '달라진 점이 없어요.',
    added: '새로 생김',
    removed: '없어짐',
    changed: '바뀜',
    moved: '자리 바뀜',
    none: '(답 없음)',
    boxes: (added: number, removed: number, changed: number) => `표시: 새로 생김 ${added} · 없어짐 ${removed} · 바뀜 ${changed}`,
    message: (index: number, who: string) => `${index}번째 메시지, ${who}`,
    legend: '굵은 실선은 새로 생기거나 바뀐 것, 점선은 전에 있던 것이에요.',
  },
  help: {
    choices: '답 고르기',
    general: '어디서나',
  },
}

export type Strings = typeof ko

const plural = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

const en: Strings = {
  code: 'en',
  picked: 'Marked this place.',
  pickHere: 'Mark here',
  pickThis: (name) => `Mark the answer to ${name}`,
  pointedAt: 'marked by the inspector',
  required: 'Required.',
  dialogue: 'Dialogue',
  undo: 'Undo',
  redo: 'Redo',
  submit: 'Submit',
  selectRegionFirst: 'Select one above first.',
  unsupported: (tag) => `<${tag}> cannot be shown here.`,
  image: {
    alt: 'Picture to work on',
    enlarge: 'Enlarge the picture',
    shrink: 'Show the picture as before',
    failed: 'The picture could not be loaded.',
  },
  tool: {
    cancel: 'Cancel',
    failed: 'The tool could not be loaded.',
    retry: 'Try again',
  },
  textArea: {
    add: 'Write another',
    item: (title, index) => `${title} ${index}`,
    remove: (index) => `Delete text ${index}`,
    counter: (length, minimum, maximum) => {
      if (maximum !== undefined && length > maximum) return `${length} / ${maximum} characters · ${length - maximum} too many`
      if (length < minimum) return `${plural(length, 'character')} · ${minimum - length} more needed (at least ${minimum})`
      return maximum === undefined ? plural(length, 'character') : `${length} / ${maximum} characters`
    },
  },
  chat: {
    roles: roles('User', 'Assistant', 'System'),
    conversation: 'Conversation',
    progressLabel: 'Messages written',
    progress: (count, minimum, lengthMin) => {
      const each = lengthMin > 0 ? ` · at least ${lengthMin} characters each` : ''
      if (count < minimum) return `${count} of at least ${plural(minimum, 'message')} · ${minimum - count} more to write${each}`
      return `${plural(count, 'message')}${minimum > 0 ? ` · the minimum of ${minimum} is reached` : ''}${each}`
    },
    turn: (index, who) => `Message ${index}, ${who}`,
    given: (who) => `Given message, ${who}`,
    speaker: 'Who speaks',
    write: 'Write a message',
    mend: 'Edit the message',
    placeholder: 'Write a message and press Enter',
    add: 'Add',
    save: 'Save',
    tags: 'Tags',
    actions: (index) => `Actions for message ${index}`,
    edit: (index) => `Edit message ${index}`,
    up: (index) => `Move message ${index} up`,
    down: (index) => `Move message ${index} down`,
    remove: (index) => `Delete message ${index}`,
    asRole: (who) => `Make it ${who}`,
    added: (index) => `Message ${index} added.`,
    removed: (index) => `Message ${index} deleted.`,
    moved: (index) => `Moved to place ${index}.`,
    full: (maximum) => `At most ${plural(maximum, 'message')} can be written.`,
    tooShort: (minimum, length) => `At least ${plural(minimum, 'character')} (now ${length})`,
    tooLong: (maximum, length) => `At most ${plural(maximum, 'character')} (now ${length})`,
    noTag: 'Choose a tag',
    blank: 'The message is empty',
  },
  problems: {
    choose: 'Choose an answer.',
    draw: 'Draw at least one.',
    write: 'Write something.',
    converse: 'Write the messages.',
    mark: 'Mark at least one place.',
    answer: 'Give an answer.',
    photograph: 'Use the camera.',
    record: 'Make a recording.',
    perRegion: (count) => `${plural(count, 'region')} still without an answer.`,
    tooShort: (minimum, length) => `Write at least ${plural(minimum, 'character')}. There are ${length} now.`,
    tooLong: (maximum, length) => `Write at most ${plural(maximum, 'character')}. There are ${length} now.`,
    turn: (index, why) => `Message ${index}: ${why}.`,
    tooFew: (minimum, count) => `Write at least ${plural(minimum, 'message')}. There are ${count} now.`,
    tooMany: (maximum, count) => `Write at most ${plural(maximum, 'message')}. There are ${count} now.`,
    writing: {
      language: (name) => `Write in ${name}.`,
      phone: 'There is a phone number in it. Take it out or invent another word.',
      resident: 'There is a resident registration number in it. Take it out or invent another word.',
      email: 'There is an e-mail address in it. Take it out or invent another word.',
    },
    repeated: (item) => `The same text is given twice: ${item}`,
    unsent: 'The message you are writing has not been added yet. Add it or delete it.',
  },
  compare: {
    title: 'What changed',
    same: 'Nothing changed.',
    added: 'added',
    removed: 'removed',
    changed: 'changed',
    moved: 'moved',
    none: '(no answer)',
    boxes: (added, removed, changed) => `Marked: ${added} added · ${removed} removed · ${changed} changed`,
    message: (index, who) => `Message ${index}, ${who}`,
    legend: 'A thick solid line is new or changed, a dashed line is how it was before.',
  },
  help: {
    choices: 'Choosing an answer',
    general: 'Everywhere',
  },
}

export function stringsOf(locale: Locale): Strings {
  return locale === 'ko' ? ko : en
}
