import { operator } from './support/server'
import { placeOrder } from './support/client'
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
