import { devices, type Browser, type Page } from '@playwright/test'
import type { Page as ListPage, Region, Task, TaskSummary } from '../../src/api/types'
import { type Order, placeOrder } from '../support/client'
import { operator } from '../support/server'
import { expect, expectAccessible, signUp, test } from '../support/test'

// Stars, numbers, dates, pairs, trees of categories, orders and buckets: filled in by keys alone and by taps alone, read back through
// the API as they were meant, and shown again.

const { defaultBrowserType: _, ...phone } = devices['Pixel 7']
const every = `<View>
  <Style>.side { width: 100%; position: fixed }</Style>
  <Table name="record" value="$record"/>
  <Header value="얼마나 좋은가요?"/>
  <Rating name="stars" toName="record" maxRating="5" required="true"/>
  <Header value="몇 개인가요?"/>
  <Number name="count" toName="record" min="0" max="10" step="0.5"/>
  <Header value="언제인가요?"/>
  <DateTime name="day" toName="record" only="date" min="2026-01-01" max="2026-12-31"/>
  <Header value="어느 쪽이 나은가요?"/>
  <View className="side"><Text name="first" value="첫 번째 글"/><Text name="second" value="두 번째 글"/></View>
  <Pairwise name="pair" toName="first,second"/>
  <Header value="무엇에 대한 글인가요?"/>
  <Taxonomy name="tree" toName="record" leafsOnly="true"><Choice value="동물" alias="animal"><Choice value="고양이" alias="cat"/><Choice value="개" alias="dog"/></Choice><Choice value="식물" alias="plant"/></Taxonomy>
  <Collapse><Panel value="순서와 바구니" open="true">
    <Header value="좋은 것부터 놓아 주세요."/>
    <List name="results" value="$items" title="결과"/>
    <Ranker name="rank" toName="results"/>
    <List name="rest" value="$items" title="남은 것"/>
    <Ranker name="sort" toName="rest"><Bucket name="good" title="좋음"/><Bucket name="bad" title="나쁨"/></Ranker>
  </Panel></Collapse>
</View>`
const row = { record: { 상호: '한빛상사', 수량: 3 }, items: [{ id: 'a', title: '가' }, { id: 'b', title: '나' }, { id: 'c', title: '다' }] }
const meant = {
  stars: { rating: 4 },
  count: { number: 2.5 },
  day: { datetime: '2026-03-02' },
  pair: { selected: 'right' },
  tree: { taxonomy: [['animal', 'dog']] },
  rank: { ranker: { rank: ['b', 'a', 'c'] } },
  sort: { ranker: { _: ['b', 'c'], good: ['a'], bad: [] } },
}

async function answerOf({ project, requester }: Order): Promise<Record<string, Region['value']>> {
  let answered: Task | undefined
  await expect.poll(async () => {
    const { items } = await requester.request<ListPage<TaskSummary>>('GET', `/projects/${project.project_id}/tasks?limit=1`)
    answered = await requester.request<Task>('GET', `/projects/${project.project_id}/tasks/${items[0]!.task_id}`)
    return answered.answers.length
  }).toBe(1)
  return Object.fromEntries(answered!.answers[0]!.regions.map((region) => [region.from_name, region.value]))
}

async function open(page: Page, { project }: Order): Promise<void> {
  await page.goto(`/work/projects/${project.project_id}/work`)
  await expect(page.getByRole('radiogroup', { name: '얼마나 좋은가요?' })).toBeVisible()
}

async function onPhone(browser: Browser, url: string, name: string): Promise<Page> {
  const context = await browser.newContext({ ...phone, baseURL: url, locale: 'ko-KR', timezoneId: 'Asia/Seoul' })
  await context.addInitScript(() => localStorage.setItem('pumasi.font', '1'))
  const page = await context.newPage()
  await signUp(page, name)
  return page
}

/** What was begun is there as it was left after going away and coming back. */
async function expectKept(page: Page): Promise<void> {
  await page.waitForTimeout(1500)
  await page.reload()
  await expect(page.getByRole('radio', { name: '5점 중 4점' })).toBeChecked()
  await expect(page.getByRole('textbox', { name: '몇 개인가요?' })).toHaveValue('2.5')
  await expect(page.getByLabel('언제인가요?', { exact: true })).toHaveValue('2026-03-02')
  await expect(page.getByRole('radio', { name: '두 번째 (오른쪽)' })).toBeChecked()
  await expect(page.getByRole('list', { name: '고른 분류' })).toContainText('동물 / 개')
  await expect(page.getByRole('region', { name: '결과' }).getByRole('listitem').first()).toContainText('나')
  await expect(page.getByRole('region', { name: '좋음' }).getByRole('listitem')).toHaveText(/가/)
}

test('everything by keys alone', async ({ page, server }) => {
  const placed = await placeOrder(server.url, operator, { interface_xml: every }, [row])
  await signUp(page, '자판으로')
  await open(page, placed)
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  // The keys of the stars and of the pair are on their buttons.
  await press('5')
  await expect(page.getByRole('radio', { name: '5점 중 5점' })).toBeChecked()
  await press('Control+z')
  await expect(page.getByRole('radio', { name: '5점 중 5점' })).not.toBeChecked()
  await press('4')
  await expect(page.getByRole('radio', { name: '5점 중 4점' })).toBeChecked()
  await press('7')
  await expect(page.getByRole('radio', { name: '두 번째 (오른쪽)' })).toBeChecked()
  await page.getByRole('textbox', { name: '몇 개인가요?' }).focus()
  await page.keyboard.type('2')
  await press('ArrowUp')
  await expect(page.getByRole('textbox', { name: '몇 개인가요?' })).toHaveValue('2.5')
  await page.getByLabel('언제인가요?', { exact: true }).fill('2026-03-02')
  await page.getByRole('button', { name: '동물 펼치기·접기' }).focus()
  await press('Enter')
  await page.getByRole('checkbox', { name: '개' }).focus()
  await press('Space')
  await page.getByRole('region', { name: '결과' }).getByRole('listitem').nth(1).focus()
  await press('Alt+ArrowUp')
  await expect(page.getByRole('region', { name: '결과' }).getByRole('listitem').first()).toContainText('나')
  await page.getByRole('region', { name: '남은 것' }).getByRole('listitem').first().focus()
  await press('2')
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/forms-desktop.png', fullPage: true })
  await expectKept(page)
  await press('Control+Enter')
  expect(await answerOf(placed)).toEqual(meant)
})

test('everything by taps alone', async ({ browser, server }) => {
  const placed = await placeOrder(server.url, operator, { interface_xml: every }, [row])
  const page = await onPhone(browser, server.url, '손끝으로')
  await open(page, placed)
  await page.getByRole('radio', { name: '5점 중 4점' }).tap()
  const more = page.getByRole('group', { name: '몇 개인가요?' }).getByRole('button', { name: '하나 올리기' })
  for (let step = 0; step < 6; step += 1) await more.tap()
  await expect(page.getByRole('textbox', { name: '몇 개인가요?' })).toHaveValue('2.5')
  await page.getByLabel('언제인가요?', { exact: true }).fill('2026-03-02')
  await page.getByRole('radio', { name: '두 번째 (오른쪽)' }).tap()
  await page.getByRole('button', { name: '동물 펼치기·접기' }).tap()
  await page.getByRole('checkbox', { name: '개' }).tap()
  await page.getByRole('button', { name: '나 위로' }).first().tap()
  await page.getByRole('button', { name: '가 옮기기: 좋음' }).tap()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/forms-phone.png', fullPage: true })
  await expectKept(page)
  await page.getByRole('button', { name: '보내고 다음' }).tap()
  expect(await answerOf(placed)).toEqual(meant)
  await page.context().close()
})

test('what is out of range is said before it is sent', async ({ page, server }) => {
  const placed = await placeOrder(server.url, operator, { interface_xml: every }, [row])
  await signUp(page, '너무 많이')
  await open(page, placed)
  await page.getByRole('textbox', { name: '몇 개인가요?' }).fill('11')
  await page.getByRole('button', { name: '보내고 다음' }).click()
  await expect(page.getByText('0부터 10까지 쓸 수 있어요.').first()).toBeVisible()
  await expect(page.getByText('답을 하나 골라 주세요.')).toBeVisible()
})
