import { randomUUID } from 'node:crypto'
import type { Me, Organization, Project, ProjectDraft } from '../../src/api/types'

/** A person at the API, for what a test needs before its screens begin: signs in with a cookie as a browser does. */
export class Client {
  #cookie = ''
  #csrfToken = ''

  constructor(private readonly url: string) {}

  async request<T>(method: string, path: string, body?: unknown, contentType = 'application/json'): Promise<T> {
    const headers: Record<string, string> = { cookie: this.#cookie, 'x-csrf-token': this.#csrfToken, 'idempotency-key': randomUUID() }
    if (body !== undefined) headers['content-type'] = contentType
    const reply = await fetch(`${this.url}/api${path}`, { method, headers, body: body === undefined ? null : typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) })
    const cookie = reply.headers.getSetCookie()[0]
    if (cookie) this.#cookie = cookie.split(';')[0] ?? ''
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    return (text ? JSON.parse(text) : undefined) as T
  }

  async #enter(path: string, body: object): Promise<Me> {
    const me = await this.request<Me>('POST', path, body)
    this.#csrfToken = me.csrf_token
    return me
  }
  signIn = (person: { email: string; password: string }) => this.#enter('/sessions', person)
  signUp = (person: { email: string; password: string; display_name: string }) => this.#enter('/users', { locale: 'ko', ...person })
}

let made = 0
/** Addresses that nobody has used before, also on a database that lives longer than a run. */
export const freshEmail = (name: string): string => `${name}-${Date.now()}-${(made += 1)}@example.test`
export const password = 'long-enough-password'

export const textDraft: ProjectDraft = {
  name: '리뷰는 어떤 마음일까요?',
  description: '짧은 리뷰를 읽고 마음을 골라요.',
  interface_xml: `<View><Header value="이 리뷰는 어떤 마음인가요?"/><Text name="text" value="$text"/>
    <Choices name="mood" toName="text" choice="single" required="true"><Choice value="좋음"/><Choice value="나쁨"/></Choices></View>`,
  guide_markdown: '# 기준\n\n1. 칭찬이 더 많으면 좋음을 골라요.\n2. 불만이 더 많으면 나쁨을 골라요.\n',
  reward_minor: 30,
  inspection_reward_minor: 15,
  answers_per_task: 1,
  inspect_percent: 100,
  max_rounds: 2,
  quality: {
    overlap: 'fixed',
    answers_min: 1,
    margin: 2,
    target_permille: 950,
    inspection: 'share',
    gold_percent: 0,
    training_tasks: 0,
    inspector_gold_percent: 0,
    grow_gold: false,
    use_predictions: false,
  },
  rules: [],
  work_audience: 'everybody',
  inspect_audience: 'invited',
  exam_size: 5,
  exam_pass_percent: 80,
  lease_seconds: 1800,
  return_seconds: 86_400,
  accept_seconds: 604_800,
  budget_minor: 100_000,
  deadline: null,
  adult: false,
  sensitivity: { kinds: [], break_after_minutes: null, break_minutes: null, daily_minutes: null },
  language: 'ko',
}

export type Order = { requester: Client; email: string; organization: Organization; project: Project }

/** A requester with money and an open project full of texts: what a worker finds on a normal day. */
export async function placeOrder(url: string, operator: { email: string; password: string }, draft: Partial<ProjectDraft> = {}, tasks: number | readonly object[] = 20): Promise<Order> {
  const requester = new Client(url)
  const email = freshEmail('requester')
  await requester.signUp({ email, password, display_name: '한빛' })
  const organization = await requester.request<Organization>('POST', '/organizations', { name: '한빛 데이터랩' })
  const desk = new Client(url)
  await desk.signIn(operator)
  await desk.request('POST', `/operator/organizations/${organization.organization_id}/deposits`, { amount_minor: 1_000_000, note: '첫 입금' })
  const project = await requester.request<Project>('POST', `/organizations/${organization.organization_id}/projects`, { ...textDraft, name: `${textDraft.name} ${(made += 1)}`, ...draft })
  // Without tasks it stays a draft: the test brings its own.
  if (tasks === 0) return { requester, email, organization, project }
  const rows = typeof tasks === 'number' ? Array.from({ length: tasks }, (_, index) => ({ text: `${index + 1}번째 리뷰: 배송이 빨라서 좋았어요.` })) : tasks
  await addRows(requester, project.project_id, rows.map((row) => JSON.stringify(row)).join('\n'))
  await requester.request('POST', `/projects/${project.project_id}/open`, {})
  return { requester, email, organization, project }
}

/** Sends rows in and waits until they are tasks. */
export async function addRows(requester: Client, projectId: string, jsonl: string): Promise<void> {
  const { import_id } = await requester.request<{ import_id: string }>(
    'POST',
    `/projects/${projectId}/imports?format=jsonl&file_name=rows.jsonl&on_error=refuse`,
    jsonl,
    'application/x-ndjson',
  )
  for (let tries = 0; tries < 100; tries += 1) {
    const { state, reason } = await requester.request<{ state: string; reason: string | null }>('GET', `/projects/${projectId}/imports/${import_id}`)
    if (state === 'done') return
    if (state === 'refused' || state === 'failed') throw new Error(`the import was ${state}: ${reason}`)
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('the import did not end within 10 s')
}
