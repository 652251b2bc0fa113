import { operator } from './support/server'
import { placeOrder } from './support/client'
import { expect, expectAccessible, signUp, test } from './support/test'

test('a new worker signs up, works three tasks by keyboard and sees the money', async ({ page, server }) => {
  const { project } = await placeOrder(server.url, operator)
  await signUp(page, '김하나')
  await expectAccessible(page)

  await page.getByRole('link').filter({ has: page.getByRole('heading', { name: project.name, exact: true }) }).click()
  await expect(page.getByRole('heading', { name: project.name })).toBeVisible()
  await expect(page.getByText('₩30')).toBeVisible()
  await expect(page.getByText('불만이 더 많으면 나쁨을 골라요.')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: '작업 시작하기' }).click()
  const question = page.getByText(/\d+번째 리뷰/)
  await expect(question).toBeVisible()
  await expectAccessible(page)
  const seen = new Set<string>()
  for (const key of ['1', '2', '1']) {
    const text = (await question.textContent()) ?? ''
    seen.add(text)
    await page.keyboard.press(key)
    await expect(question).not.toHaveText(text)
  }
  expect(seen.size).toBe(3)
  await expect(page.getByText('오늘 3건')).toBeVisible()

  await page.getByRole('link', { name: '나가기' }).click()
  await page.getByRole('link', { name: '지갑' }).click()
  await expect(page.getByText('₩90').first()).toBeVisible()
  await expectAccessible(page)
})

test('the last answer can be taken back and sent again', async ({ page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator)
  await signUp(page, '이두리')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const question = page.getByText(/\d+번째 리뷰/)
  const first = await question.textContent()
  await page.keyboard.press('1')
  await expect(question).not.toHaveText(first ?? '')
  await page.keyboard.press('z')
  await expect(question).toHaveText(first ?? '')
  await expect(page.getByRole('radio', { name: /좋음/ })).toBeChecked()
  await page.keyboard.press('2')
  await expect(question).not.toHaveText(first ?? '')
  await page.getByRole('link', { name: '나가기' }).click()
  await expect.poll(async () => (await requester.request<{ answers_submitted: number }>('GET', `/projects/${project.project_id}/progress`)).answers_submitted).toBe(1)
})

test('answers given without a connection arrive once it is back', async ({ page, context, server }) => {
  const { project, requester } = await placeOrder(server.url, operator)
  await signUp(page, '박세찬')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const question = page.getByText(/\d+번째 리뷰/)
  await expect(question).toBeVisible()
  await context.setOffline(true)
  for (const key of ['1', '2']) {
    const text = (await question.textContent()) ?? ''
    await page.keyboard.press(key)
    await expect(question).not.toHaveText(text)
  }
  await expect(page.getByText('인터넷이 끊겼어요', { exact: false })).toBeVisible()
  await context.setOffline(false)
  await page.getByRole('link', { name: '나가기' }).click()
  await expect.poll(async () => (await requester.request<{ answers_submitted: number }>('GET', `/projects/${project.project_id}/progress`)).answers_submitted).toBe(2)
})

test('a draft and the task survive a reload without a connection', async ({ page, context, server }) => {
  const { project } = await placeOrder(server.url, operator, {
    interface_xml: '<View><Text name="topic" value="$text"/><TextArea name="story" toName="topic" required="true" maxSubmissions="1"/></View>',
  })
  await signUp(page, '한글봄')
  // The page must have been kept once by the service worker.
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await page.reload()
  await page.goto(`/work/projects/${project.project_id}/work`)
  const text = page.getByRole('textbox').first()
  await text.fill('봄에는 꽃이 피고')
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText(/\d+번째 리뷰/)).toBeVisible()
  await expect(text).toHaveValue('봄에는 꽃이 피고')
  await context.setOffline(false)
})

test('single-letter keys can be switched off', async ({ page, server }) => {
  const { project } = await placeOrder(server.url, operator)
  await signUp(page, '오라온')
  await page.getByRole('link', { name: '나', exact: true }).click()
  await expectAccessible(page)
  await page.getByLabel('글자 단축키 쓰기').uncheck()
  await page.goto(`/work/projects/${project.project_id}/work`)
  const question = page.getByText(/\d+번째 리뷰/)
  const first = (await question.textContent()) ?? ''
  await page.keyboard.press('1')
  await page.keyboard.press('s')
  await expect(question).toHaveText(first)
  await page.getByRole('radio', { name: /좋음/ }).click()
  await expect(question).not.toHaveText(first)
})

test('data that cannot be worked on is reported with a reason', async ({ page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator)
  await signUp(page, '임아라')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const question = page.getByText(/\d+번째 리뷰/)
  const first = (await question.textContent()) ?? ''
  await page.getByRole('button', { name: '더 보기' }).click()
  await page.getByRole('button', { name: /쓸 수 없는 자료/ }).click()
  await expectAccessible(page)
  await page.getByText('내용이 비어 있어요').click()
  await page.getByRole('button', { name: '신고하고 다음' }).click()
  await expect(question).not.toHaveText(first)
  await page.getByRole('link', { name: '나가기' }).click()
  await expect.poll(async () => (await requester.request<{ answers_submitted: number }>('GET', `/projects/${project.project_id}/progress`)).answers_submitted).toBe(1)
})
