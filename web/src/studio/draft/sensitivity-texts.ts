import { defineTexts } from '../define-texts'

/** What the form of sensitive content says. */
export const { catalogues, useT } = defineTexts({
  title: ['보기 힘든 내용', 'Sensitive content'],
  lead: ['데이터에 나올 수 있는 것을 모두 골라 주세요. 동의한 성인에게만 보이고, 그림과 소리는 처음에 가려져요.', 'Choose all that may be in the data. Only adults who agree see it, and pictures and sound start covered.'],
  violence: ['폭력', 'Violence'],
  violence_hint: ['싸움, 무기, 다친 사람, 피', 'Fights, weapons, injured people, blood'],
  sexual: ['성적인 내용', 'Sexual content'],
  sexual_hint: ['벗은 몸, 성행위', 'Nakedness, sex'],
  hate: ['욕설과 혐오', 'Abuse and hate'],
  hate_hint: ['욕, 협박, 사람을 미워하는 말', 'Abuse, threats, hatred of people'],
  self_harm: ['자해와 자살', 'Self-harm and suicide'],
  self_harm_hint: ['자신을 해치는 이야기나 장면', 'People who harm themselves'],
  disturbing: ['보기 힘든 장면', 'Disturbing scenes'],
  disturbing_hint: ['사고, 시신, 동물 학대', 'Accidents, corpses, cruelty to animals'],
  frozen: ['연 뒤에는 더할 수만 있어요. 이미 고른 것은 뺄 수 없어요.', 'Once open, kinds can be added and none taken away.'],
  stricter: ['플랫폼보다 더 자주 쉬게 하기', 'Stricter breaks than the platform'],
  stricter_hint: ['보통은 50분 뒤 10분 쉬고, 하루 240분까지예요. 느슨하게 바꿀 수는 없어요.', 'Usually 10 minutes after 50, and 240 in a day. It cannot be made laxer.'],
  after: ['쉬기 전까지', 'Break after'],
  rest: ['쉬는 시간', 'Length of the break'],
  most: ['하루 최대', 'Most in one day'],
  minutes: ['분', 'minutes'],
  pay: ['쉬는 시간이 있으니 마감을 넉넉히 잡아 주세요.', 'People rest in between: allow for it in the deadline.'],
})
