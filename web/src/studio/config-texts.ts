import type { ProblemItem } from '@/api/types'
import { getLocale } from '@/lib/i18n'
import { defineTexts } from './define-texts'

/** What can be wrong with a label config, in Korean by code. In English the server's own message says it best: it names the tag. */
const { catalogues, t, has } = defineTexts({
  unknown_tag: ['지원하지 않는 태그예요.', 'This tag is not supported.'],
  unknown_attribute: ['지원하지 않는 속성이라 무시해요.', 'This attribute is not supported and is ignored.'],
  missing_attribute: ['꼭 있어야 하는 속성이 빠졌어요.', 'An attribute is missing.'],
  invalid_attribute: ['속성의 값이 맞지 않아요.', 'The value of an attribute is not right.'],
  repeated_attribute: ['같은 속성이 두 번 나와요.', 'An attribute is given twice.'],
  unknown_to_name: ['toName이 가리키는 것이 없어요.', 'toName points at nothing.'],
  wrong_to_name: ['toName이 가리키는 것에는 쓸 수 없는 태그예요.', 'This tag cannot be used on what toName points at.'],
  unknown_tag_name: ['whenTagName이 가리키는 것이 없어요.', 'whenTagName points at nothing.'],
  duplicate_name: ['name이 겹쳐요.', 'This name is used twice.'],
  duplicate_option: ['같은 선택지가 두 번 나와요.', 'This option is there twice.'],
  duplicate_hotkey: ['단축키가 겹쳐요.', 'This hotkey is used twice.'],
  no_options: ['선택지가 없어요.', 'There are no options.'],
  no_controls: ['묻는 것이 없어요. Choices, RectangleLabels, TextArea, Chat 가운데 하나를 넣어 주세요.', 'It asks nothing: add Choices, RectangleLabels, TextArea or Chat.'],
  wrong_parent: ['이 태그를 둘 수 없는 자리예요.', 'This tag cannot stand here.'],
  children_not_allowed: ['안에 다른 태그를 넣을 수 없어요.', 'This tag cannot hold others.'],
  root_not_view: ['가장 바깥은 View여야 해요.', 'The outermost tag must be View.'],
  invalid_xml: ['XML로 읽을 수 없어요. 닫지 않은 태그나 따옴표를 찾아보세요.', 'This is not XML. Look for an unclosed tag or quote.'],
  missing_tag: ['내용이 없어요.', 'There is nothing in it.'],
  dtd_not_allowed: ['DOCTYPE은 쓸 수 없어요.', 'DOCTYPE is not allowed.'],
  config_too_large: ['설정이 너무 커요.', 'The config is too big.'],
  too_many_nodes: ['태그가 너무 많아요.', 'There are too many tags.'],
  nested_too_deep: ['태그가 너무 깊이 겹쳐 있어요.', 'Tags are nested too deep.'],
  not_a_field: ['$로 시작하는 데이터 칸 이름이어야 해요.', 'This must be a data field that begins with $.'],
  fixed_value: ['모든 과제에 같은 내용이 보여요.', 'Every task shows the same.'],
  unsafe_url: ['쓸 수 없는 주소예요.', 'This address cannot be used.'],
  unsafe_style: ['안전하지 않은 꾸밈이라 무시해요.', 'This style is not safe and is ignored.'],
  text_ignored: ['태그 밖의 글은 보이지 않아요.', 'Text outside of tags is not shown.'],
  condition_ignored: ['이 조건은 무시해요.', 'This condition is ignored.'],
  empty_range: ['최소가 최대보다 커요.', 'The minimum is above the maximum.'],
  per_region_not_possible: ['영역마다 물을 수 없는 태그예요.', 'This tag cannot ask per region.'],
  per_region_without_regions: ['영역마다 묻지만 영역을 만드는 태그가 없어요.', 'It asks per region, but nothing makes regions.'],
})
export { catalogues }

/** One problem of a config for the screen; the server's words follow in Korean too, since they name the tag. */
export function configProblemText(problem: Pick<ProblemItem, 'code' | 'message'>): string {
  const message = problem.message.replace(/^line \d+(, column \d+)?: /, '')
  return getLocale() === 'en' || !has(problem.code) ? message : `${t(problem.code)} (${message})`
}
