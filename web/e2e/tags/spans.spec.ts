import { devices, type Browser, type Locator, type Page } from '@playwright/test'
import type { Page as ListPage, Region, Task, TaskSummary } from '../../src/api/types'
import { Client, freshEmail, type Order, password, placeOrder } from '../support/client'
import { operator } from '../support/server'
import { expect, expectAccessible, signUp, test } from '../support/test'

// Stretches of texts, dialogues and formatted texts, and relations between them: marked by keys alone and by taps alone, read back
// through the API as they were meant, and shown again.

const { defaultBrowserType: _, ...phone } = devices['Pixel 7']
const labels = '<Label value="사람" alias="person"/><Label value="장소" alias="place"/>'
const header = '<Header value="사람과 장소를 표시해 주세요."/>'
const TEXT = '이순신 장군은 한산도에서 😀 이겼다.\n그 뒤 노량에서 떠났다.'
const named = `<View>${header}<Labels name="ner" toName="text" required="true">${labels}</Labels><Text name="text" value="$text"/></View>`

const related = named.replace('</View>', '<Relations><Relation value="있던 곳" alias="located_in"/><Relation value="같은 것" alias="same"/></Relations></View>')

const order = (url: string, interface_xml: string, row: object): Promise<Order> => placeOrder(url, operator, { interface_xml }, [row])

/** What was sent, once it has arrived. */
async function answerOf({ project, requester }: Order): Promise<Region[]> {
  let answered: Task | undefined
  await expect.poll(async () => {
    const { items } = await requester.request<ListPage<TaskSummary>>('GET', `/projects/${project.project_id}/tasks?limit=1`)
    answered = await requester.request<Task>('GET', `/projects/${project.project_id}/tasks/${items[0]!.task_id}`)
    return answered.answers.length
  }).toBe(1)
  return answered!.answers[0]!.regions
}

const valuesOf = (regions: readonly Region[]): unknown[] => regions.map(({ value }) => value)
const passage = (page: Page): Locator => page.getByRole('application')
const marks = (page: Page): Locator => page.getByRole('listbox', { name: '표시 목록' }).getByRole('option')
const word = (page: Page, text: string): Locator => passage(page).locator('.pt-piece', { hasText: new RegExp(`^${text}$`) }).first()

async function open(page: Page, { project }: Order): Promise<void> {
  await page.goto(`/work/projects/${project.project_id}/work`)
  await expect(passage(page)).toBeVisible()
}

/** Away and back again, the work that was begun is there as it was left. */
async function expectKept(page: Page): Promise<void> {
  const before = await marks(page).allTextContents()
  await page.waitForTimeout(1500)
  await page.reload()
  await expect(marks(page)).toHaveText(before)
}

async function onPhone(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ ...phone, baseURL: url, locale: 'ko-KR', timezoneId: 'Asia/Seoul' })
  await context.addInitScript(() => localStorage.setItem('pumasi.font', '1'))
  const page = await context.newPage()
  await signUp(page, name)
  return page
}

const submit = (page: Page): Locator => page.getByRole('button', { name: /^보내/ })

test('a text by keys alone: whole words, a particle taken off, marks within marks', async ({ page, server }) => {
  const placed = await order(server.url, named, { text: TEXT })
  await signUp(page, '글자하')
  await open(page, placed)
  await passage(page).focus()
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await press('ArrowRight', 'Shift+ArrowRight', '1')
  await expect(marks(page)).toHaveText(['사람: 이순신 장군은'])
  // Of the mark that was just made the end moves; with Alt by a letter.
  await press('Alt+Shift+ArrowLeft')
  await expect(marks(page)).toHaveText(['사람: 이순신 장군'])
  await press('ArrowRight', 'ArrowRight', '2', 'Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowLeft')
  await expect(marks(page)).toHaveText(['사람: 이순신 장군', '장소: 한산도'])
  await press('Escape', 'ArrowLeft', '1')
  await expect(marks(page)).toHaveText(['사람: 이순신 장군', '사람: 장군은', '장소: 한산도'])
  await press('Control+z')
  await expect(marks(page)).toHaveText(['사람: 이순신 장군', '장소: 한산도'])
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/spans-desktop.png', fullPage: true })
  await expectKept(page)
  await passage(page).focus()
  await press('Enter')
  expect(valuesOf(await answerOf(placed))).toEqual([
    { start: 0, end: 6, text: '이순신 장군', labels: ['person'] },
    { start: 8, end: 11, text: '한산도', labels: ['place'] },
  ])
})

test('a text by taps alone, and what is asked about one mark', async ({ browser, server }) => {
  const about = `<View visibleWhen="region-selected" whenTagName="ner" whenLabelValue="place"><Header value="바다인가요?"/>
    <Choices name="sea" toName="text" perRegion="true" required="true"><Choice value="네"/><Choice value="아니요"/></Choices></View>`
  const placed = await order(server.url, named.replace('</View>', `${about}</View>`), { text: TEXT })
  const page = await onPhone(browser, server.url, '손가락')
  await open(page, placed)
  await word(page, '이순신').tap()
  await word(page, '장군은').tap()
  await page.getByRole('button', { name: /^사람/ }).tap()
  await expect(marks(page)).toHaveText(['사람: 이순신 장군은'])
  await page.getByRole('button', { name: '글자 단위' }).tap()
  await page.getByRole('button', { name: '뒤 끝을 왼쪽으로' }).tap()
  await expect(marks(page)).toHaveText(['사람: 이순신 장군'])
  await page.getByRole('button', { name: '글자 단위' }).tap()
  await word(page, '노량에서').tap()
  await page.getByRole('button', { name: '여기까지' }).tap()
  await page.getByRole('button', { name: /^장소/ }).tap()
  await page.getByRole('radio', { name: '네', exact: true }).tap()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/spans-phone.png', fullPage: true })
  await expectKept(page)
  await submit(page).tap()
  const regions = await answerOf(placed)
  const place = regions.find((region) => region.value['text'] === '노량에서')!
  expect(valuesOf(regions)).toEqual([
    { start: 0, end: 6, text: '이순신 장군', labels: ['person'] },
    { start: 25, end: 29, text: '노량에서', labels: ['place'] },
    { choices: ['네'] },
  ])
  expect(regions[2]!.id).toBe(place.id)
  await page.context().close()
})

test('in English', async ({ page, server }) => {
  const placed = await order(server.url, related, { text: TEXT })
  const person = { email: freshEmail('english'), password, display_name: 'Ann', locale: 'en' }
  await new Client(server.url).signUp(person)
  await page.goto('/work/sign-in')
  await page.locator('input[type=email]').fill(person.email)
  await page.locator('input[type=password]').fill(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /Ann/ })).toBeVisible()
  await open(page, placed)
  await passage(page).focus()
  for (const key of ['ArrowRight', '1', 'ArrowRight', '2']) await page.keyboard.press(key)
  await expect(page.getByRole('listbox', { name: 'Marked text' }).getByRole('option')).toHaveText(['사람: 이순신', '장소: 장군은'])
  await expect(page.getByRole('button', { name: /^Relate from here/ })).toBeEnabled()
  await page.screenshot({ path: 'test-results/spans-english.png', fullPage: true })
  await page.setViewportSize({ width: 412, height: 840 })
  await page.screenshot({ path: 'test-results/spans-english-narrow.png', fullPage: true })
})

const dialogue = `<View>${header}<ParagraphLabels name="said" toName="talk"><Label value="질문"/><Label value="대답"/></ParagraphLabels>
  <Paragraphs name="talk" value="$talk" layout="dialogue" nameKey="who" textKey="said" granularity="sentence"/></View>`
const talk = [{ who: '손님', said: '안녕하세요. 배송은 언제 오나요?' }, { who: '상담원', said: '내일 도착해요. 고맙습니다.' }]

test('a dialogue, sentence by sentence, by keys and by taps', async ({ page, browser, server }) => {
  const placed = await order(server.url, dialogue, { talk })
  await signUp(page, '대화자')
  await open(page, placed)
  await passage(page).focus()
  for (const key of ['ArrowRight', 'ArrowRight', '1', 'ArrowRight', '2']) await page.keyboard.press(key)
  await expect(marks(page)).toHaveText(['질문: 배송은 언제 오나요?', '대답: 내일 도착해요.'])
  await expectAccessible(page)
  await expectKept(page)
  await passage(page).focus()
  await page.keyboard.press('Enter')
  const meant = [
    { start: '0', end: '0', startOffset: 7, endOffset: 18, text: '배송은 언제 오나요?', paragraphlabels: ['질문'] },
    { start: '1', end: '1', startOffset: 0, endOffset: 8, text: '내일 도착해요.', paragraphlabels: ['대답'] },
  ]
  expect(valuesOf(await answerOf(placed))).toEqual(meant)

  const again = await order(server.url, dialogue, { talk })
  const touch = await onPhone(browser, server.url, '대화손')
  await open(touch, again)
  await touch.getByRole('button', { name: /^질문/ }).tap()
  await word(touch, '배송은 언제 오나요\\?').tap()
  await touch.getByRole('button', { name: '여기까지' }).tap()
  await touch.getByRole('button', { name: /^대답/ }).tap()
  await word(touch, '내일 도착해요.').tap()
  await word(touch, '내일 도착해요.').tap()
  await touch.screenshot({ path: 'test-results/spans-dialogue-phone.png', fullPage: true })
  await submit(touch).tap()
  expect(valuesOf(await answerOf(again))).toEqual(meant)
  await touch.context().close()
})

const hyper = `<View>${header}<HyperTextLabels name="ner" toName="page">${labels}</HyperTextLabels><HyperText name="page" value="$html"/></View>`
const html = `<h2>한산도 대첩</h2><p>이순신은 <b>한산도</b>에서 이겼다.</p>
  <script>document.title = 'run'</script><img src="/nowhere.png" onerror="document.title = 'run'" alt="그림"><a href="javascript:alert(1)" id="root" class="pt-primary" style="position:fixed;inset:0">이어 보기</a>
  <svg><a xlink:href="javascript:alert(1)"><text>svg</text></a></svg><iframe src="/work"></iframe><form action="/x"><input name="x"><button>보내기</button></form><style>body { display: none }</style>`

test('a formatted text by keys and by taps, with nothing of the stranger’s at work', async ({ page, browser, server }) => {
  const placed = await order(server.url, hyper, { html })
  await signUp(page, '꾸민글')
  const outside: string[] = []
  page.on('request', (request) => void (/nowhere|\/work$/.test(request.url()) && request.frame().parentFrame() && outside.push(request.url())))
  await open(page, placed)
  const left = passage(page)
  await expect(left.getByText('이어 보기')).toBeVisible()
  expect(await left.locator('script, style, iframe, form, input, svg, [onerror], [style*=position], [href], [src], [id], .pt-primary').count()).toBe(0)
  expect(outside).toEqual([])
  expect(await page.title()).not.toBe('run')
  await left.focus()
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'Alt+Shift+ArrowRight', 'Alt+Shift+ArrowRight', 'Alt+Shift+ArrowRight', '1']) await page.keyboard.press(key)
  await expect(marks(page)).toHaveText(['사람: 이순신'])
  for (const key of ['ArrowRight', '2']) await page.keyboard.press(key)
  await expect(marks(page)).toHaveText(['사람: 이순신', '장소: 한산도'])
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/spans-hypertext.png', fullPage: true })
  await expectKept(page)
  await passage(page).focus()
  await page.keyboard.press('Enter')
  const place = { start: '/p[1]/b[1]/text()[1]', startOffset: 0, end: '/p[1]/b[1]/text()[1]', endOffset: 3, globalOffsets: { start: 11, end: 14 }, text: '한산도', hypertextlabels: ['place'] }
  expect(valuesOf(await answerOf(placed))).toEqual([
    { start: '/p[1]/text()[1]', startOffset: 0, end: '/p[1]/text()[1]', endOffset: 3, globalOffsets: { start: 6, end: 9 }, text: '이순신', hypertextlabels: ['person'] },
    place,
  ])

  const again = await order(server.url, hyper, { html })
  const touch = await onPhone(browser, server.url, '꾸민손')
  await open(touch, again)
  await passage(touch).locator('b .pt-piece').tap()
  await touch.getByRole('button', { name: '여기까지' }).tap()
  await touch.getByRole('button', { name: /^장소/ }).tap()
  await submit(touch).tap()
  expect(valuesOf(await answerOf(again))).toEqual([place])
  await touch.context().close()
})

test('relations by keys and by taps, gone with their ends', async ({ page, browser, server }) => {
  const placed = await order(server.url, related, { text: TEXT })
  await signUp(page, '이음이')
  await open(page, placed)
  await passage(page).focus()
  for (const key of ['ArrowRight', '1', 'ArrowRight', 'ArrowRight', '2', '[', 'c', ']', 'c']) await page.keyboard.press(key)
  const rows = page.getByRole('list', { name: '관계 목록' }).getByRole('listitem')
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('이순신 (사람) → 한산도에서 (장소) · 있던 곳')
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/relations-desktop.png', fullPage: true })
  await expectKept(page)
  await expect(rows).toHaveCount(1)
  await passage(page).focus()
  await page.keyboard.press('Enter')
  const regions = await answerOf(placed)
  const idOf = (text: string) => regions.find((region) => region.value?.['text'] === text)!.id
  expect(regions).toContainEqual({ type: 'relation', from_id: idOf('이순신'), to_id: idOf('한산도에서'), direction: 'right', labels: ['located_in'] })

  const again = await order(server.url, related, { text: TEXT })
  const touch = await onPhone(browser, server.url, '이음손')
  await open(touch, again)
  for (const [text, label] of [['이순신', '사람'], ['한산도에서', '장소'], ['노량에서', '장소']] as const) {
    await word(touch, text).tap()
    await touch.getByRole('button', { name: '여기까지' }).tap()
    await touch.getByRole('button', { name: new RegExp(`^${label}`) }).tap()
  }
  for (const to of ['한산도에서', '노량에서']) {
    await word(touch, '이순신').tap()
    await touch.getByRole('button', { name: /^여기서 잇기/ }).tap()
    await word(touch, to).tap()
    await touch.getByRole('button', { name: /잇기/ }).tap()
  }
  const touched = touch.getByRole('list', { name: '관계 목록' }).getByRole('listitem')
  await expect(touched).toHaveCount(2)
  await touch.getByRole('button', { name: /^방향 바꾸기.*노량에서/ }).tap()
  await expect(touched.nth(1)).toContainText('이순신 (사람) ← 노량에서 (장소)')
  await touch.screenshot({ path: 'test-results/relations-phone.png', fullPage: true })
  await word(touch, '한산도에서').tap()
  await touch.getByRole('button', { name: '표시 지우기' }).tap()
  await expect(touched).toHaveCount(1)
  await submit(touch).tap()
  const sent = await answerOf(again)
  const end = (text: string) => sent.find((region) => region.value?.['text'] === text)!.id
  expect(sent.filter((region) => region.type === 'relation')).toEqual([{ type: 'relation', from_id: end('이순신'), to_id: end('노량에서'), direction: 'left', labels: ['located_in'] }])
  await touch.context().close()
})
