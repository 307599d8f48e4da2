import type { Page } from '@playwright/test'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { listRequests } from '#domain/requests/list-requests.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { customerPages } from '#testing/browser/customer-pages.ts'
import { expect, type Guest, signInStaff, test } from '#testing/browser/fixtures.ts'
import { layoutFaults } from '#testing/browser/layout-faults.ts'

/** Text of twice its size on a small phone. */
const phone = { width: 360, height: 740 }
const publicPages = ['/policy', '/about', '/developers', '/no-such-page']
const staffPages = [
  'cases',
  'contacts',
  'looks',
  'looks/new',
  'customers',
  'oversight',
  'sign-ins',
  'systems',
].map((name) => `/staff/${name}`)
/** The page's own text size, which an extension or a reader's style sheet changes; media queries do not follow it. */
const enlarge = (page: Page) =>
  page.evaluate(() => document.documentElement.style.setProperty('font-size', '212.5%'))
/** The browser's setting, which media queries follow. */
const bySetting = '--blink-settings=defaultFontSize=32'

const requestsOf = async ({ ctx }: Guest) =>
  (await listRequests(ctx)).requests.map(({ id }) => `/requests/${id}`)

/** Opens the pages one after the other. @returns what is wrong with each, by its address. */
async function walk(page: Page, paths: string[], large: (page: Page) => Promise<unknown>) {
  const wrong: Record<string, string[]> = {}
  for (const path of paths) {
    await page.goto(path)
    await large(page)
    const faults = await layoutFaults(page)
    if (faults.length > 0) wrong[path] = faults
  }
  return wrong
}

test(
  'no page scrolls sideways or covers itself at 200 % text',
  anyWidth,
  async ({ page, signIn, playwright, launchOptions, baseURL }) => {
    test.setTimeout(120_000)
    const { ctx } = await signIn('late')
    const [complaint] = await listComplaints(ctx)
    await signInStaff(page.context(), 'officer', baseURL ?? '')
    const row = `/complaints/${complaint?.id}`
    const paths = [...customerPages, row, ...publicPages, ...staffPages]
    await page.setViewportSize(phone)
    expect(await walk(page, paths, enlarge)).toEqual({})

    const browser = await playwright.chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), bySetting],
    })
    const context = await browser.newContext({ baseURL, viewport: phone, locale: 'kk-KZ' })
    await context.addCookies(await page.context().cookies())
    const large = await context.newPage()
    await large.goto('/')
    expect(
      await large.evaluate(() => getComputedStyle(document.documentElement).fontSize),
      'the setting is in force',
    ).toBe('34px')
    expect(await walk(large, paths, async () => {})).toEqual({})
    const requests = await requestsOf(await signIn('gulsim'))
    await context.addCookies(await page.context().cookies())
    expect(await walk(large, requests, async () => {})).toEqual({})
    await context.clearCookies()
    expect(await walk(large, ['/sign-in', '/staff/sign-in'], async () => {})).toEqual({})
    await browser.close()
  },
)

test(
  'at 200 % text every item of the bar and the menu is reached, and a complaint is filed',
  anyWidth,
  async ({ page, signIn, playwright, launchOptions, baseURL }) => {
    const { ctx } = await signIn('new')
    await fileComplaint(ctx, { kind: 'ordinary', text: 'Нөмірімді кім берді?' })
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), bySetting],
    })
    const context = await browser.newContext({ baseURL, viewport: phone, locale: 'kk-KZ', hasTouch: true })
    await context.addCookies(await page.context().cookies())
    const large = await context.newPage()
    await large.goto('/settings')
    const links = large.locator('.bar').getByRole('link')
    await expect(links).toHaveCount(5)
    for (const [at, path] of ['/', '/data', '/consents', '/recipients', '/requests'].entries()) {
      await links.nth(at).tap()
      await expect(large).toHaveURL(path)
    }
    await large.getByRole('button', { name: 'Мәзір' }).tap()
    await large.locator('#menu').getByRole('button', { name: 'Шығу' }).scrollIntoViewIfNeeded()
    await large.locator('#menu').getByRole('link').last().tap()
    await expect(large).toHaveURL('/settings')

    await large.goto('/complaints/new')
    await large.getByLabel('Не болды және не сұрайсыз?').fill('Үлкен әріппен жазылған шағым.')
    await large.getByRole('button', { name: 'Шағымды жіберу' }).tap()
    await expect(large).toHaveURL(/filed=1$/)
    expect(await layoutFaults(large)).toEqual([])
    await browser.close()
  },
)
