import { placeOrder } from './support/client'
import { operator } from './support/server'
import { expect, expectAccessible, signUp, test } from './support/test'

const interface_xml = `<View><Header value="역할을 맡아 상대와 대화해 주세요"/>
  <Chat name="chat" messageRoles="customer,clerk" people="2" firstBrief="$text" minMessages="3" maxMessages="10" personalData="refuse" awaySeconds="30"/></View>`

test('two workers meet, write to each other live, and both send the one conversation', async ({ page, browser, server }, info) => {
  const { project, requester } = await placeOrder(server.url, operator, { interface_xml, inspect_percent: 0, answers_per_task: 2 }, 2)
  const other = await (await browser.newContext({ baseURL: server.url, locale: 'ko-KR', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })).newPage()
  await signUp(page, '김하나')
  await signUp(other, '이두리')
  for (const one of [page, other]) await one.goto(`/work/projects/${project.project_id}/work`)
  await page.getByRole('button', { name: '상대 찾기' }).press('Enter')
  await expect(page.getByText('다음에 오는 분과 시작해요.')).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: info.outputPath('waiting.png') })
  // Waiting may be given up and begun anew.
  await page.getByRole('button', { name: '그만 기다리기' }).click()
  await page.getByRole('button', { name: '상대 찾기' }).click()
  await expect(page.getByText('다음에 오는 분과 시작해요.')).toBeVisible()
  await other.getByRole('button', { name: '상대 찾기' }).tap()
  const field = page.getByRole('textbox', { name: '메시지 쓰기' })
  const otherField = other.getByRole('textbox', { name: '메시지 쓰기' })
  await expect(field).toBeVisible()
  await expect(otherField).toBeVisible()
  // Only one of the two knows the brief.
  expect((await page.getByText('나만 아는 내용').count()) + (await other.getByText('나만 아는 내용').count())).toBe(1)
  await expect(page.getByText('이두리')).toHaveCount(0)

  await field.fill('안녕하세요')
  await field.press('Enter')
  await expect(other.getByText('안녕하세요', { exact: true })).toBeVisible()
  await otherField.fill('제 번호는 010-1234-5678이에요')
  await other.getByRole('button', { name: '추가' }).tap()
  await expect(other.getByRole('alert')).toBeVisible()
  await expect(otherField).toHaveValue('제 번호는 010-1234-5678이에요')
  await otherField.fill('네, 무엇을 도와드릴까요?')
  await other.getByRole('button', { name: '추가' }).tap()
  await expect(page.getByText('네, 무엇을 도와드릴까요?', { exact: true })).toBeVisible()
  // Too short an answer says how much is missing.
  await page.getByRole('button', { name: /^보내/ }).click()
  await expect(page.getByText('메시지를 3개 이상 써 주세요. 지금은 2개예요.').first()).toBeVisible()
  // Reopened it stands as it was said.
  await other.reload()
  await expect(other.getByText('안녕하세요', { exact: true })).toBeVisible()
  await field.fill('구두를 바꾸고 싶어요')
  await field.press('Enter')
  await expect(other.getByText('구두를 바꾸고 싶어요', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await expectAccessible(other)
  await page.screenshot({ path: info.outputPath('desktop.png'), fullPage: true })
  await other.screenshot({ path: info.outputPath('phone.png'), fullPage: true })

  await page.getByRole('button', { name: /^보내/ }).click()
  await expect(other.getByText('상대가 대화를 마쳤어요', { exact: false })).toBeVisible()
  await other.getByRole('button', { name: /^보내/ }).tap()
  const submitted = () => requester.request<{ answers_submitted: number; tasks_done: number }>('GET', `/projects/${project.project_id}/progress`)
  await expect.poll(async () => (await submitted()).answers_submitted).toBe(2)
  expect((await submitted()).tasks_done).toBe(1)
})

test('whoever is left alone is paid and goes on', async ({ page, browser, server }) => {
  test.setTimeout(120_000)
  const { project, requester } = await placeOrder(server.url, operator, { interface_xml, inspect_percent: 0, answers_per_task: 2 }, 1)
  const context = await browser.newContext({ baseURL: server.url, locale: 'ko-KR' })
  const other = await context.newPage()
  await signUp(page, '박세미')
  await signUp(other, '최네오')
  for (const one of [page, other]) {
    await one.goto(`/work/projects/${project.project_id}/work`)
    await one.getByRole('button', { name: '상대 찾기' }).click()
  }
  const field = page.getByRole('textbox', { name: '메시지 쓰기' })
  await field.fill('안녕하세요')
  await field.press('Enter')
  await context.close()
  await expect(page.getByText('상대의 연결이 잠깐 끊겼어요', { exact: false })).toBeVisible({ timeout: 45_000 })
  await page.getByRole('button', { name: '마치고 보상 받기' }).click({ timeout: 45_000 })
  await expect(page.getByRole('button', { name: '상대 찾기' })).toBeVisible()
  const { spent_minor } = await requester.request<{ spent_minor: number }>('GET', `/projects/${project.project_id}/progress`)
  expect(spent_minor).toBeGreaterThan(0)
})
