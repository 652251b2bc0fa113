import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Attempt, indexedDbStorage, Outbox, type OutboxEntry } from './outbox'

let sent: string[] = []
let done: string[] = []
let refused: string[] = []
let answer: (entry: OutboxEntry) => Attempt<string> = () => ({ outcome: 'done', reply: 'ok' })

const make = () =>
  new Outbox<OutboxEntry, string>({
    send: (entry) => {
      sent.push(entry.key)
      return Promise.resolve(answer(entry))
    },
    onDone: (entry) => done.push(entry.key),
    onRefused: (entry) => refused.push(entry.key),
  })
const entry = (key: string, holdMs = 0, owner = 'ada'): OutboxEntry => ({
  key,
  owner,
  path: `/answers/${key}`,
  body: {},
  meta: {},
  queuedAt: Date.now(),
  holdUntil: holdMs > 0 ? Date.now() + holdMs : 0,
  attempts: 0,
})

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  for (const left of await indexedDbStorage.all()) await indexedDbStorage.remove(left.key)
  sent = []
  done = []
  refused = []
  answer = () => ({ outcome: 'done', reply: 'ok' })
})
afterEach(() => vi.useRealTimers())
const settle = () => vi.waitFor(() => expect(done.length + refused.length).toBe(sent.length))

test('sends in order and keeps nothing afterwards', async () => {
  const outbox = make()
  outbox.add(entry('one'))
  outbox.add(entry('two'))
  await vi.waitFor(() => expect(done).toEqual(['one', 'two']))
  expect(await indexedDbStorage.all()).toEqual([])
})

test('holds the last entry until its time, or until the next one', async () => {
  const outbox = make()
  outbox.add(entry('one', 5000))
  await vi.advanceTimersByTimeAsync(4000)
  expect(sent).toEqual([])
  outbox.add(entry('two', 5000))
  await settle()
  expect(sent).toEqual(['one'])
  await vi.advanceTimersByTimeAsync(5000)
  await settle()
  expect(sent).toEqual(['one', 'two'])
})

test('takes back what has not left, and only that', async () => {
  const outbox = make()
  outbox.add(entry('one', 5000))
  expect(outbox.cancel('one')?.key).toBe('one')
  expect(outbox.cancel('one')).toBeNull()
  await vi.advanceTimersByTimeAsync(6000)
  expect(sent).toEqual([])
})

test('tries again with the same key until it is through', async () => {
  const outbox = make()
  answer = () => ({ outcome: 'later' })
  outbox.add(entry('one'))
  await vi.waitFor(() => expect(sent).toHaveLength(1))
  await vi.waitFor(async () => expect((await indexedDbStorage.all())[0]?.attempts).toBe(1))
  answer = () => ({ outcome: 'done', reply: 'ok' })
  await vi.advanceTimersByTimeAsync(60_000)
  await vi.waitFor(() => expect(done).toEqual(['one']))
  expect(sent).toEqual(['one', 'one'])
})

test('a later page takes up what an earlier one left, of the same person only', async () => {
  await indexedDbStorage.put(entry('mine', 99_999))
  await indexedDbStorage.put(entry('theirs', 0, 'bob'))
  const outbox = make()
  await outbox.open('ada')
  await vi.waitFor(() => expect(done).toEqual(['mine']))
  expect((await indexedDbStorage.all()).map((left) => left.key)).toEqual(['theirs'])
})

test('a refusal is reported and does not block the rest', async () => {
  const outbox = make()
  answer = (sending) => (sending.key === 'one' ? { outcome: 'refused', error: new Error('gone') } : { outcome: 'done', reply: 'ok' })
  outbox.add(entry('one'))
  outbox.add(entry('two'))
  await vi.waitFor(() => expect(done).toEqual(['two']))
  expect(refused).toEqual(['one'])
})
