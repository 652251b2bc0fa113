import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Assignment } from '@/api/types'

type Call = { method: string; path: string; body: Record<string, unknown>; key: string | null }
let calls: Call[] = []
let issued = 0
let offline = false
let mine: Assignment[] = []
let tasksLeft = 100
/** What is said to the answers of who is new: true, false, or nothing more once the list is used up. */
let lessons: boolean[] = []
let myAnswers: number | undefined

const assignment = (id: string, more: Partial<Assignment> = {}): Assignment => ({
  assignment_id: id,
  project_id: 'p',
  project_name: 'Pets',
  task_id: `t-${id}`,
  role: 'work',
  state: 'active',
  round: 0,
  issued_at: '2026-11-24T00:00:00Z',
  leased_until: new Date(Date.now() + 600_000).toISOString(),
  reward_minor: 30,
  guide_version: 1,
  tree: null,
  data: { text: id },
  predictions: [],
  draft: null,
  returned: null,
  inspect: null,
  ...more,
})
const hand = (count: number) => Array.from({ length: Math.max(0, Math.min(count, tasksLeft - issued)) }, () => assignment(`a${++issued}`))
const next = (count: number) => {
  const assignments = hand(count)
  return { assignments, reason: count > 0 && assignments.length === 0 ? 'nothing_now' : null, retry_after_seconds: 30 }
}

function feedback(path: string) {
  const right = path.endsWith('/answer') ? lessons.shift() : undefined
  return right === undefined ? null : { right, expected: [], note: 'see 1' }
}

function serve(path: string, method: string, body: Record<string, unknown>): [number, unknown] {
  if (path === '/api/work/projects/p') return [200, { project_id: 'p', name: 'Pets', tree: { tag: 'View', attributes: {}, children: [] }, guide: { version: 1, markdown: '', clauses: [] }, ...(myAnswers === undefined ? {} : { my: { answers: myAnswers } }) }]
  if (path === '/api/work/assignments') return [200, { items: mine }]
  if (path.endsWith('/assignments')) return [200, next(Number(body.count))]
  if (path.endsWith('/withdraw')) return [409, { code: 'too_late', detail: '' }]
  if (method === 'POST') return [200, { ...next(Number(body.claim ?? 0)), feedback: feedback(path), receipt: {}, today: { answers: 1, inspections: 0, earned_minor: 0, pending_minor: 30 } }]
  return [404, { code: 'not_found', detail: '' }]
}

beforeEach(() => {
  calls = []
  issued = 0
  offline = false
  mine = []
  tasksLeft = 100
  lessons = []
  myAnswers = undefined
  vi.resetModules()
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (offline) return Promise.reject(new TypeError('no network'))
    const body = init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {}
    calls.push({ method: init.method ?? 'GET', path: url, body, key: (init.headers as Record<string, string>)['Idempotency-Key'] ?? null })
    const [status, reply] = serve(url, init.method ?? 'GET', body)
    return Promise.resolve(new Response(JSON.stringify(reply), { status, headers: { 'Content-Type': 'application/json' } }))
  })
})
afterEach(() => vi.unstubAllGlobals())

async function open() {
  const { AssignmentQueue } = await import('./queue')
  const { outbox } = await import('./outbox')
  const queue = new AssignmentQueue('p', 'work', 'ada')
  await queue.start()
  const ids = () => queue.store.get().items.map((one) => one.assignment_id)
  const answer = () => queue.answer({ kind: 'regions', regions: [], active_ms: 900 })
  return { queue, outbox, ids, answer }
}
const answers = () => calls.filter((call) => call.path.endsWith('/answer'))

test('takes a few ahead and shows the next at once, without waiting for a reply', async () => {
  const { ids, answer } = await open()
  expect(ids()).toEqual(['a1', 'a2', 'a3', 'a4'])
  answer()
  expect(ids()).toEqual(['a2', 'a3', 'a4'])
  expect(answers()).toEqual([])
})

test('the next answer sends the one before, with its own key, and brings a new task', async () => {
  const { ids, answer } = await open()
  answer()
  answer()
  await vi.waitFor(() => expect(ids()).toEqual(['a3', 'a4', 'a5']))
  expect(answers()).toHaveLength(1)
  expect(answers()[0]).toMatchObject({ path: '/api/work/assignments/a1/answer', body: { claim: 1 } })
  expect(answers()[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
})

test('undo takes back what is held, and asks the server for what is not', async () => {
  const { queue, ids, answer, outbox } = await open()
  answer()
  expect(await queue.undo()).toBe(true)
  expect(ids()).toEqual(['a1', 'a2', 'a3', 'a4'])
  answer()
  outbox.flush()
  await vi.waitFor(() => expect(answers()).toHaveLength(1))
  await expect(queue.undo()).rejects.toMatchObject({ code: 'too_late' })
  expect(ids()).not.toContain('a1')
})

test('works on without a connection and loses nothing', async () => {
  const { ids, answer, outbox } = await open()
  offline = true
  answer()
  answer()
  await vi.waitFor(() => expect(outbox.entries[0]?.attempts).toBe(1))
  expect(ids()).toEqual(['a3', 'a4'])
  offline = false
  outbox.flush()
  await vi.waitFor(() => expect(answers().map((call) => call.path)).toEqual(['/api/work/assignments/a1/answer', '/api/work/assignments/a2/answer']))
})

test('returned answers come first; what is still unsent is not shown again', async () => {
  mine = [assignment('x1'), assignment('x2', { state: 'returned', returned: { reason: 'r', clause: '1', comments: [], at: '', round: 1 } })]
  const { queue, ids, answer } = await open()
  expect(ids().slice(0, 2)).toEqual(['x2', 'x1'])
  answer()
  await queue.start()
  expect(ids()).not.toContain('x2')
})

test('says why nothing more comes', async () => {
  tasksLeft = 1
  const { queue, ids, answer, outbox } = await open()
  answer()
  outbox.flush()
  await vi.waitFor(() => expect(queue.store.get().reason).toBe('nothing_now'))
  expect(ids()).toEqual([])
  expect(queue.store.get().retryAt).toBeGreaterThan(Date.now())
})

test('a newcomer is told at once what was right, and the next task waits for it', async () => {
  myAnswers = 0
  lessons = [false, true]
  const { queue, ids, answer } = await open()
  const state = () => queue.store.get()
  answer()
  await vi.waitFor(() => expect(state().lessons.map((one) => [one.assignment.assignment_id, one.feedback.right])).toEqual([['a1', false]]))
  expect(state().undoable).toBeNull()
  queue.endLesson()
  answer()
  expect(state().awaitsLesson).toBe(true)
  await vi.waitFor(() => expect(state().lessons[0]?.feedback.right).toBe(true))
  queue.endLesson()
  answer()
  await vi.waitFor(() => expect(state().awaitsLesson).toBe(false))
  expect(state().lessons).toEqual([])
  // Training is over: answers are held for a while again.
  answer()
  expect(ids()[0]).toBe('a5')
  expect(answers()).toHaveLength(3)
})

test('what is to be decided comes in the line of inspection', async () => {
  mine = [assignment('x1', { role: 'adjudicate' }), assignment('x2', { role: 'work' })]
  const { AssignmentQueue } = await import('./queue')
  const queue = new AssignmentQueue('p', 'inspect', 'ada')
  await queue.start()
  expect(queue.store.get().items.map((one) => one.assignment_id)).toEqual(['x1'])
})
