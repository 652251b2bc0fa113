import { beforeEach, expect, it, vi } from 'vitest'
import type { SendOptions } from '@/studio/lib/upload'
import { PictureUpload, type UploadState } from './upload-job'

const { sent, refuse } = vi.hoisted(() => ({ sent: [] as SendOptions[], refuse: new Set<string>() }))
vi.mock('@/studio/lib/upload', async (original) => {
  const real = await original<typeof import('@/studio/lib/upload')>()
  const send = (options: SendOptions) => {
    sent.push(options)
    const name = new URL(options.url, 'http://x').searchParams.get('file_name') ?? ''
    if (refuse.has(name)) return Promise.reject(new real.UploadError(422, { code: 'invalid', errors: [] }))
    return Promise.resolve({ reference: `media:${name}`, import_id: 'i1' })
  }
  return { ...real, send }
})

const files = ['cat/1.png', 'dog/2.png', 'other/3.png'].map((path) => ({ path, file: new File(['x'], path.split('/')[1]!) }))
const names = () => sent.map((one) => new URL(one.url, 'http://x').searchParams.get('file_name'))
const imported = async () => (await (sent.at(-1)!.body as Blob).text()).trim().split('\n').map((line) => JSON.parse(line) as unknown)

beforeEach(() => {
  sent.length = 0
  refuse.clear()
})

it('sends only what is missing on a second try, and each picture becomes one row with its answer', async () => {
  refuse.add('2.png')
  const states: UploadState[] = []
  const upload = new PictureUpload('p1', files, { on_error: 'skip', gold_column: '', image_field: 'image', gold_folders: new Map([['cat', '고양이'], ['dog', 'dog']]) }, (state) => states.push(state))
  await upload.run()
  expect(states.at(-1)).toMatchObject({ phase: 'stuck', done_files: 2, failures: [{ path: 'dog/2.png' }] })

  refuse.clear()
  sent.length = 0
  await upload.run()
  expect(names()).toEqual(['2.png', 'pictures.jsonl'])
  expect(new URL(sent.at(-1)!.url, 'http://x').searchParams.get('gold_column')).toBe('known_answer')
  expect(await imported()).toEqual([
    { id: 'cat/1.png', data: { image: 'media:1.png', file_name: 'cat/1.png', known_answer: '고양이' } },
    { id: 'dog/2.png', data: { image: 'media:2.png', file_name: 'dog/2.png', known_answer: 'dog' } },
    { id: 'other/3.png', data: { image: 'media:3.png', file_name: 'other/3.png' } },
  ])
  expect(states.at(-1)).toMatchObject({ phase: 'done', done_files: 3 })
})

it('goes on without the pictures that could not be sent when asked to', async () => {
  refuse.add('1.png')
  const upload = new PictureUpload('p1', files, { on_error: 'skip', gold_column: '', image_field: 'image', gold_folders: new Map() }, () => undefined)
  await upload.run()
  await upload.finish()
  expect(await imported()).toHaveLength(2)
})
