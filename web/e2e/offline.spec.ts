import type { Page } from '@playwright/test'
import { operator } from './support/server'
import { type Order, placeOrder } from './support/client'
import { expect, signUp, test } from './support/test'

const taskCount = 30
const question = (page: Page) => page.getByText(/\d+번째 리뷰/)

/** Answers the task that stands there and waits for the next; the texts that were seen grow. False when none came. */
async function answerOne(page: Page, seen: Set<string>): Promise<boolean> {
  const text = await question(page).textContent({ timeout: 2000 }).catch(() => null)
  if (text === null) return false
  seen.add(text)
  await page.keyboard.press(seen.size % 3 === 0 ? '2' : '1')
  await expect.poll(() => question(page).textContent({ timeout: 500 }).catch(() => null)).not.toBe(text)
  return true
}

type Progress = { tasks_total: number; tasks_in_review: number; answers_submitted: number; answers_in_review: number }

/** Every task has one answer, by the server's own books. */
async function expectAllOnce({ requester, project }: Order): Promise<void> {
  const progress = () => requester.request<Progress>('GET', `/projects/${project.project_id}/progress`)
  await expect.poll(async () => (await progress()).answers_submitted, { timeout: 30_000 }).toBe(taskCount)
  // Whatever else might come has had its time, and nothing comes twice.
  await new Promise((done) => setTimeout(done, 1500))
  expect(await progress()).toMatchObject({ tasks_total: taskCount, tasks_in_review: taskCount, answers_submitted: taskCount, answers_in_review: taskCount })
}

test('a minute without a connection in the middle of thirty answers: all thirty arrive once', async ({ page, context, server }) => {
  test.setTimeout(120_000)
  const order = await placeOrder(server.url, operator, {}, taskCount)
  await signUp(page, '정오름')
  await page.clock.install()
  await page.clock.resume()
  await page.goto(`/work/projects/${order.project.project_id}/work`)
  const seen = new Set<string>()
  for (let count = 0; count < 12; count += 1) expect(await answerOne(page, seen)).toBe(true)

  // The tunnel: what was taken ahead is answered, and what is sent meanwhile fails again and again.
  await context.setOffline(true)
  let offline = 0
  while (offline < 8 && (await answerOne(page, seen))) offline += 1
  expect(offline).toBeGreaterThanOrEqual(4)
  for (let seconds = 0; seconds < 60; seconds += 10) {
    await page.clock.runFor(10_000)
    await page.waitForTimeout(50)
  }
  await expect(page.getByText('인터넷이 끊겼어요', { exact: false }).first()).toBeVisible()
  await context.setOffline(false)

  while (seen.size < taskCount) {
    await expect(question(page)).toBeVisible()
    expect(await answerOne(page, seen)).toBe(true)
  }
  await page.getByRole('link', { name: '나가기' }).click()
  await expectAllOnce(order)
})

test('replies that get lost on the way make nothing arrive twice', async ({ page, server }) => {
  test.setTimeout(120_000)
  const order = await placeOrder(server.url, operator, {}, taskCount)
  await signUp(page, '강바다')
  let sent = 0
  await page.route('**/api/work/assignments/*/answer', async (route) => {
    sent += 1
    // The server has it, but the page never hears of it.
    if (sent % 3 === 0) {
      await route.fetch()
      await route.abort('connectionreset')
    } else await route.continue()
  })
  await page.goto(`/work/projects/${order.project.project_id}/work`)
  const seen = new Set<string>()
  while (seen.size < taskCount) {
    await expect(question(page)).toBeVisible({ timeout: 20_000 })
    await answerOne(page, seen)
  }
  await page.getByRole('link', { name: '나가기' }).click()
  await expectAllOnce(order)
  expect(sent).toBeGreaterThan(taskCount)
})

test('answers outlive the page: closed without a connection, they are sent by the next visit', async ({ page, context, server }) => {
  const order = await placeOrder(server.url, operator, {}, 6)
  await signUp(page, '윤슬')
  await page.goto(`/work/projects/${order.project.project_id}/work`)
  await expect(question(page)).toBeVisible()
  await context.setOffline(true)
  const seen = new Set<string>()
  for (let count = 0; count < 3; count += 1) await answerOne(page, seen)
  await page.close()
  await context.setOffline(false)
  const later = await context.newPage()
  await later.goto('/work')
  await expect.poll(async () => (await order.requester.request<Progress>('GET', `/projects/${order.project.project_id}/progress`)).answers_submitted).toBe(3)
})

test('an answer that the server refuses is not lost', async ({ page, server }) => {
  const order = await placeOrder(server.url, operator, {
    interface_xml: '<View><Text name="topic" value="$text"/><TextArea name="story" toName="topic" required="true" maxSubmissions="1"/></View>',
  })
  await signUp(page, '하람')
  let refused = 0
  await page.route('**/api/work/assignments/*/answer', (route) => {
    if (refused > 0) return route.continue()
    refused += 1
    return route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify({ code: 'invalid_answer', detail: 'too short', errors: [] }) })
  })
  await page.goto(`/work/projects/${order.project.project_id}/work`)
  const first = await question(page).textContent()
  await page.getByRole('textbox').first().fill('봄에는 꽃이 피고')
  await page.getByRole('button', { name: /보내고 다음/ }).click()
  await expect(question(page)).not.toHaveText(first ?? '')
  await page.getByRole('textbox').first().fill('여름에는 비가 오고')
  await page.getByRole('button', { name: /보내고 다음/ }).click()
  // The first one comes back with what was written, after the one that was in hand.
  await expect(page.getByText('답은 이 기기에 남겨 뒀어요', { exact: false })).toBeVisible()
  for (let tries = 0; tries < 5 && (await question(page).textContent()) !== first; tries += 1) {
    await page.getByRole('textbox').first().fill(`다음 글 ${tries}`)
    await page.getByRole('button', { name: /보내고 다음/ }).click()
  }
  await expect(question(page)).toHaveText(first ?? '')
  await expect(page.getByRole('textbox').first()).toHaveValue('봄에는 꽃이 피고')
})
