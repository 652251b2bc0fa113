import { devices, type Page } from '@playwright/test'
import { operator } from './support/server'
import { placeOrder } from './support/client'
import { expect, expectAccessible, signUp, test } from './support/test'

const question = (page: Page) => page.getByText(/\d+번째 리뷰/)
/** Pictures of what a test shows, for people to look at, where SHOTS names a folder. */
const shot = async (page: Page, name: string) => {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` })
}
const { defaultBrowserType: _, ...phone } = devices['Pixel 7']

const guide = [
  '# 기준',
  '',
  '1. 칭찬이 더 많으면 좋음을 골라요.',
  '2. 불만이 더 많으면 나쁨을 골라요.',
  '   1. 배송이 늦다는 말만 있으면 나쁨이에요.',
  '3. 별점은 보지 않아요. 글만 읽어요.',
  '',
  '# 자주 묻는 것',
  '',
  '광고처럼 보이는 글도 쓰인 그대로 골라요. 다른 사람이 베낀 글인지는 살피지 않아도 돼요. 모르는 말이 나오면 앞뒤를 보고 골라요.',
  '',
  '한 글에 칭찬과 불만이 같이 있으면 더 길게 쓴 쪽을 골라요. 길이가 같으면 마지막 문장을 따라요. 물음만 있는 글은 건너뛰어 주세요.',
  '이모지만 있는 글은 이모지의 표정을 보고 골라요. 사진이 있다는 말이 있어도 사진은 보지 않아요. 사투리도 뜻을 보고 골라요.',
].join('\n')

test('keys can be changed, show on the buttons and work while the Korean keyboard is on', async ({ page, server }) => {
  const { project } = await placeOrder(server.url, operator)
  await signUp(page, '단추')
  await page.goto(`/work/projects/${project.project_id}/work`)
  await expect(question(page)).toBeVisible()
  await page.keyboard.press('Shift+Slash')
  const dialog = page.getByRole('dialog', { name: '단축키' })
  await expect(dialog).toBeVisible()

  // A key that is taken is refused with what it does.
  await dialog.getByRole('button', { name: '건너뛰기: 바꾸기' }).click()
  await page.keyboard.press('g')
  await expect(dialog.getByText('‘작업 안내’에서 쓰는 키예요', { exact: false })).toBeVisible()
  await page.keyboard.press('x')
  await expect(dialog.getByRole('listitem').filter({ hasText: '건너뛰기' }).getByText('X', { exact: true })).toBeVisible()
  await dialog.getByText('고르는 키').click()
  await dialog.getByRole('button', { name: '1번째 선택지: 바꾸기' }).click()
  await page.keyboard.press('j')
  await expect(dialog.getByRole('listitem').filter({ hasText: '1번째 선택지' }).getByText('J', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await shot(page, 'keys-ko-desktop')

  // Behind the dialog no key does anything; Escape closes it.
  const first = (await question(page).textContent()) ?? ''
  await page.keyboard.press('x')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(question(page)).toHaveText(first)
  await expect(page.getByRole('button', { name: /건너뛰기/ })).toHaveAttribute('aria-keyshortcuts', 'X')
  await expect(page.getByRole('radio', { name: /좋음/ })).toHaveAttribute('aria-keyshortcuts', 'J')

  // The old key is silent; the new ones work by their place, whatever the input method makes of them.
  await page.keyboard.press('s')
  await expect(question(page)).toHaveText(first)
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', code: 'KeyX', keyCode: 229, bubbles: true, cancelable: true })))
  await expect(question(page)).not.toHaveText(first)
  const second = (await question(page).textContent()) ?? ''
  await page.keyboard.press('j')
  await expect(question(page)).not.toHaveText(second)

  // They belong to the person, not to the page.
  await page.evaluate(() => localStorage.clear())
  await page.reload()
  await expect(page.getByRole('radio', { name: /좋음/ })).toHaveAttribute('aria-keyshortcuts', 'J')
  await page.keyboard.press('Shift+Slash')
  await page.getByRole('button', { name: '모두 처음대로' }).click()
  await expect(page.getByRole('button', { name: /건너뛰기/ }).last()).toHaveAttribute('aria-keyshortcuts', 'S')
})

test('a tool’s own keys can be changed too, show on its buttons and are warned of where they meet', async ({ page, server }) => {
  const { project } = await placeOrder(server.url, operator, {
    interface_xml: `<View><Text name="text" value="$text"/><Labels name="ner" toName="text"><Label value="사람"/></Labels>
      <Relations><Relation value="같은 것"/></Relations></View>`,
  })
  await signUp(page, '도구')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const passage = page.getByRole('application')
  const letters = page.getByRole('button', { name: /^글자 단위/ })
  await expect(letters).toHaveAttribute('aria-keyshortcuts', 'L')
  await page.keyboard.press('Shift+Slash')
  const dialog = page.getByRole('dialog', { name: '단축키' })
  const row = (label: string) => dialog.getByRole('listitem').filter({ has: page.getByRole('button', { name: `${label}: 바꾸기` }) })

  // What another key of the screen does is said, and the key refused; a free one is taken at once.
  await dialog.getByRole('button', { name: '글자 단위: 바꾸기' }).click()
  await page.keyboard.press('s')
  await expect(dialog.getByText('‘건너뛰기’에서 쓰는 키예요', { exact: false })).toBeVisible()
  await page.keyboard.press('k')
  await expect(row('글자 단위').getByText('K', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: '질문하기: 바꾸기' }).click()
  await page.keyboard.press('w')
  await dialog.getByRole('button', { name: '여기서 잇기: 바꾸기' }).click()
  await page.keyboard.press('j')

  // Arrows are one line until each is asked for.
  const each = dialog.getByRole('button', { name: /: 하나씩 바꾸기$/ }).first()
  await expect(each).toHaveAttribute('aria-expanded', 'false')
  await each.click()
  await expect(each).toHaveAttribute('aria-expanded', 'true')
  await expectAccessible(page)
  await shot(page, 'tool-keys-ko-desktop')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await expect(letters).toHaveAttribute('aria-keyshortcuts', 'K')
  await expect(page.getByRole('button', { name: /^질문하기/ }).first()).toHaveAttribute('aria-keyshortcuts', 'W')
  await expect(page.getByRole('button', { name: /^여기서 잇기/ })).toContainText('J')
  await passage.focus()
  await page.keyboard.press('l')
  await expect(letters).toHaveAttribute('aria-pressed', 'false')
  await passage.evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅏ', code: 'KeyK', isComposing: true, bubbles: true, cancelable: true })))
  await expect(letters).toHaveAttribute('aria-pressed', 'false')
  await passage.evaluate((element) => element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', code: 'KeyK', keyCode: 229, bubbles: true, cancelable: true })))
  await expect(letters).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('k')
  await expect(letters).toHaveAttribute('aria-pressed', 'false')

  // One goes back to its usual key, then all do.
  await page.keyboard.press('Shift+Slash')
  await dialog.getByRole('button', { name: '글자 단위: 처음대로' }).click()
  await expect(row('글자 단위').getByText('L', { exact: true })).toBeVisible()
  await expect(row('여기서 잇기').getByText('J', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: '모두 처음대로' }).click()
  await expect(row('여기서 잇기').getByText('C', { exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(letters).toHaveAttribute('aria-keyshortcuts', 'L')
})

test('the last answer can be put in and sent again for a series', async ({ page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator, {
    interface_xml: '<View><Text name="topic" value="$text"/><TextArea name="story" toName="topic" required="true" maxSubmissions="1"/></View>',
  })
  await signUp(page, '되풀이')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const text = page.getByRole('textbox').first()
  await expect(page.getByRole('button', { name: /지난 답 넣기/ })).toBeHidden()
  await text.fill('같은 글이에요')
  await page.getByRole('button', { name: /보내고 다음/ }).click()
  await expect(text).toHaveValue('')
  await page.getByRole('button', { name: /지난 답 넣기/ }).click()
  await expect(text).toHaveValue('같은 글이에요')
  await text.fill('조금 다른 글이에요')
  await page.getByRole('button', { name: /보내고 다음/ }).click()
  await expect(text).toHaveValue('')
  const third = (await question(page).textContent()) ?? ''
  await page.getByRole('button', { name: '더 보기' }).click()
  await shot(page, 'more-ko-desktop')
  await expectAccessible(page)
  await page.getByRole('button', { name: /앞과 같음/ }).click()
  await expect(question(page)).not.toHaveText(third)
  await page.getByRole('button', { name: /보내고 다음/ }).focus()
  const fourth = (await question(page).textContent()) ?? ''
  await page.keyboard.press('Shift+KeyR')
  await expect(question(page)).not.toHaveText(fourth)
  await page.getByRole('link', { name: '나가기' }).click()
  await expect.poll(async () => (await requester.request<{ answers_submitted: number }>('GET', `/projects/${project.project_id}/progress`)).answers_submitted).toBe(4)
})

test('several answers can be gone back to, one after the other', async ({ page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator)
  await signUp(page, '돌이')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const texts: string[] = []
  for (let count = 0; count < 3; count += 1) {
    texts.push((await question(page).textContent()) ?? '')
    await page.keyboard.press('1')
    await expect(question(page)).not.toHaveText(texts.at(-1) ?? '')
  }
  for (const text of texts.toReversed()) {
    await page.keyboard.press('z')
    await expect(question(page)).toHaveText(text)
    await expect(page.getByRole('radio', { name: /좋음/ })).toBeChecked()
  }
  for (let count = 0; count < 3; count += 1) {
    const text = (await question(page).textContent()) ?? ''
    await page.keyboard.press('2')
    await expect(question(page)).not.toHaveText(text)
  }
  await page.getByRole('link', { name: '나가기' }).click()
  await expect.poll(async () => (await requester.request<{ answers_submitted: number }>('GET', `/projects/${project.project_id}/progress`)).answers_submitted).toBe(3)
})

test('every twenty answers it says what was done, and stands in nobody\'s way', async ({ page, server }) => {
  const { project } = await placeOrder(server.url, operator, {}, 24)
  await signUp(page, '스물')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const next = async () => {
    const text = (await question(page).textContent()) ?? ''
    await page.keyboard.press('1')
    await expect(question(page)).not.toHaveText(text)
  }
  for (let count = 0; count < 20; count += 1) await next()
  const card = page.getByRole('region', { name: '여기까지 한 일' })
  await expect(card).toContainText('20건을 했어요.')
  await expect(card).toContainText('₩600')
  await expectAccessible(page)
  await shot(page, 'batch-ko-desktop')
  await next()
  await expect(card).toBeHidden()
})

test('the guide is searched beside the task, and on a phone every target is wide enough', async ({ browser, page, server }) => {
  const { project } = await placeOrder(server.url, operator, { guide_markdown: guide })
  await signUp(page, '찾아')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const side = page.getByRole('region', { name: '작업 안내' })
  await side.getByRole('searchbox', { name: '안내에서 찾기' }).fill('배송')
  await expect(side.getByText('1곳에서 찾았어요.')).toBeVisible()
  await expect(side.getByText('배송이 늦다는 말만 있으면 나쁨이에요.')).toBeVisible()
  await expect(side.getByText('2.', { exact: true })).toBeVisible()
  await expect(side.getByText('별점은 보지 않아요', { exact: false })).toBeHidden()
  await shot(page, 'guide-ko-desktop')
  await side.getByRole('searchbox').fill('없는 말')
  await expect(side.getByText('찾는 말이 없어요.')).toBeVisible()
  await expectAccessible(page)

  for (const locale of ['ko', 'en'] as const) {
    const context = await browser.newContext({ ...phone, baseURL: server.url, locale: locale === 'ko' ? 'ko-KR' : 'en-US', storageState: await page.context().storageState() })
    await context.addInitScript((value) => localStorage.setItem('pumasi.locale', value), locale)
    const hand = await context.newPage()
    await hand.goto('/work')
    if (locale === 'en') {
      await hand.goto('/work/me')
      await hand.getByText('English', { exact: true }).click()
    }
    await hand.goto(`/work/projects/${project.project_id}/work`)
    await expect(question(hand)).toBeVisible()
    await shot(hand, `player-${locale}-phone`)
    const small = await hand.evaluate(() =>
      [...document.querySelectorAll('button, a, [role=radio], input, summary')]
        .filter((one) => one.checkVisibility())
        .map((one) => ({ name: one.getAttribute('aria-label') ?? one.textContent, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && (box.width < 44 || box.height < 44))
        .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
    )
    expect(small).toEqual([])
    await hand.getByRole('button', { name: locale === 'ko' ? '더 보기' : 'More' }).click()
    await shot(hand, `more-${locale}-phone`)
    await hand.getByRole('button', { name: locale === 'ko' ? /^단축키/ : /^Keys/ }).click()
    await expect(hand.getByRole('dialog')).toBeVisible()
    await hand.locator('summary').click()
    await shot(hand, `keys-${locale}-phone`)
    await hand.keyboard.press('Escape')
    await hand.getByRole('button', { name: locale === 'ko' ? /작업 안내/ : /Guide/i }).first().click()
    await shot(hand, `guide-${locale}-phone`)
    await expectAccessible(hand)
    await context.close()
  }
})

test('the clause that a return names opens the guide there', async ({ browser, page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator, { guide_markdown: guide }, 1)
  const context = await browser.newContext({ ...phone, baseURL: server.url, locale: 'ko-KR' })
  const worker = await context.newPage()
  await signUp(worker, '고침')
  await worker.goto(`/work/projects/${project.project_id}/work`)
  await worker.getByRole('radio', { name: /나쁨/ }).tap()
  const inspectorEmail = await signUp(page, '봄이')
  await requester.request('POST', `/projects/${project.project_id}/invitations`, { email: inspectorEmail, role: 'inspect' })
  await worker.getByRole('link', { name: '나가기' }).tap()
  await expect.poll(async () => (await requester.request<{ answers_in_review: number }>('GET', `/projects/${project.project_id}/progress`)).answers_in_review).toBe(1)
  await page.goto(`/work/projects/${project.project_id}/inspect`)
  await expect(page.getByRole('radio', { name: /나쁨/ })).toBeChecked()
  for (const key of ['r', '1', '3']) {
    await page.keyboard.press(key)
    await page.waitForTimeout(200)
  }
  await page.getByRole('button', { name: '돌려보내고 다음' }).click()
  await page.getByRole('link', { name: '나가기' }).click()
  await expect(async () => {
    await worker.goto('/work')
    await worker.getByRole('link', { name: '고치러 가기' }).tap({ timeout: 1500 })
  }).toPass()
  await worker.getByRole('button', { name: /^안내 [\d.]+항$/ }).tap()
  const dialog = worker.getByRole('dialog', { name: '작업 안내' })
  await expect(dialog.locator('[data-clause]:focus')).toBeInViewport()
  await shot(worker, 'clause-ko-phone')
  await context.close()
})
