// The real server on a folder of its own, a requester's project of pictures, and a worker.
import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const operator = { email: 'operator@example.test', password: 'operator-password-1' }
const password = 'long-enough-password'

/** The optimized server if it is built, otherwise the other one; `PUMASI_BINARY` names a third. */
function binary() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
  const found = [process.env.PUMASI_BINARY, join(target, 'release/pumasi'), join(target, 'debug/pumasi')].find((path) => path && existsSync(path))
  if (!found) throw new Error('there is no server: cargo build --release -p pumasi, or name one in PUMASI_BINARY')
  return found
}

const freePort = () =>
  new Promise((done, fail) => {
    const probe = createServer()
    probe.once('error', fail)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })

export async function startServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'pumasi-bench-'))
  const port = await freePort()
  const env = { ...process.env, PUMASI_DATA_DIR: dataDir, PUMASI_LISTEN: `127.0.0.1:${port}`, PUMASI_RATE_LIMITS: 'false', PUMASI_LOG: 'warn' }
  delete env.DATABASE_URL
  const path = binary()
  execFileSync(path, ['user', 'create-operator', operator.email], { env: { ...env, PUMASI_PASSWORD: operator.password }, stdio: ['ignore', 'ignore', 'inherit'] })
  const child = spawn(path, ['serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 150) throw new Error('the server did not answer')
    if ((await fetch(`${url}/healthz`).catch(() => null))?.ok) break
    await new Promise((done) => setTimeout(done, 100))
  }
  return {
    url,
    port,
    path,
    stop: async () => {
      const gone = new Promise((done) => child.once('exit', done))
      child.kill('SIGTERM')
      await gone
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Somebody at the API, signed in by cookie. */
class Client {
  #cookie = ''
  #token = ''
  constructor(url) {
    this.url = url
  }
  async request(method, path, body, type = 'application/json') {
    const headers = { cookie: this.#cookie, 'x-csrf-token': this.#token, 'idempotency-key': randomUUID(), 'content-type': type }
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const reply = await fetch(`${this.url}/api${path}`, { method, headers, body: body === undefined ? null : raw ? body : JSON.stringify(body) })
    this.#cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? this.#cookie
    const text = await reply.text()
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`)
    const value = text ? JSON.parse(text) : undefined
    this.#token = value?.csrf_token ?? this.#token
    return value
  }
}

const draft = {
  name: '고양이일까, 개일까?',
  description: '사진을 보고 골라요.',
  interface_xml: `<View><Header value="무엇이 보이나요?"/><Image name="image" value="$image"/>
    <Choices name="kind" toName="image" choice="single" required="true"><Choice value="고양이"/><Choice value="개"/><Choice value="둘 다 아님"/></Choices></View>`,
  guide_markdown: '# 고르는 기준\n\n1. 고양이만 보이면 고양이를 골라요.\n2. 개만 보이면 개를 골라요.\n3. 나머지는 둘 다 아님을 골라요.\n',
  reward_minor: 10,
  inspection_reward_minor: 5,
  answers_per_task: 8,
  inspect_percent: 0,
  max_rounds: 2,
  quality: { overlap: 'fixed', answers_min: 8, margin: 2, target_permille: 950, inspection: 'share', gold_percent: 0, training_tasks: 0, inspector_gold_percent: 0, grow_gold: false, use_predictions: false },
  rules: [],
  work_audience: 'everybody',
  inspect_audience: 'invited',
  exam_size: 5,
  exam_pass_percent: 80,
  lease_seconds: 1800,
  return_seconds: 86_400,
  accept_seconds: 604_800,
  budget_minor: 200_000,
  deadline: null,
  adult: false,
  language: 'ko',
}

/** The demo's drawings of animals, as text. */
export function demoDrawings() {
  const folder = join(root, 'web/dist/demo/pets')
  if (!existsSync(folder)) throw new Error('the front end is not built: npm run build in web/')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.svg'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
}

/** An open project with a task for each picture; the id. `changes`: to the project; `predictions`: regions that each task brings. */
export async function openProject(url, pictures, { draft: changes = {}, predictions = [] } = {}) {
  const desk = new Client(url)
  await desk.request('POST', '/sessions', operator)
  const requester = new Client(url)
  await requester.request('POST', '/users', { email: `requester-${randomUUID()}@example.test`, password, display_name: '한빛', locale: 'ko' })
  const { organization_id } = await requester.request('POST', '/organizations', { name: '한빛 데이터랩' })
  await desk.request('POST', `/operator/organizations/${organization_id}/deposits`, { amount_minor: 1_000_000, note: 'bench' })
  const { project_id } = await requester.request('POST', `/organizations/${organization_id}/projects`, { ...draft, ...changes, ...(predictions.length > 0 ? { quality: { ...draft.quality, use_predictions: true } } : {}) })
  const rows = []
  for (const [index, bytes] of pictures.entries()) {
    const { reference } = await requester.request('POST', `/projects/${project_id}/media?file_name=${index}.jpg`, bytes, 'application/octet-stream')
    rows.push(JSON.stringify(predictions.length > 0 ? { data: { image: reference }, predictions: [{ model_version: 'bench', result: predictions }] } : { image: reference }))
  }
  const { import_id } = await requester.request('POST', `/projects/${project_id}/imports?format=jsonl&file_name=rows.jsonl&on_error=refuse`, rows.join('\n'), 'application/x-ndjson')
  for (;;) {
    const { state, reason } = await requester.request('GET', `/projects/${project_id}/imports/${import_id}`)
    if (state === 'done') break
    if (state === 'refused' || state === 'failed') throw new Error(`the import was ${state}: ${reason}`)
    await new Promise((done) => setTimeout(done, 200))
  }
  await requester.request('POST', `/projects/${project_id}/open`, {})
  return { projectId: project_id, answers: async () => (await requester.request('GET', `/projects/${project_id}/progress`)).answers_submitted }
}

export const newPerson = () => ({ email: `worker-${randomUUID()}@example.test`, password, display_name: '김하나' })
