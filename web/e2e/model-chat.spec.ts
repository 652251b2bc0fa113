import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { placeOrder } from './support/client'
import { operator } from './support/server'
import { expect, expectAccessible, signUp, test } from './support/test'

// The server of this run may speak to this machine; nobody else's may unless its operator says so.
process.env.PUMASI_ALLOW_PRIVATE_MODELS = 'true'

/** Speaks as models do: says again what it was told, and fails the first time it hears "fail". */
function parrot(): Promise<{ server: Server; url: string; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part: Buffer) => (text += part.toString()))
    request.on('end', () => {
      const said = (JSON.parse(text) as { messages: { content: string }[] }).messages.at(-1)?.content ?? ''
      heard.push(said)
      const fails = said === 'fail' && heard.filter((one) => one === said).length === 1
      response.writeHead(fails ? 500 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ choices: [{ message: { content: `그렇군요: ${said}` } }] }))
    })
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done({ server, heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` })))
}

test('a worker converses with a model, which may fail once, and sends what was said', async ({ page, server }) => {
  const model = await parrot()
  const interface_xml = `<View><Text name="text" value="$text"/><Chat name="chat" messageRoles="user,assistant" llm="project" minMessages="4"/></View>`
  const { project, requester } = await placeOrder(server.url, operator, { interface_xml, inspect_percent: 0 }, 2)
  await requester.request('PUT', `/projects/${project.project_id}/model`, { base_url: model.url, model: 'parrot', key: 'secret', max_calls: 5 })
  await signUp(page, '앵무새')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const field = page.getByRole('textbox', { name: '메시지 쓰기' })
  await field.fill('안녕하세요')
  await field.press('Enter')
  await expect(page.getByText('그렇군요: 안녕하세요')).toBeVisible()
  await expect(page.getByText('앞으로 4번 더 물어볼 수 있어요.')).toBeVisible()
  await expectAccessible(page)
  await field.fill('fail')
  await field.press('Enter')
  await expect(page.getByText('상대가 답하지 못했어요', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: '답 받기' }).click()
  await expect(page.getByText('그렇군요: fail')).toBeVisible()
  await page.getByRole('button', { name: /^보내/ }).click()
  await expect.poll(async () => (await requester.request<{ answers_submitted: number }>('GET', `/projects/${project.project_id}/progress`)).answers_submitted).toBe(1)
  expect(model.heard).toEqual(['안녕하세요', 'fail', 'fail'])
  model.server.close()
})
