import { placeOrder } from './support/client'
import { enterStudio } from './support/people'
import { operator } from './support/server'
import { expect, expectAccessible, signUp, test } from './support/test'

const shots = process.env.PUMASI_SHOTS

test('a worker asks, the requester answers for everybody and adds an example, others find both beside the guide', async ({ browser, server }) => {
  const { project, email } = await placeOrder(server.url, operator, {}, 6)
  const phone = { baseURL: server.url, viewport: { width: 390, height: 844 }, hasTouch: true }
  const [one, two, three] = await Promise.all([browser.newContext({ baseURL: server.url }), browser.newContext(phone), browser.newContext({ baseURL: server.url, locale: 'en-US' })])
  const [worker, other, studio] = await Promise.all([one.newPage(), two.newPage(), three.newPage()])
  await signUp(worker, '류하늘')
  await worker.goto(`/work/projects/${project.project_id}/work`)
  await expect(worker.getByText(/\d+번째 리뷰/)).toBeVisible()
  await worker.keyboard.press('q')
  await worker.getByLabel('무엇이 궁금한가요?').fill('반반이면 어떻게 하나요?')
  await worker.getByLabel(/안내의 어느 항목인가요/).selectOption({ label: '1. 칭찬이 더 많으면 좋음을 골라요.' })
  await expectAccessible(worker)
  if (shots) await worker.screenshot({ path: `${shots}/ask.png` })
  await worker.getByRole('button', { name: '보내기' }).click()
  await expect(worker.getByText('질문을 보냈어요', { exact: false })).toBeVisible()

  await enterStudio(studio, email)
  await studio.goto(`/studio/projects/${project.project_id}/overview`)
  await expect(studio.getByText('1 question of workers waits for an answer')).toBeVisible()
  await studio.getByRole('link', { name: 'Read and answer' }).click()
  await expect(studio.getByText('반반이면 어떻게 하나요?')).toBeVisible()
  await expect(studio.getByText('류하늘')).toBeHidden()
  await studio.getByRole('textbox', { name: 'Answer' }).fill('첫 문장의 마음을 골라 주세요.')
  await expectAccessible(studio)
  if (shots) await studio.screenshot({ path: `${shots}/studio-questions.png` })
  await studio.getByRole('button', { name: 'Answer' }).click()
  await expect(studio.getByText('The answer is sent.')).toBeVisible()
  await expect(studio.getByText('For everybody', { exact: true })).toBeVisible()
  await studio.getByRole('link', { name: 'Guide', exact: true }).click()
  await studio.getByRole('button', { name: 'Add an example' }).click()
  await studio.getByRole('radio', { name: 'Bad' }).check()
  await studio.getByLabel(/^Text/).fill('별로예요. 그래도 좋아요.')
  await studio.getByLabel('Why?').fill('앞과 뒤가 달라서 고르기 어려워요.')
  await expectAccessible(studio)
  await studio.getByRole('button', { name: 'Save' }).click()
  await expect(studio.getByText('앞과 뒤가 달라서 고르기 어려워요.')).toBeVisible()
  await expectAccessible(studio)
  if (shots) await studio.screenshot({ path: `${shots}/studio-examples.png` })

  // Whoever asked is told on the home screen, and says that they have seen it.
  await worker.goto('/work')
  await expect(worker.getByText('질문에 답이 왔어요')).toBeVisible()
  await expect(worker.getByText('첫 문장의 마음을 골라 주세요.')).toBeVisible()
  await expectAccessible(worker)
  if (shots) await worker.screenshot({ path: `${shots}/answered.png` })
  await worker.getByRole('button', { name: '확인했어요' }).click()
  await expect(worker.getByText('질문에 답이 왔어요')).toBeHidden()

  // Somebody else, on a phone, finds it beside the guide.
  await signUp(other, '문새봄')
  await other.goto(`/work/projects/${project.project_id}/work`)
  await expect(other.getByText(/\d+번째 리뷰/)).toBeVisible()
  await other.getByRole('button', { name: /^작업 안내/ }).first().tap()
  const guide = other.getByRole('dialog')
  await expect(guide.getByText('앞과 뒤가 달라서 고르기 어려워요.')).toBeVisible()
  await guide.getByLabel(/질문에서 찾기/).fill('반반')
  await expect(guide.getByText('첫 문장의 마음을 골라 주세요.')).toBeVisible()
  await expect(guide.getByText('내 질문')).toBeHidden()
  await expectAccessible(other)
  if (shots) await other.screenshot({ path: `${shots}/guide-phone.png` })
  await guide.getByLabel(/질문에서 찾기/).fill('없는 말')
  await expect(guide.getByText('찾는 말이 든 질문이 없어요.')).toBeVisible()
  await Promise.all([one.close(), two.close(), three.close()])
})
