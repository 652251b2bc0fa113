import type { ImportProblem } from '@/api/types'
import { getLocale } from '@/lib/i18n'
import { defineTexts } from '@/studio/define-texts'

/** What can be wrong with a row, in Korean by code. The server's own words name the value and follow in brackets. */
const { catalogues, t, has } = defineTexts({
  invalid_json: ['JSON으로 읽을 수 없어요.', 'This is not JSON.'],
  not_an_object: ['과제 하나는 { }로 감싼 객체여야 해요.', 'A task must be an object.'],
  no_data: ['과제에 데이터가 없어요.', 'The task holds no data.'],
  missing_field: ['꼭 필요한 칸이 없어요.', 'A needed field is missing.'],
  empty_field: ['꼭 필요한 칸이 비었어요.', 'A needed field is empty.'],
  wrong_type: ['칸에 든 값의 종류가 맞지 않아요.', 'The value is of the wrong kind.'],
  unsafe_url: ['쓸 수 없는 주소예요.', 'This address cannot be used.'],
  column_count: ['칸의 수가 첫 줄과 달라요.', 'The number of columns differs from the header.'],
  duplicate_column: ['칸 이름이 겹쳐요.', 'A column name is used twice.'],
  unnamed_column: ['이름 없는 칸이 있어요.', 'A column has no name.'],
  unclosed_quote: ['따옴표가 닫히지 않았어요.', 'A quote is not closed.'],
  invalid_encoding: ['글자를 읽을 수 없어요. UTF-8로 저장해 주세요.', 'The text cannot be read. Save it as UTF-8.'],
  nul_character: ['글에 쓸 수 없는 문자가 있어요.', 'The text holds a character that cannot be used.'],
  row_too_large: ['줄이 너무 길어요.', 'The row is too big.'],
  bad_gold: ['정답이 작업 화면과 맞지 않아요.', 'The known answer does not fit the interface.'],
  bad_gold_value: ['정답 칸의 값이 선택지에 없어요.', 'The known answer is not one of the options.'],
  bad_predictions: ['미리 붙인 답이 작업 화면과 맞지 않아요.', 'The predictions do not fit the interface.'],
  bad_external_id: ['과제 번호가 맞지 않아요.', 'The id of the task is not right.'],
  media_unknown: ['올린 그림을 찾을 수 없어요.', 'The picture was not found.'],
  gold_unknown_label: ['정답이 선택지에 없어요.', 'The known answer is not one of the options.'],
  bad_region: ['답의 영역을 읽을 수 없어요.', 'A region of the answer cannot be read.'],
  unknown_from_name: ['답이 가리키는 이름이 작업 화면에 없어요.', 'The answer names something that the interface does not have.'],
  wrong_kind: ['답의 종류가 작업 화면과 달라요.', 'The answer is of another kind than the interface asks for.'],
  duplicate_name: ['같은 이름의 파일이 있어요.', 'A file of this name is there already.'],
  unwanted_type: ['그림이 아닌 파일이에요.', 'This is not a picture.'],
  empty_file: ['빈 파일이에요.', 'The file is empty.'],
  no_header: ['첫 줄에 칸 이름이 없어요.', 'The first row holds no column names.'],
  unexpected_end: ['파일이 중간에 끊겼어요.', 'The file ends too early.'],
  bad_zip: ['ZIP으로 열 수 없어요.', 'This is not a readable ZIP.'],
  entry_too_large: ['파일이 너무 커요.', 'The file is too big.'],
  too_many_entries: ['ZIP에 파일이 너무 많아요.', 'There are too many files in the ZIP.'],
  total_too_large: ['ZIP을 풀면 너무 커요.', 'The ZIP is too big when unpacked.'],
})
export { catalogues }

export function rowProblemText(problem: Pick<ImportProblem, 'code' | 'message'>): string {
  if (getLocale() === 'en' || !has(problem.code)) return problem.message
  return `${t(problem.code)} (${problem.message})`
}
