import { addRows, Client, placeOrder } from './support/client'
import { operator } from './support/server'
import { expect, expectAccessible, signUp, test } from './support/test'

const shots = process.env.PUMASI_SHOTS
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200" fill="#c33"/><circle cx="160" cy="100" r="60" fill="#fff"/></svg>'

test('sensitive work is agreed to, covered until asked for, rested from and left', async ({ page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator, {
    name: '사고 사진 고르기',
    adult: true,
    sensitivity: { kinds: ['violence', 'disturbing'], break_after_minutes: 20, break_minutes: null, daily_minutes: 60 },
    interface_xml:
      '<View><Image name="image" value="$image"/><Text name="text" value="$text"/><Choices name="mood" toName="image" choice="single" required="true"><Choice value="좋음"/><Choice value="나쁨"/></Choices></View>',
  }, 0)
  const media = await requester.request<{ reference: string }>('POST', `/projects/${project.project_id}/media?file_name=scene.svg`, picture, 'image/svg+xml')
  const rows = Array.from({ length: 8 }, (_, index) => JSON.stringify({ image: media.reference, text: `${index + 1}번째 장면` })).join('\n')
  await addRows(requester, project.project_id, rows)
  await requester.request('POST', `/projects/${project.project_id}/open`)

  await signUp(page, '한보라')
  await expect(page.getByText('사고 사진 고르기')).toBeHidden()
  const me = await page.request.get('/api/me').then((reply) => reply.json() as Promise<{ user_id: string }>)
  const admin = new Client(server.url)
  await admin.signIn(operator)
  await admin.request('PATCH', `/operator/users/${me.user_id}`, { adult_verified: true })
  await page.reload()

  // The card warns; nothing is shown before the person agrees.
  const card = page.getByRole('link').filter({ hasText: '사고 사진 고르기' })
  await expect(card.getByText('폭력')).toBeVisible()
  await expect(card.getByText('내용을 보고 동의하면 할 수 있어요')).toBeVisible()
  if (shots) await page.screenshot({ path: `${shots}/card.png` })
  await card.click()
  await expect(page.getByText('20분 일하면 10분 쉬어요. 하루에 60분까지 할 수 있어요.')).toBeVisible()
  await expect(page.getByRole('link', { name: '작업 시작하기' })).toBeHidden()
  await expectAccessible(page)
  if (shots) await page.screenshot({ path: `${shots}/consent.png`, fullPage: true })
  await page.getByLabel('내용을 알고 있고, 보는 데 동의해요').check()
  await page.getByRole('button', { name: '동의하기' }).click()
  await page.getByRole('link', { name: '작업 시작하기' }).click()

  // Covered until asked for, again in every task, by key or press.
  const view = page.locator('.sensitive-view')
  const seen = page.getByText(/\d+번째 장면/)
  await expect(seen).toBeVisible()
  await expect(view).toHaveAttribute('data-covered', 'true')
  expect(await view.locator('img').first().evaluate((image) => getComputedStyle(image).filter)).toContain('blur')
  await expectAccessible(page)
  if (shots) await page.screenshot({ path: `${shots}/covered.png` })
  await page.keyboard.press('Backquote')
  await expect(view).toHaveAttribute('data-covered', 'false')
  expect(await view.locator('img').first().evaluate((image) => getComputedStyle(image).filter)).toBe('none')
  await page.keyboard.press('Shift+Backquote')
  await expect(view).toHaveAttribute('data-greyscale', 'true')
  if (shots) await page.screenshot({ path: `${shots}/greyscale.png` })
  const first = (await seen.textContent()) ?? ''
  await page.keyboard.press('1')
  await expect(seen).not.toHaveText(first)
  await expect(view).toHaveAttribute('data-covered', 'true')
  await page.getByRole('button', { name: /^보기/ }).click()
  await expect(view).toHaveAttribute('data-covered', 'false')

  // Leaving is one press away, and a break is shown with its end.
  await page.getByRole('button', { name: '그만 볼래요' }).click()
  await expect(page.getByText('점수, 받은 돈, 다음 일에 아무 영향이 없어요', { exact: false }).first()).toBeVisible()
  await expectAccessible(page)
  if (shots) await page.screenshot({ path: `${shots}/leave.png` })
  await page.getByRole('button', { name: '이 프로젝트 그만하기' }).click()
  await expect(page.getByRole('heading', { name: '한보라님, 반가워요' })).toBeVisible()
  await expect.poll(async () => (await page.request.get('/api/work/assignments').then((reply) => reply.json() as Promise<{ items: unknown[] }>)).items.length).toBe(0)

  await page.route('**/api/work/projects/*/assignments', (route) => route.fulfill({ json: { assignments: [], reason: 'break_required', retry_after_seconds: 540 } }))
  await page.goto(`/work/projects/${project.project_id}/work`)
  await expect(page.getByText('잠시 쉬어요')).toBeVisible()
  await expect(page.getByText(/부터 다시 할 수 있어요/)).toBeVisible()
  await expect(page.getByRole('button', { name: '이어서 하기' })).toBeDisabled()
  await expectAccessible(page)
  if (shots) await page.screenshot({ path: `${shots}/rest.png` })
  await page.unroute('**/api/work/projects/*/assignments')

  // The person's own defaults, and taking the consent back.
  await page.goto('/work/me')
  await page.getByLabel('가리지 않고 바로 보기').check()
  await expectAccessible(page)
  if (shots) await page.screenshot({ path: `${shots}/settings.png`, fullPage: true })
  await page.goto(`/work/projects/${project.project_id}/work`)
  await expect(view).toHaveAttribute('data-covered', 'false')
  await page.goto('/work/me')
  await page.getByRole('button', { name: '동의 거두기: 폭력' }).click()
  await expect(page.getByText('동의를 거뒀어요', { exact: false })).toBeVisible()
  await page.goto(`/work/projects/${project.project_id}`)
  await expect(page.getByLabel('내용을 알고 있고, 보는 데 동의해요')).toBeVisible()
})
