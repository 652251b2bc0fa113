import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { placeOrder } from './support/client'
import { operator } from './support/server'
import { expect, expectAccessible, signUp, test } from './support/test'

/** A WAV of one channel: a tone that swells a little, as a voice does. */
function wav(seconds: number, amplitude: number): Buffer {
  const rate = 48_000
  const data = Buffer.alloc(rate * seconds * 2)
  for (let i = 0; i < rate * seconds; i += 1) {
    data.writeInt16LE(Math.round(Math.sin(i * 0.06) * (0.7 + 0.3 * Math.sin(i / 9000)) * amplitude * 32_767), i * 2)
  }
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

const voice = join(mkdtempSync(join(tmpdir(), 'pumasi-voice-')), 'voice.wav')
writeFileSync(voice, wav(20, 0.4))

test.use({
  permissions: ['camera', 'microphone'],
  launchOptions: {
    executablePath: process.env.PUMASI_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-audio-capture=${voice}`],
  },
})

type Files = { items: { reference: string; url: string; content_type: string; width: number | null; facts: { kind: string; duration_ms?: number; level_dbfs?: number } }[] }
type Tasks = { items: { task_id: string; state: string }[] }

const recorder = `<View><Text name="text" value="$text"/>
  <Recorder name="voice" toName="text" prompt="$text" minSeconds="2" maxSeconds="10" required="true"/></View>`

test('a sentence is read aloud, heard, recorded again and sent', async ({ page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator, { interface_xml: recorder, inspect_percent: 0 }, 3)
  await signUp(page, '오소리')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const tool = page.locator('.pt-recorder')
  await expect(tool.getByText('이 글을 읽어 주세요')).toBeVisible()
  await expectAccessible(page)

  // Nothing is sent without a recording.
  await page.getByRole('button', { name: /^보내/ }).click()
  await expect(page.getByText('녹음해 주세요.', { exact: true })).toBeVisible()

  // Too short: said at once, before anything leaves.
  await tool.getByRole('button', { name: '녹음 시작' }).click()
  const meter = page.getByRole('meter', { name: '소리 크기' })
  await expect.poll(async () => Number(await meter.getAttribute('aria-valuenow'))).toBeGreaterThan(-40)
  await tool.getByRole('button', { name: '멈추기' }).click()
  await expect(tool.getByText('녹음이 짧아요', { exact: false })).toBeVisible()

  await tool.getByRole('button', { name: '다시 녹음' }).click()
  await expect(tool.getByRole('button', { name: '멈추기' })).toBeVisible()
  await page.waitForTimeout(3_000)
  await tool.getByRole('button', { name: '멈추기' }).click()
  await expect(tool).toHaveAttribute('data-state', 'sent')
  await expect(tool.locator('audio')).toBeVisible()
  await expectAccessible(page)

  // The page may be opened again in between: what was sent is still there, and can be heard.
  await expect.poll(async () => (await requester.request<Tasks>('GET', `/projects/${project.project_id}/tasks`)).items.filter((task) => task.state === 'in_work').length).toBeGreaterThan(0)
  await page.waitForTimeout(3_000)
  await page.reload()
  await expect(tool).toHaveAttribute('data-state', 'sent')
  await expect.poll(() => tool.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration)).toBeGreaterThan(2)

  await page.getByRole('button', { name: /^보내/ }).click()
  await expect(tool).toHaveAttribute('data-state', 'idle')
  const files = () => requester.request<Files>('GET', `/projects/${project.project_id}/files`)
  await expect.poll(async () => (await files()).items.length).toBeGreaterThan(0)
  const { items } = await files()
  const file = items.find((item) => item.facts.kind === 'recording')
  expect(file?.content_type).toBe('audio/wav')
  expect(file?.facts.duration_ms).toBeGreaterThan(2_000)
  expect(file?.facts.duration_ms).toBeLessThan(10_000)
  expect(file?.facts.level_dbfs).toBeGreaterThan(-20)
  expect((await fetch(new URL(file?.url ?? '', server.url))).headers.get('content-type')).toBe('audio/wav')
})

const camera = `<View><Text name="text" value="$text"/>
  <Capture name="photo" toName="text" prompt="표지판을 찍어 주세요" required="true" refuseDuplicates="true"/></View>`

test('a photo is taken, replaced and sent; the same again is refused with its reason', async ({ page, server }) => {
  const { project, requester } = await placeOrder(server.url, operator, { interface_xml: camera, inspect_percent: 0 }, 3)
  await signUp(page, '너구리')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const tool = page.locator('.pt-capture')
  await tool.getByRole('button', { name: '카메라 켜기' }).click()
  await expect(tool.locator('video')).toBeVisible()
  await expectAccessible(page)
  await tool.getByRole('button', { name: '찍기', exact: true }).click()
  const photo = tool.getByRole('img', { name: '1번째 찍은 것' })
  await expect(photo).toBeVisible()
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100)

  // Taken out, then one from a file.
  await tool.getByRole('button', { name: '1번째 찍은 것 지우기' }).click()
  await expect(photo).toBeHidden()
  const drawn = Buffer.from(await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 })
    const pen = canvas.getContext('2d')!
    for (let i = 0; i < 60; i += 1) {
      pen.fillStyle = `hsl(${i * 47} 80% ${20 + ((i * 13) % 60)}%)`
      pen.fillRect((i * 97) % 300, (i * 61) % 220, 20 + ((i * 31) % 90), 20 + ((i * 17) % 70))
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.9))
    return [...new Uint8Array(await blob!.arrayBuffer())]
  }))
  const choose = async () => tool.locator('input[type=file]').setInputFiles({ name: 'sign.jpg', mimeType: 'image/jpeg', buffer: drawn })
  await choose()
  await expect(photo).toBeVisible()
  await page.getByRole('button', { name: /^보내/ }).click()
  await expect.poll(async () => (await requester.request<Files>('GET', `/projects/${project.project_id}/files`)).items.length).toBeGreaterThan(0)

  // The next task, the same photo: the server says why not.
  await expect(photo).toBeHidden()
  await choose()
  await expect(tool.getByText('이미 낸 사진이거나 거의 같은 사진이에요', { exact: false })).toBeVisible()
})

test('a video is filmed and sent', async ({ page, server }) => {
  const interface_xml = `<View><Text name="text" value="$text"/><Capture name="clip" toName="text" kind="video" minSeconds="1" maxSeconds="8" required="true"/></View>`
  const { project, requester } = await placeOrder(server.url, operator, { interface_xml, inspect_percent: 0 }, 2)
  await signUp(page, '고라니')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const tool = page.locator('.pt-capture')
  await tool.getByRole('button', { name: '카메라 켜기' }).click()
  await tool.getByRole('button', { name: '촬영 시작' }).click()
  await page.waitForTimeout(2_500)
  await tool.getByRole('button', { name: '촬영 멈추기' }).click()
  await expect(tool.locator('li video')).toBeVisible()
  await page.getByRole('button', { name: /^보내/ }).click()
  const files = () => requester.request<Files>('GET', `/projects/${project.project_id}/files`)
  await expect.poll(async () => (await files()).items.length).toBe(1)
  const { items: [clip] } = await files()
  expect(clip?.facts.duration_ms).toBeGreaterThan(1_500)
  expect(clip?.facts.duration_ms).toBeLessThan(8_000)
})

test('a phone number and a copied text are stopped, each with its reason', async ({ page, server }) => {
  const interface_xml = `<View><Text name="text" value="$text"/><TextArea name="note" toName="text" language="ko" refuseDuplicates="true" required="true"/></View>`
  const { project, requester } = await placeOrder(server.url, operator, { interface_xml, inspect_percent: 0 }, 4)
  await signUp(page, '수달')
  await page.goto(`/work/projects/${project.project_id}/work`)
  const field = page.getByRole('textbox')
  const submit = page.getByRole('button', { name: /^보내/ })
  await field.fill('제 번호는 010-1234-5678이에요.')
  await submit.click()
  await expect(page.getByText('전화번호가 들어 있어요', { exact: false })).toBeVisible()
  await field.fill('The weather is lovely today.')
  await submit.click()
  await expect(page.getByText('한국어로 써 주세요', { exact: false })).toBeVisible()
  await field.fill('처음으로 혼자 여행했던 날은 비가 많이 왔어요. 그래도 마음은 정말 가벼웠어요.')
  await submit.click()
  await expect(field).toHaveValue('')
  await expect.poll(async () => (await requester.request<{ answers_submitted: number }>('GET', `/projects/${project.project_id}/progress`)).answers_submitted).toBe(1)
  await field.fill('처음으로 혼자 여행했던 날은 비가 많이 왔어요! 그래도 마음은 정말 가벼웠어요.')
  await submit.click()
  await expect(page.getByText('이미 낸 글과 같거나 거의 같아요', { exact: false })).toBeVisible()
})
