import type { Page } from '@playwright/test'
import type { Pause } from '../src/api/quality-types'
import type { Page as ListPage, Task, TaskSummary } from '../src/api/types'
import { type Order, placeOrder, textDraft } from './support/client'
import { enterStudio, meet } from './support/people'
import { operator } from './support/server'
import { expect, expectAccessible, signUp, test } from './support/test'

/** Every second task has a known answer, the first is training, and who gets two of them wrong is stopped for a day. */
const strict = {
  inspect_percent: 0,
  quality: { ...textDraft.quality, gold_percent: 50, training_tasks: 1 },
  rules: [{ collector: 'gold_accuracy', window: 5, at_least: 2, threshold_percent: 60, action: 'pause', hours: 24 } as const],
}

test('known answers teach, measure and stop; who is stopped objects and goes on', async ({ page, browser, server }) => {
  test.setTimeout(120_000)
  const order = await placeOrder(server.url, operator, strict, 24)
  const requester = (await meet(browser, server.url, 'Rosa', 'desktop', 'en-US')).page
  await test.step('the requester marks tasks as known', () => markKnown(requester, order))
  await signUp(page, '오답이')
  await test.step('a newcomer is told what was right', () => beTaught(page, order))
  await test.step('after too many wrong ones work stops, with the reason', () => answerUntilPaused(page))
  await test.step('the worker objects', () => object(page))
  await test.step('the requester reads the objection and lifts the pause', () => lift(requester, order))
  await test.step('the worker may go on and sees why', () => goOn(page, order))
  await test.step('the requester sees how good the work is', () => lookAtQuality(requester, order))
  await requester.context().close()
})

async function markKnown(page: Page, { requester, email, project }: Order): Promise<void> {
  const { items } = await requester.request<ListPage<TaskSummary>>('GET', `/projects/${project.project_id}/tasks?limit=12`)
  const [first, ...others] = items
  const good = [{ id: 'known', from_name: 'mood', to_name: 'text', type: 'choices', value: { choices: ['좋음'] } }]
  for (const task of others) await requester.request<Task>('PUT', `/projects/${project.project_id}/tasks/${task.task_id}/gold`, { regions: good, note: '1항: 칭찬이 더 많아요.' })
  await enterStudio(page, email)
  await page.goto(`/studio/projects/${project.project_id}/tasks?task=${first?.task_id}`)
  await page.getByRole('button', { name: /Mark as known answer|정답 정하기/ }).click()
  const dialog = page.getByRole('dialog').last()
  await dialog.getByRole('radio', { name: /좋음/ }).check()
  await dialog.getByLabel(/Why is this the answer|왜 이것이 정답/).fill('1항: 칭찬이 더 많아요.')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /Save as known answer|정답으로 정하기/ }).click()
  await expect(page.getByText(/Gold: given|정답: 정해 줌/).first()).toBeVisible()
}

async function beTaught(page: Page, { project }: Order): Promise<void> {
  await page.goto(`/work/projects/${project.project_id}/work`)
  await expect(page.getByText(/\d+번째 리뷰/)).toBeVisible()
  await page.keyboard.press('2')
  await expect(page.getByText('기준 답과 달라요')).toBeVisible()
  await expect(page.getByText('1항: 칭찬이 더 많아요.')).toBeVisible()
  await expect(page.getByRole('group', { name: '기준 답' }).getByRole('radio', { name: /좋음/ })).toBeChecked()
  await expect(page.getByRole('group', { name: '내 답' }).getByRole('radio', { name: /나쁨/ })).toBeChecked()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /보내고 다음/ })).toBeVisible()
}

async function answerUntilPaused(page: Page): Promise<void> {
  const reason = page.getByText(/정답을 아는 과제 \d+개 가운데 0%를 맞혔어요. 이 프로젝트의 기준은 60%예요./)
  const question = page.getByText(/\d+번째 리뷰/)
  for (let answers = 0; answers < 24 && !(await reason.isVisible()); answers += 1) {
    const text = await question.textContent({ timeout: 2000 }).catch(() => null)
    if (text === null) break
    await page.keyboard.press('2')
    await expect(question.filter({ hasText: text })).toHaveCount(0)
  }
  await expect(reason).toBeVisible({ timeout: 20_000 })
  await expectAccessible(page)
}

async function object(page: Page): Promise<void> {
  await page.getByRole('button', { name: '이의 내기' }).click()
  await page.getByLabel('하고 싶은 말').fill('좋음과 나쁨의 자리를 거꾸로 알고 있었어요.')
  await expectAccessible(page)
  await page.getByRole('button', { name: '이의 보내기' }).click()
  await expect(page.getByText(/이의를 냈어요/)).toBeVisible()
}

async function lift(page: Page, { requester, project }: Order): Promise<void> {
  const { items } = await requester.request<ListPage<Pause>>('GET', `/projects/${project.project_id}/pauses?state=objected`)
  expect(items.map((pause) => [pause.cause, pause.objection])).toEqual([['gold_accuracy', '좋음과 나쁨의 자리를 거꾸로 알고 있었어요.']])
  await page.goto(`/studio/projects/${project.project_id}/quality?view=pauses`)
  await expect(page.getByText('좋음과 나쁨의 자리를 거꾸로 알고 있었어요.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^(Lift|풀어 주기)$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('이제 알았으니 이어서 해 주세요.')
  await dialog.getByRole('button', { name: /^(Lift|풀어 주기)$/ }).click()
  await expect(page.getByText(/Nobody is paused|멈춘 사람이 없어요/)).toBeVisible()
}

async function goOn(page: Page, { project }: Order): Promise<void> {
  await page.goto('/work/me')
  await expect(page.getByText('담당자가 풀어 줬어요.')).toBeVisible()
  await expect(page.getByText('이제 알았으니 이어서 해 주세요.')).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/work/projects/${project.project_id}`)
  await page.getByRole('link', { name: '작업 시작하기' }).click()
  await expect(page.getByText(/\d+번째 리뷰/)).toBeVisible()
}

async function lookAtQuality(page: Page, { project }: Order): Promise<void> {
  await page.goto(`/studio/projects/${project.project_id}/quality`)
  await page.getByRole('button', { name: /Measure again now|지금 다시 재기/ }).click()
  await expect(page.getByText(/^Measured |에 쟀어요/).first()).toBeVisible()
  await expectAccessible(page)
  await page.goto(`/studio/projects/${project.project_id}/quality?view=people`)
  await expect(page.getByRole('row').nth(1).getByRole('rowheader')).toContainText(/^w-/)
  await expectAccessible(page)
}
