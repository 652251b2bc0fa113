// What the README shows, screen by screen, as the people of the demo see it. `show` leads the page there;
// `readme` is the language in which the README has it.

const password = 'pumasi-demo'

/** The demo's projects. */
const projects = { boxes: '들판의 동물에 상자 그리기', pets: '고양이일까, 개일까?', chat: '두 사람의 일상 대화 쓰기' }

/** Signs in through the API of the page and speaks the wanted language from then on. */
async function enter(page, email, locale, path) {
  await page.goto(path.startsWith('/studio') ? '/studio/sign-in' : '/work/sign-in')
  await page.evaluate(
    async ([login, wanted]) => {
      const send = (method, url, body, token) =>
        fetch(url, { method, headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), ...(token ? { 'x-csrf-token': token } : {}) }, body: JSON.stringify(body) })
      const reply = await send('POST', '/api/sessions', login)
      if (!reply.ok) throw new Error(`cannot sign in as ${login.email}: ${reply.status}`)
      const { csrf_token: token } = await reply.json()
      await send('PATCH', '/api/me', { locale: wanted }, token)
    },
    [{ email, password }, locale],
  )
  await page.goto(path)
}

const worker = (page, locale, path) => enter(page, 'worker@example.com', locale, path)
const inspector = (page, locale, path) => enter(page, 'inspector@example.com', locale, path)
const requester = (page, locale, path) => enter(page, 'requester@example.com', locale, path)
const operator = (page, locale, path) => enter(page, 'operator@example.com', locale, path)

/** The address of a project, asked of the server by its name. */
async function projectId(page, list, name) {
  const found = await page.evaluate(async (url) => (await fetch(url)).json(), list)
  const project = found.items.find((one) => one.name === name)
  if (!project) throw new Error(`the demo has no project called ${name}`)
  return project.project_id
}

async function workOn(page, locale, name) {
  await worker(page, locale, '/work')
  await page.goto(`/work/projects/${await projectId(page, '/api/work/projects', name)}/work`)
}

async function orderOf(page, locale, name, tab) {
  await requester(page, locale, '/studio')
  const me = await page.evaluate(async () => (await fetch('/api/me')).json())
  const list = `/api/organizations/${me.memberships[0].organization_id}/projects`
  await page.goto(`/studio/projects/${await projectId(page, list, name)}/${tab}`)
}

const picture = (page) => page.locator('.pt-loaded').first().waitFor()

/** The conversation is in the project's language, whatever the screen's; a draft that is there already stays. */
async function writeTurns(page) {
  await page.getByRole('textbox').last().waitFor()
  for (const line of ['이번 주말에 뭐 해?', '비 온다던데, 집에서 영화나 볼까 해.']) {
    if ((await page.getByText(line).count()) > 0) continue
    await page.getByRole('textbox').last().fill(line)
    await page.getByRole('textbox').last().press('Enter')
    await page.getByText(line).first().waitFor()
  }
}

export const scenes = [
  {
    name: 'home',
    readme: 'ko',
    frame: 'phone',
    show: async (page, locale) => {
      await worker(page, locale, '/work')
      await page.getByRole('heading', { name: projects.pets }).waitFor()
    },
  },
  {
    name: 'player-choices',
    readme: 'ko',
    frame: 'phone',
    show: async (page, locale) => {
      await workOn(page, locale, projects.pets)
      await page.getByRole('radio').first().waitFor()
    },
  },
  {
    name: 'chat',
    readme: 'ko',
    frame: 'phone',
    show: async (page, locale) => {
      await workOn(page, locale, projects.chat)
      await writeTurns(page)
    },
  },
  {
    name: 'returned',
    readme: 'ko',
    frame: 'phone',
    show: async (page, locale) => {
      await worker(page, locale, '/work')
      await page.locator('a[href*="?first="]').first().click()
      await picture(page)
    },
  },
  {
    name: 'wallet',
    frame: 'phone',
    show: async (page, locale) => {
      await worker(page, locale, '/work/wallet')
      await page.getByRole('figure').first().waitFor()
    },
  },
  {
    name: 'review',
    readme: 'ko',
    frame: 'desktop',
    show: async (page, locale) => {
      await inspector(page, locale, '/work')
      await page.goto(`/work/projects/${await projectId(page, '/api/work/projects', projects.boxes)}/inspect`)
      await picture(page)
    },
  },
  {
    name: 'review-return',
    frame: 'desktop',
    show: async (page, locale) => {
      await inspector(page, locale, '/work')
      await page.goto(`/work/projects/${await projectId(page, '/api/work/projects', projects.boxes)}/inspect`)
      await picture(page)
      for (const key of ['r', '2', '4']) await page.keyboard.press(key)
      await page.getByRole('listbox').focus()
      await page.keyboard.press('ArrowDown')
    },
  },
  {
    name: 'studio-overview',
    frame: 'desktop',
    show: (page, locale) => orderOf(page, locale, projects.pets, 'overview'),
  },
  {
    name: 'studio-tasks',
    readme: 'en',
    frame: 'desktop',
    show: async (page, locale) => {
      await orderOf(page, locale, projects.boxes, 'tasks?state=done')
      await page.getByRole('row').nth(1).getByRole('link').click()
      await picture(page)
    },
  },
  {
    name: 'studio-results',
    frame: 'desktop',
    show: (page, locale) => orderOf(page, locale, projects.boxes, 'results'),
  },
  {
    name: 'studio-quality',
    readme: 'en',
    frame: 'desktop',
    show: async (page, locale) => {
      await orderOf(page, locale, projects.pets, 'quality')
      await page.getByRole('figure').first().waitFor()
    },
  },
  {
    name: 'studio-certificate',
    frame: 'desktop',
    show: async (page, locale) => {
      await orderOf(page, locale, projects.pets, 'quality?view=certificate')
      await page.getByRole('figure').first().waitFor()
    },
  },
  {
    name: 'studio-quality-people',
    frame: 'desktop',
    show: async (page, locale) => {
      await orderOf(page, locale, projects.pets, 'quality?view=people')
      await page.getByRole('row').nth(1).waitFor()
    },
  },
  {
    name: 'studio-wizard',
    readme: 'en',
    frame: 'desktop',
    show: async (page, locale) => {
      await requester(page, locale, '/studio')
      const me = await page.evaluate(async () => (await fetch('/api/me')).json())
      await page.goto(`/studio/organizations/${me.memberships[0].organization_id}/new-project`)
      await page.getByRole('textbox').first().fill(locale === 'ko' ? '거리에서 차와 사람 찾기' : 'Find cars and people in the street')
      await page.getByRole('radio', { name: locale === 'ko' ? /^상자 그리기/ : /^Bounding boxes/ }).check()
      await picture(page)
    },
  },
  {
    name: 'top-earners',
    readme: 'en',
    frame: 'desktop',
    show: (page, locale) => operator(page, locale, '/studio/operator/top-earners'),
  },
]
