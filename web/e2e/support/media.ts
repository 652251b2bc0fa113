import type { Browser, Page } from '@playwright/test'
import type { Organization, Project, Region } from '../../src/api/types'
import { Client, addRows, freshEmail, password, textDraft } from './client'
import { joinWork, meet, type Person } from './people'
import { operator } from './server'

/** A sound of one channel: silence, and a tone in each stretch of seconds. */
export function wav(seconds: number, tones: readonly (readonly [number, number])[], rate = 8_000): Uint8Array {
  const count = Math.round(seconds * rate)
  const bytes = Buffer.alloc(44 + count * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + count * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(rate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(count * 2, 40)
  for (let at = 0; at < count; at += 1) {
    const second = at / rate
    const loud = tones.some(([start, end]) => second >= start && second < end)
    bytes.writeInt16LE(loud ? Math.round(Math.sin(second * 440 * 2 * Math.PI) * (12_000 + 6_000 * Math.sin(second * 20))) : 0, 44 + at * 2)
  }
  return bytes
}

/** A document of pages that each say one line. */
export function pdf(lines: readonly string[]): Uint8Array {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Count ${lines.length} /Kids [${lines.map((_, at) => `${4 + at * 2} 0 R`).join(' ')}] >>`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>']
  lines.forEach((line, at) => {
    const content = `BT /F1 24 Tf 40 220 Td (${line}) Tj ET`
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 280] /Contents ${5 + at * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`)
  })
  let text = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return place
  })
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}

/** A video as a browser records it: a square that walks from left to right. Its length is not written in it. */
export async function webm(page: Page, seconds: number): Promise<Uint8Array> {
  const encoded = await page.evaluate(async (wanted) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('this browser draws nothing')
    const recorder = new MediaRecorder(canvas.captureStream(24), { mimeType: 'video/webm;codecs=vp8' })
    const parts: Blob[] = []
    recorder.ondataavailable = ({ data }) => parts.push(data)
    const stopped = new Promise((done) => (recorder.onstop = done))
    recorder.start()
    const begun = performance.now()
    await new Promise<void>((done) => {
      const draw = () => {
        const at = (performance.now() - begun) / 1000 / wanted
        pen.fillStyle = '#9ec9ef'
        pen.fillRect(0, 0, 320, 180)
        pen.fillStyle = '#c92a2a'
        pen.fillRect(20 + at * 200, 60, 60, 60)
        if (at < 1) setTimeout(draw, 20)
        else done()
      }
      draw()
    })
    recorder.stop()
    await stopped
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }, seconds)
  return Buffer.from(encoded, 'base64')
}

export type Order = { requester: Client; project: Project; answers: () => Promise<Region[][]> }

/** An open project with an interface and one task for each row; `file` keeps bytes and says what stands for them in a row. */
export async function orderInterface(url: string, interfaceXml: string, rowsOf: (file: (name: string, bytes: Uint8Array) => Promise<string>) => Promise<object[]>): Promise<Order> {
  const requester = new Client(url)
  await requester.signUp({ email: freshEmail('requester'), password, display_name: '한빛' })
  const { organization_id } = await requester.request<Organization>('POST', '/organizations', { name: '한빛 데이터랩' })
  const desk = new Client(url)
  await desk.signIn(operator)
  await desk.request('POST', `/operator/organizations/${organization_id}/deposits`, { amount_minor: 1_000_000, note: '첫 입금' })
  const project = await requester.request<Project>('POST', `/organizations/${organization_id}/projects`, { ...textDraft, name: `도구 ${freshEmail('p')}`, interface_xml: interfaceXml })
  const path = `/projects/${project.project_id}`
  const rows = await rowsOf(async (name, bytes) =>
    (await requester.request<{ reference: string }>('POST', `${path}/media?file_name=${name}`, bytes, 'application/octet-stream')).reference)
  await addRows(requester, project.project_id, rows.map((row) => JSON.stringify(row)).join('\n'))
  await requester.request('POST', `${path}/open`, {})
  const answers = async () => {
    const { items } = await requester.request<{ items: { task_id: string }[] }>('GET', `${path}/tasks`)
    const tasks = await Promise.all(items.map(({ task_id }) => requester.request<{ answers: { regions: Region[] }[] }>('GET', `${path}/tasks/${task_id}`)))
    return tasks.flatMap((task) => task.answers.map(({ regions }) => regions))
  }
  return { requester, project, answers }
}

/** A worker with the first task of the project on the screen. */
export async function takeTask(browser: Browser, url: string, { project }: Order, screen: 'phone' | 'desktop', locale: 'ko' | 'en' = 'ko'): Promise<Person> {
  const person = await meet(browser, url, '정다은', screen, locale === 'ko' ? 'ko-KR' : 'en-US')
  const { page, email } = person
  if (locale === 'ko') await joinWork(person)
  else {
    await new Client(url).request('POST', '/users', { email, password, display_name: 'Dana', locale })
    await page.goto('/work/sign-in')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(/\/work$/)
  }
  await page.goto(`/work/projects/${project.project_id}/work`)
  return person
}
