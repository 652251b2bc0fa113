import type { Browser, Page } from '@playwright/test'
import type { Assignment, Next, Task } from '../src/api/types'
import { Client, freshEmail, password, placeOrder } from './support/client'
import { orderInterface, wav } from './support/media'
import { meet } from './support/people'
import { png } from './support/png'
import { operator } from './support/server'
import { Stage } from './support/stage'
import { expect, expectAccessible, signUp, test } from './support/test'

test('an inspector returns an answer with clause and place, the worker mends it, the inspector passes it', async ({ browser, server }) => {
  const { project, requester } = await placeOrder(server.url, operator, {}, 3)
  const [work, inspect] = await Promise.all([browser.newContext({ baseURL: server.url }), browser.newContext({ baseURL: server.url })])
  const worker = await work.newPage()
  const inspector = await inspect.newPage()
  await signUp(worker, '최네온')
  const inspectorEmail = await signUp(inspector, '정다솜')
  await requester.request('POST', `/projects/${project.project_id}/invitations`, { email: inspectorEmail, role: 'inspect' })

  await worker.goto(`/work/projects/${project.project_id}/work`)
  const question = worker.getByText(/\d+번째 리뷰/)
  await expect(question).toBeVisible()
  await worker.keyboard.press('2')
  await worker.getByRole('link', { name: '나가기' }).click()
  await expect(worker.getByText('오늘 1건')).toBeVisible()

  await inspector.goto(`/work/projects/${project.project_id}`)
  await inspector.getByRole('link', { name: /검수 시작하기/ }).click()
  await expect(inspector.getByRole('button', { name: /통과/ })).toBeVisible()
  await expect(inspector.getByRole('radio', { name: /나쁨/ })).toBeChecked()
  await expectAccessible(inspector)
  await inspector.keyboard.press('r')
  await inspector.keyboard.press('1')
  await expect(inspector.getByText('어느 안내에 어긋나나요?')).toBeVisible()
  await inspector.keyboard.press('1')
  await inspector.getByLabel('덧붙일 말').fill('칭찬이 더 많은 글이에요.')
  await expectAccessible(inspector)
  await inspector.getByRole('button', { name: '돌려보내고 다음' }).click()
  await inspector.getByRole('link', { name: '나가기' }).click()

  // Returned work stands first on the worker's home screen.
  await expect(async () => {
    await worker.reload()
    await expect(worker.getByText('다시 고칠 답 1건')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expectAccessible(worker)
  await worker.getByRole('link', { name: '고치러 가기' }).click()
  await expect(worker.getByText('돌아온 답이에요: 답이 틀렸어요')).toBeVisible()
  await expect(worker.getByText('칭찬이 더 많으면 좋음을 골라요.').first()).toBeVisible()
  await expect(worker.getByText('칭찬이 더 많은 글이에요.')).toBeVisible()
  await expect(worker.getByRole('radio', { name: /나쁨/ })).toBeChecked()
  await expectAccessible(worker)
  await worker.keyboard.press('1')
  await worker.keyboard.press('Enter')
  await worker.getByRole('link', { name: '나가기' }).click()
  await expect(worker.getByText('다시 고칠 답')).toBeHidden()

  await inspector.goto(`/work/projects/${project.project_id}/inspect`)
  await expect(inspector.getByText('고쳐서 다시 온 답이에요')).toBeVisible()
  await expect(inspector.getByText('바뀐 곳 1군데')).toBeVisible()
  await expectAccessible(inspector)
  await inspector.keyboard.press('a')
  await inspector.getByRole('link', { name: '나가기' }).click()

  await expect(async () => {
    await worker.goto('/work/wallet')
    await expect(worker.getByText('답이 확인됐어요')).toBeVisible({ timeout: 1000 })
  }).toPass()
  await expect(worker.getByText('+₩30')).toBeVisible()
  await work.close()
  await inspect.close()
})

type Answered = Awaited<ReturnType<typeof orderInterface>> & { worker: Client; workerEmail: string; assignmentIds: string[]; task: () => Promise<Task> }

/** An order whose first tasks a worker has answered with these, one after the other. */
async function answered(url: string, xml: string, rowsOf: Parameters<typeof orderInterface>[2], ...answers: object[][]): Promise<Answered> {
  const order = await orderInterface(url, xml, rowsOf)
  const worker = new Client(url)
  const workerEmail = freshEmail('worker')
  await worker.signUp({ email: workerEmail, password, display_name: '최네온' })
  const { assignments } = await worker.request<Next>('POST', `/work/projects/${order.project.project_id}/assignments`, { role: 'work', count: answers.length })
  for (const [index, regions] of answers.entries()) {
    await worker.request('POST', `/work/assignments/${assignments[index]?.assignment_id}/answer`, { kind: 'regions', regions, active_ms: 1000, claim: 0 })
  }
  const path = `/projects/${order.project.project_id}/tasks`
  const task = () => order.requester.request<Task>('GET', `${path}/${assignments[0]?.task_id}`)
  return { ...order, worker, workerEmail, assignmentIds: assignments.map((one) => one.assignment_id), task }
}

/** Somebody invited to inspect, with the first answer on the screen. */
async function inspectorOf(browser: Browser, url: string, { requester, project }: Answered, screen: 'phone' | 'desktop' = 'desktop', locale: 'ko' | 'en' = 'ko'): Promise<Page> {
  const person = await meet(browser, url, '정다솜', screen, locale === 'ko' ? 'ko-KR' : 'en-US')
  await new Client(url).signUp({ email: person.email, password, display_name: '정다솜', locale } as never)
  await requester.request('POST', `/projects/${project.project_id}/invitations`, { email: person.email, role: 'inspect' })
  const { page } = person
  await page.goto('/work/sign-in')
  await page.locator('input[type=email]').fill(person.email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/work$/)
  await page.goto(`/work/projects/${project.project_id}/inspect`)
  await expect(page.getByRole('button', { name: /^(통과|Pass)/ })).toBeVisible()
  return page
}

/** The worker before the answer that came back. */
async function workerOf(browser: Browser, url: string, { worker, workerEmail, project }: Answered, screen: 'phone' | 'desktop' = 'desktop', locale: 'ko' | 'en' = 'ko'): Promise<Page> {
  const { page } = await meet(browser, url, '최네온', screen, locale === 'ko' ? 'ko-KR' : 'en-US')
  if (locale === 'en') await worker.request('PATCH', '/me', { locale })
  await page.goto('/work/sign-in')
  await page.locator('input[type=email]').fill(workerEmail)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/work$/)
  await page.goto(`/work/projects/${project.project_id}/work`)
  await expect(page.getByText(/^(돌아온 답이에요|This answer was returned)/)).toBeVisible()
  return page
}

const lastVerdict = async (order: Answered) => (await order.task()).answers[0]?.verdicts.at(-1)
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}

const drawnXml = `<View><Image name="photo" value="$photo"/>
  <RectangleLabels name="box" toName="photo"><Label value="차"/><Label value="개"/></RectangleLabels>
  <PolygonLabels name="line" toName="photo"><Label value="호수"/></PolygonLabels>
  <Choices name="light" toName="photo" choice="single"><Choice value="낮"/><Choice value="밤"/></Choices></View>`
const size = { original_width: 200, original_height: 150, image_rotation: 0 }
const car = { id: 'car', from_name: 'box', to_name: 'photo', type: 'rectanglelabels', ...size, value: { x: 10, y: 10, width: 30, height: 40, rotation: 0, rectanglelabels: ['차'] } }
const lake = { id: 'lake', from_name: 'line', to_name: 'photo', type: 'polygonlabels', ...size, value: { points: [[60, 60], [90, 60], [90, 90]], closed: true, polygonlabels: ['호수'] } }
const day = { id: 'day', from_name: 'light', to_name: 'photo', type: 'choices', value: { choices: ['낮'] } }
const photos: Parameters<typeof orderInterface>[2] = async (file) => [{ photo: await file('a.png', png(200, 150)) }, { photo: await file('b.png', png(200, 151)) }]

const spansXml = `<View><Labels name="what" toName="text"><Label value="사람"/><Label value="곳"/></Labels><Text name="text" value="$text"/>
  <Header value="How clear?"/><Rating name="clear" toName="text" maxRating="5"/></View>`
const sentence = '영희는 부산에서 바다를 보았다'
const span = (id: string, start: number, end: number, label: string) => ({ id, from_name: 'what', to_name: 'text', type: 'labels', value: { start, end, text: sentence.slice(start, end), labels: [label] } })
const stars = { id: 'stars', from_name: 'clear', to_name: 'text', type: 'rating', value: { rating: 2 } }
const sentences = async () => [{ text: sentence }, { text: '철수는 서울에 산다' }]

test('a comment is pinned to any part of an answer by keys alone, and the worker sees it there', async ({ browser, server }) => {
  const order = await answered(server.url, drawnXml, photos, [car, lake, day])
  const page = await inspectorOf(browser, server.url, order)
  await press(page, 'r', '2', '1', ']', ']')
  await expect(page.getByText('2/3 · 호수')).toBeVisible()
  await expect(page.locator('.pt-shape.pt-selected')).toHaveCount(1)
  // Also what has a place of its own, and round again to the first.
  await press(page, ']')
  await expect(page.getByText('3/3 · light: 낮')).toBeVisible()
  await expect(page.getByText('검수자가 표시한 곳')).toBeVisible()
  await press(page, '[')
  await expect(page.getByText('2/3 · 호수')).toBeVisible()
  await press(page, 'n')
  await page.keyboard.type('물가를 따라 그려 주세요.')
  // What has words stays; the next step pins another part beside it. A pin too many is taken away.
  await press(page, 'Escape', '[')
  await expect(page.getByText('1/3 · 차')).toBeVisible()
  await press(page, 'Shift+BracketRight')
  await expect(page.getByText('2/3 · 호수')).toHaveCount(1)
  await press(page, ']')
  await expect(page.getByText('3/3 · light: 낮')).toBeVisible()
  await press(page, 'Delete')
  await expect(page.getByText('3/3 · light: 낮')).toHaveCount(0)
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/review/pin-desktop-ko.png' })
  await press(page, 'Enter')
  const said = [
    { text: '물가를 따라 그려 주세요.', clause: null, place: { kind: 'region', region_id: 'lake' } },
    { text: '', clause: null, place: { kind: 'region', region_id: 'car' } },
  ]
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'return', reason: '빠뜨린 것이 있어요', clause: '1', comments: said })
  const { returned } = await order.worker.request<Assignment>('GET', `/work/assignments/${order.assignmentIds[0]}`)
  expect(returned?.comments).toEqual(said)
  // The worker sees the numbers on the picture, and goes from the list to the place.
  const worker = await workerOf(browser, server.url, order)
  await expect(worker.getByRole('list', { name: '검수자가 남긴 말' }).getByRole('listitem')).toHaveCount(2)
  await expect(worker.getByRole('option', { name: /호수.*검수자가 표시한 곳 1/ })).toBeVisible()
  await worker.getByRole('button', { name: /1\/3 · 차/ }).click()
  await expect(worker.getByRole('option', { name: /차.*검수자가 표시한 곳 2/ })).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(worker)
  await worker.screenshot({ path: 'test-results/review/returned-desktop-ko.png', fullPage: true })
})

test('a finger pins the comment to a shape or to an area of the picture', async ({ browser, server }) => {
  const order = await answered(server.url, drawnXml, photos, [car, lake, day])
  const page = await inspectorOf(browser, server.url, order, 'phone')
  await page.getByRole('button', { name: '돌려보내기' }).tap()
  await page.getByRole('button', { name: '표시한 자리가 딱 맞지 않아요' }).or(page.getByRole('button', { name: '상자가 딱 맞지 않아요' })).first().tap()
  await page.getByRole('button', { name: /^2\. / }).tap()
  const stage = new Stage(page)
  await stage.ready()
  await stage.tap([50, 45])
  await expect(page.getByText('1/3 · 차')).toBeVisible()
  await stage.rub([110, 20], [140, 30], [170, 50])
  await expect(page.getByText('사진에 그린 영역')).toBeVisible()
  await page.getByLabel('2번에 할 말').fill('여기 개가 있어요')
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/review/pin-phone-ko.png' })
  await page.getByRole('button', { name: '돌려보내고 다음' }).tap()
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'return', clause: '2', comments: [{ text: '', place: { kind: 'region', region_id: 'car' } }, { text: '여기 개가 있어요', place: { kind: 'area', object: 'photo' } }] })
  const { place } = (await lastVerdict(order))!.comments[1]!
  for (const [key, wanted] of Object.entries({ x: 55, y: 13.3, width: 30, height: 20 })) expect(Math.abs((place as unknown as Record<string, number>)[key]! - wanted)).toBeLessThan(2)
  const worker = await workerOf(browser, server.url, order, 'phone')
  await worker.getByRole('button', { name: /사진에 그린 영역/ }).tap()
  await expect(worker.locator('.pt-shape.pt-area')).toHaveCount(1)
  await expect(worker.locator('.pt-name', { hasText: '검수자가 표시한 곳 2' })).toBeVisible()
  await expectAccessible(worker)
  await worker.screenshot({ path: 'test-results/review/returned-phone-ko.png' })
})

test('a stretch of text and a rating are pointed at by a tap, in English on a phone', async ({ browser, server }) => {
  const order = await answered(server.url, spansXml, sentences, [span('who', 0, 2, '사람'), span('where', 4, 6, '사람'), stars])
  const page = await inspectorOf(browser, server.url, order, 'phone', 'en')
  await page.getByRole('button', { name: 'Return' }).tap()
  await page.getByRole('button', { name: 'A label is wrong' }).tap()
  await page.getByRole('button', { name: /^1\. / }).tap()
  await page.locator('.pt-passage').getByText('부산').first().tap()
  await expect(page.getByText('2/3 · 사람: 부산')).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/review/pin-phone-en.png' })
  await page.getByRole('button', { name: 'Mark the next part (])' }).tap()
  await expect(page.getByText('3/3 · How clear?: 2')).toBeVisible()
  await page.getByRole('button', { name: 'Mark the part before' }).tap()
  // Words that nobody marked: the first and the last one.
  await page.locator('.pt-passage').getByText('바다를').first().tap()
  await page.locator('.pt-passage').getByText('바다를').first().tap()
  await expect(page.getByText('“바다를”')).toBeVisible()
  await page.getByLabel('What to say at 2').fill('who saw?')
  await page.getByRole('button', { name: 'Return, next' }).tap()
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'return', comments: [{ place: { kind: 'region', region_id: 'where' } }, { text: 'who saw?', place: { kind: 'text', object: 'text', start: 9, end: 12 } }] })
  const worker = await workerOf(browser, server.url, order, 'phone', 'en')
  await worker.getByRole('button', { name: /“바다를”/ }).tap()
  await expect(worker.locator('.pt-pinned')).toHaveText(['바다를'])
  await expectAccessible(worker)
  await worker.screenshot({ path: 'test-results/review/returned-phone-en.png' })
})

test('a stretch of sound and an order are pointed at too', async ({ browser, server }) => {
  const xml = `<View><Labels name="heard" toName="sound"><Label value="박수"/></Labels><Audio name="sound" value="$sound"/>
    <List name="items" value="$items" title="곡"/><Ranker name="rank" toName="items"/></View>`
  const rows: Parameters<typeof orderInterface>[2] = async (file) => [{ sound: await file('a.wav', wav(4, [[1, 2]])), items: [{ id: 'a', title: '가' }, { id: 'b', title: '나' }] }]
  const order = await answered(server.url, xml, rows, [
    { id: 'clap', from_name: 'heard', to_name: 'sound', type: 'labels', original_length: 4, value: { start: 1, end: 2, channel: 0, labels: ['박수'] } },
    { id: 'order', from_name: 'rank', to_name: 'items', type: 'ranker', value: { ranker: { rank: ['b', 'a'] } } },
  ])
  const page = await inspectorOf(browser, server.url, order)
  await press(page, 'r', '1', '1', ']')
  await expect(page.getByText('1/2 · 박수')).toBeVisible()
  await page.getByRole('button', { name: /rank.*표시/ }).click()
  await expect(page.getByText(/^2\/2 · rank: /)).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/review/pin-sound-desktop-ko.png' })
  await page.getByRole('option', { name: /박수/ }).click()
  await expect(page.getByText('1/2 · 박수')).toBeVisible()
  // A stretch that nobody marked, by keys: its start here, its end a second later.
  await press(page, 'm', 'Home', 'i', ...Array.from({ length: 3 }, () => 'Shift+ArrowRight'), 'o')
  await expect(page.locator('.pt-band-pin')).toHaveCount(1)
  await page.getByRole('button', { name: '돌려보내고 다음' }).click()
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'return', comments: [{ place: { kind: 'region', region_id: 'clap' } }, { place: { kind: 'region', region_id: 'order' } }, { place: { kind: 'time', object: 'sound', start: 0 } }] })
  const { place } = (await lastVerdict(order))!.comments[2]!
  expect((place as { end: number }).end).toBeGreaterThan(0.5)
  const worker = await workerOf(browser, server.url, order)
  await expect(worker.locator('.pt-band-pin')).toHaveCount(1)
  await worker.getByRole('button', { name: /0:00\.0–/ }).click()
  await expectAccessible(worker)
  await worker.screenshot({ path: 'test-results/review/returned-sound-ko.png' })
})

test('two rounds stand side by side, each marked with what the other has otherwise', async ({ browser, server }) => {
  const order = await answered(server.url, drawnXml, photos, [car, day])
  const page = await inspectorOf(browser, server.url, order)
  await press(page, 'r', '2', '1', ']', 'Enter')
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'return', comments: [{ place: { kind: 'region', region_id: 'car' } }] })
  const moved = { ...car, value: { ...car.value, x: 20 } }
  await order.worker.request('POST', `/work/assignments/${order.assignmentIds[0]}/answer`, { kind: 'regions', regions: [moved, lake, { ...day, value: { choices: ['밤'] } }], active_ms: 1000, claim: 0 })
  await page.goto(`/work/projects/${order.project.project_id}/inspect`)
  await expect(page.getByText('바뀐 곳 3군데')).toBeVisible()
  await expect(page.getByText('달라진 점')).toBeVisible()
  await expect(page.getByRole('list', { name: '검수자가 남긴 말' }).getByRole('listitem')).toHaveText([/1\/2 · 차고쳤어요/])
  await press(page, 'b')
  const before = page.getByRole('region', { name: '지난 답 (1번째)' })
  const now = page.getByRole('region', { name: '지금 답 (2번째)' })
  await expect(before.getByRole('option')).toHaveText([/차.*바뀜.*검수자가 표시한 곳/])
  await expect(now.getByRole('option')).toHaveText([/차.*바뀜/, /호수.*새로 생김/])
  await expect(before.getByRole('radio', { name: '낮' })).toBeChecked()
  await expect(now.getByRole('radio', { name: '밤' })).toBeChecked()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/review/beside-desktop-ko.png', fullPage: true })
  // Where there is no room for two they lie in one place, and are turned over.
  await page.setViewportSize({ width: 412, height: 839 })
  await expect(before).toBeHidden()
  const stage = (frame: typeof now) => frame.getByRole('application').boundingBox()
  const place = await stage(now)
  await page.getByRole('button', { name: '지난 답 (1번째)' }).click()
  await expect(before).toBeVisible()
  await expect(now).toBeHidden()
  // A picture makes itself visible within what is hidden.
  await expect(page.locator('section[aria-label^="지금 답"]')).toHaveCSS('opacity', '0')
  expect(await stage(before)).toEqual(place)
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/review/beside-phone-ko.png' })
  await page.setViewportSize({ width: 1280, height: 900 })
  await press(page, 'b')
  await expect(before).toBeHidden()
  await press(page, 'a')
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'pass' })
})

test('an answer is mended in place: what was mended is counted, kept, taken back and sent', async ({ browser, server }) => {
  const order = await answered(server.url, drawnXml, photos, [car, day])
  const page = await inspectorOf(browser, server.url, order)
  await press(page, 'e')
  await expect(page.getByText('아직 고친 곳이 없어요.')).toBeVisible()
  await page.getByRole('radio', { name: /밤/ }).click()
  await expect(page.getByText('고친 곳 1군데')).toBeVisible()
  await page.getByRole('option', { name: /차/ }).click()
  await page.getByRole('application').focus()
  await press(page, 'ArrowRight', 'ArrowRight')
  await expect(page.getByText('고친 곳 2군데')).toBeVisible()
  await page.getByRole('button', { name: '작업자의 답과 나란히 (B)' }).click()
  await expect(page.getByRole('region', { name: '작업자의 답' }).getByRole('radio', { name: '낮' })).toBeChecked()
  await expectAccessible(page)
  await page.screenshot({ path: 'test-results/review/fix-desktop-ko.png', fullPage: true })
  await page.getByRole('button', { name: /한 단계 되돌리기/ }).click()
  await page.getByRole('button', { name: /한 단계 되돌리기/ }).click()
  await expect(page.getByText('고친 곳 1군데')).toBeVisible()
  // Left, the worker's answer stands there; taken up again, the mended one.
  await page.getByRole('button', { name: '그만두기' }).click()
  await expect(page.getByRole('radio', { name: '낮' })).toBeChecked()
  await press(page, 'e')
  await expect(page.getByRole('region', { name: '내가 고친 답' }).getByRole('radio', { name: /밤/ })).toBeChecked()
  await expect(page.getByRole('button', { name: /한 단계 되돌리기/ })).toBeDisabled()
  await page.setViewportSize({ width: 412, height: 839 })
  await page.screenshot({ path: 'test-results/review/fix-phone-ko.png' })
  await expectAccessible(page)
  await page.getByRole('button', { name: '고친 답으로 통과' }).click()
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'fix', regions: [{ id: 'car', value: car.value }, { value: { choices: ['밤'] } }] })
})

test('mending without a change passes the answer as it is', async ({ browser, server }) => {
  const order = await answered(server.url, spansXml, sentences, [span('who', 0, 2, '사람'), stars])
  const page = await inspectorOf(browser, server.url, order)
  await press(page, 'e')
  await expect(page.getByRole('button', { name: '그대로 통과' })).toBeVisible()
  await page.getByRole('button', { name: '그대로 통과' }).click()
  await expect.poll(() => lastVerdict(order)).toMatchObject({ verdict: 'pass' })
})

test('the next answer is there in the frame of the verdict, its picture decoded', async ({ browser, server }) => {
  const order = await answered(server.url, drawnXml, photos, [car, day], [lake, day])
  const page = await inspectorOf(browser, server.url, order)
  await new Stage(page).ready()
  // The second is fetched ahead; its picture is kept decoded.
  await page.waitForLoadState('networkidle')
  const seen = await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    const picture = () => document.querySelector<HTMLImageElement>('.pt-stage img')
    const before = picture()?.src
    document.body.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyA', bubbles: true, cancelable: true }))
    const swapped = picture()?.src !== before
    await frame()
    await frame()
    return { swapped, complete: Boolean(picture()?.complete && picture()!.naturalHeight > 0), busy: document.querySelectorAll('[aria-busy=true]').length }
  })
  expect(seen).toEqual({ swapped: true, complete: true, busy: 0 })
  await expect(page.getByRole('option')).toHaveText([/호수/])
})
