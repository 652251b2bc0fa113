import { type Browser, type BrowserContext, devices, expect, type Locator, type Page } from '@playwright/test'
import { freshEmail, password } from './client'

/** Somebody with a browser of their own. */
export type Person = { name: string; email: string; password: string; page: Page; context: BrowserContext }

const { defaultBrowserType: _, ...phone } = devices['Pixel 7']
const screens = { phone, desktop: { viewport: { width: 1280, height: 900 } } }

/** Opens a browser in which the person's language and screen are set as at home. */
export async function meet(browser: Browser, url: string, name: string, screen: keyof typeof screens, locale: 'ko-KR' | 'en-US', known?: { email: string; password: string }): Promise<Person> {
  const context = await browser.newContext({ ...screens[screen], baseURL: url, locale, timezoneId: 'Asia/Seoul', acceptDownloads: true })
  // The font is there from the start, as on every visit but the first: text that changes its width moves what a finger aims at.
  await context.addInitScript(() => localStorage.setItem('pumasi.font', '1'))
  return { name, email: known?.email ?? freshEmail('person'), password: known?.password ?? password, page: await context.newPage(), context }
}

/** A worker's or inspector's sign-up, in Korean. */
export async function joinWork({ page, name, email, password: secret }: Person): Promise<void> {
  await page.goto('/work/sign-up')
  await page.getByLabel('이름').fill(name)
  await page.getByLabel('이메일').fill(email)
  await page.getByLabel('비밀번호').fill(secret)
  await page.getByRole('button', { name: '가입하기' }).click()
  await page.getByRole('heading', { name: `${name}님, 반가워요` }).waitFor()
}

/** What stands under a term, like the amount under `확인 중`. */
export const figure = (page: Page, term: string): Locator =>
  page.getByRole('term').filter({ hasText: new RegExp(`^${term}$`) }).locator('xpath=..').getByRole('definition').first()

/** Takes the phone up again after it lay there with the app open. */
export const comeBack = (page: Page): Promise<boolean> => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

/** A requester's sign-in to the studio, which speaks English from then on. */
export async function enterStudio(page: Page, email: string): Promise<void> {
  await page.goto('/studio/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('navigation').getByRole('link').first()).toBeVisible()
  await page.evaluate(() => localStorage.setItem('pumasi.locale', 'en'))
}
