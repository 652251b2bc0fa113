import type { Page } from '@playwright/test'
import { type Order, placeOrder, textDraft } from './support/client'
import { enterStudio, figure, meet } from './support/people'
import { operator } from './support/server'
import { expect, expectAccessible, signUp, test } from './support/test'

/** Two answers for every task, and where they differ an inspector's own. */
const doubting = {
  answers_per_task: 2,
  inspect_percent: 0,
  quality: { ...textDraft.quality, inspection: 'doubt', target_permille: 800 } as const,
}
const taskCount = 4
/** The task about which the two workers do not agree. */
const disputed = '2번째 리뷰'

test('where two differ an inspector decides blind; an audit ends with a certificate', async ({ browser, server }) => {
  test.setTimeout(120_000)
  const order = await placeOrder(server.url, operator, doubting, taskCount)
  const open = async (name: string) => (await meet(browser, server.url, name, 'desktop', 'ko-KR')).page
  const requester = (await meet(browser, server.url, 'Rosa', 'desktop', 'en-US')).page
  const [first, second, judge, auditor] = await Promise.all([open('하나'), open('두리'), open('판정이'), open('감사')])
  await test.step('two people answer, and differ once', async () => {
    await answerAll(first, '하나', order, () => '1')
    await answerAll(second, '두리', order, (text) => (text.includes(disputed) ? '2' : '1'))
  })
  await test.step('an inspector answers that one without seeing what they said', () => decide(judge, order))
  await test.step('the requester reads how its result came about', () => seeDecision(requester, order))
  await test.step('the requester orders an audit', () => orderAudit(requester, order))
  await test.step('another inspector looks at every result again', () => auditAll(auditor, order))
  await test.step('the certificate says how wrong the results may be at most', () => readCertificate(requester, order))
  await Promise.all([requester, first, second, judge, auditor].map((page) => page.context().close()))
})

const question = (page: Page) => page.getByText(/\d+번째 리뷰/)

/** Answers task after task by key until there is none left. */
async function answerUntilEnd(page: Page, count: number, keyFor: (text: string) => string): Promise<string[]> {
  const seen: string[] = []
  for (let answers = 0; answers < count; answers += 1) {
    await expect(question(page)).toBeVisible()
    const text = (await question(page).textContent()) ?? ''
    seen.push(text)
    await page.keyboard.press(keyFor(text))
    await expect(question(page).filter({ hasText: text })).toHaveCount(0)
  }
  return seen
}

async function answerAll(page: Page, name: string, { project }: Order, keyFor: (text: string) => string): Promise<void> {
  await signUp(page, name)
  await page.goto(`/work/projects/${project.project_id}/work`)
  await answerUntilEnd(page, taskCount, keyFor)
  await expect(page.getByText('여기까지 다 했어요')).toBeVisible()
}

/** A new inspector comes by invitation, and is handed what only inspectors are. */
async function startInspecting(page: Page, name: string, { requester, project }: Order): Promise<void> {
  const email = await signUp(page, name)
  await requester.request('POST', `/projects/${project.project_id}/invitations`, { email, role: 'inspect' })
  await page.goto(`/work/projects/${project.project_id}/inspect`)
  await expect(page.getByText('다른 사람의 답은 보여 드리지 않으니')).toBeVisible()
}

async function decide(page: Page, order: Order): Promise<void> {
  await startInspecting(page, '판정이', order)
  await expect(question(page)).toContainText(disputed)
  for (const choice of await page.getByRole('radio').all()) await expect(choice).not.toBeChecked()
  await expectAccessible(page)
  await answerUntilEnd(page, 1, () => '1')
  await expect(page.getByText('여기까지 다 했어요')).toBeVisible()
}

async function seeDecision(page: Page, { email, project }: Order): Promise<void> {
  await enterStudio(page, email)
  await page.goto(`/studio/projects/${project.project_id}/tasks`)
  await page.getByRole('rowheader', { name: disputed }).getByRole('link').click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText('decided by a person between differing answers')).toBeVisible()
  // The two that differ, and the one that decides between them, marked as that.
  await expect(drawer.getByRole('article')).toHaveCount(3)
  await expect(drawer.getByText('decides between the answers')).toHaveCount(1)
  await expect(drawer.getByRole('group', { name: 'Result' }).getByRole('radio', { name: /좋음/ })).toBeChecked()
  await expectAccessible(page)
}

async function orderAudit(page: Page, { project }: Order): Promise<void> {
  await page.goto(`/studio/projects/${project.project_id}/quality?view=certificate`)
  await page.getByLabel('Results to draw').fill(String(taskCount))
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Order an audit' }).click()
  await expect(page.getByText(`0 of ${taskCount} looked at`).first()).toBeVisible()
}

async function auditAll(page: Page, order: Order): Promise<void> {
  await startInspecting(page, '감사', order)
  const seen = await answerUntilEnd(page, taskCount, () => '1')
  expect(new Set(seen).size).toBe(taskCount)
  await expect(page.getByText('여기까지 다 했어요')).toBeVisible()
}

async function readCertificate(page: Page, { project }: Order): Promise<void> {
  await page.goto(`/studio/projects/${project.project_id}/quality?view=certificate`)
  await expect(page.getByText(`0 of ${taskCount} audited results were wrong, drawn from ${taskCount}.`)).toBeVisible()
  await expect(figure(page, 'Error rate')).toHaveText('0%')
  await expectAccessible(page)
}
