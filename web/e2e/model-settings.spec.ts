import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { password, placeOrder } from './support/client'
import { operator } from './support/server'
import { expect, expectAccessible, test } from './support/test'

// The server of this run may speak to this machine; nobody else's may unless its operator says so.
process.env.PUMASI_ALLOW_PRIVATE_MODELS = 'true'

const KEY = 'sk-only-for-the-model'

/** A model that answers whoever has the key. */
function model(): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const mayAsk = request.headers.authorization === `Bearer ${KEY}`
    request.resume()
    response.writeHead(mayAsk ? 200 : 401, { 'content-type': 'application/json' })
    response.end(JSON.stringify(mayAsk ? { choices: [{ message: { content: '반가워요!' } }] } : { error: 'no' }))
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` })))
}

test('a requester names the model, tries it, and never sees the key again', async ({ page, server }, info) => {
  const { server: listening, url } = await model()
  const interface_xml = `<View><Chat name="chat" messageRoles="user,assistant" llm="project" minMessages="2"/></View>`
  const { project, email } = await placeOrder(server.url, operator, { interface_xml }, 1)
  await page.goto('/studio/sign-in')
  await page.getByLabel('이메일').fill(email)
  await page.getByLabel('비밀번호').fill(password)
  await page.getByRole('button', { name: '로그인' }).click()
  await expect(page).not.toHaveURL(/sign-in/)
  await page.goto(`/studio/projects/${project.project_id}/settings`)
  await expect(page.getByText('아직 모델이 없어요', { exact: false })).toBeVisible()
  const card = page.locator('section', { has: page.getByRole('heading', { name: '대화할 모델' }) })
  const save = card.getByRole('button', { name: '저장' })
  await card.getByLabel('주소').fill('ftp://models.example.com')
  await card.getByLabel('모델 이름').fill('parrot')
  await save.click()
  await expect(card.getByText('쓸 수 없는 주소예요', { exact: false })).toBeVisible()
  await card.getByLabel('주소').fill(url)
  await card.getByLabel('키').fill('wrong')
  await save.click()
  await card.getByRole('button', { name: '물어보기' }).click()
  await expect(card.getByText('키를 받아들이지 않았어요', { exact: false })).toBeVisible()
  await card.getByLabel('키').fill(KEY)
  // What is not saved is not what would be tried.
  await expect(card.getByRole('button', { name: '물어보기' })).toBeDisabled()
  await save.click()
  await expect(card.getByText('보관된 키가 있어요', { exact: false })).toBeVisible()
  await expect(card.getByLabel('키')).toHaveValue('')
  await card.getByRole('button', { name: '물어보기' }).click()
  await expect(card.getByText('반가워요!')).toBeVisible()
  await expectAccessible(page)
  await page.screenshot({ path: info.outputPath('desktop.png'), fullPage: true })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.screenshot({ path: info.outputPath('phone.png'), fullPage: true })
  expect(await page.content()).not.toContain(KEY)
  listening.closeAllConnections()
  await card.getByRole('button', { name: '모델과 키 지우기' }).click()
  await expect(page.getByText('아직 모델이 없어요', { exact: false })).toBeVisible()
  listening.close()
})
