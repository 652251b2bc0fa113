import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test as base, expect, type Page } from '@playwright/test'
import { freshEmail, password } from './client'
import { type Server, startServer } from './server'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Tests with the real server running; `baseURL` is its address. */
export const test = base.extend<object, { server: Server }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern
    async ({}, provide, worker) => {
      const server = await startServer(worker.parallelIndex)
      await provide(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, provide) => provide(server.url),
})
export { expect }

/** Signs up on the screen, as a new worker does. */
export async function signUp(page: Page, name: string): Promise<string> {
  const email = freshEmail('worker')
  await page.goto('/work/sign-up')
  await page.getByLabel('이름').fill(name)
  await page.getByLabel('이메일').fill(email)
  await page.getByLabel('비밀번호').fill(password)
  await page.getByRole('button', { name: '가입하기' }).click()
  await expect(page.getByRole('heading', { name: `${name}님, 반가워요` })).toBeVisible()
  return email
}

type AxeResult = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }
declare const window: Window & { axe: { run: (context: Document, options: object) => Promise<AxeResult> } }

/** Nothing on the screen stands in the way of people who use it without eyes, mouse or good contrast. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe)
  // Colours are judged at rest: halfway through a change of theme they belong to neither.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity ? animation.finished : null)))
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }))
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}
