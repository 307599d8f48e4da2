import type { Page } from '@playwright/test'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { listRequests } from '#domain/requests/list-requests.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bareNumbers } from '#testing/browser/bare-numbers.ts'
import { customerPages } from '#testing/browser/customer-pages.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

const publicPages = ['/policy', '/policy/1', '/about', '/sign-in', '/no-such-page']

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)

for (const locale of ['kk', 'ru', 'en'] as const)
  test(`every page is accessible, light and dark, and fits: ${locale}`, async ({
    page,
    signIn,
    accessible,
    baseURL,
  }) => {
    test.setTimeout(240_000)
    const { ctx } = await signIn('late')
    const [complaint] = await listComplaints(ctx)
    await page.context().addCookies([{ name: 'arqau.locale', value: locale, url: baseURL ?? '' }])
    const faults: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404'))
        faults.push(`${page.url()}: ${message.text()}`)
    })
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
    const look = async (path: string) => {
      // Without motion no colour is caught halfway to another.
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.goto(path)
      await expect(page.locator('html')).toHaveAttribute('lang', locale)
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
      await expect(page).toHaveTitle(/\S/)
      await accessible(page)
      expect(await scrollsSideways(page), path).toBe(false)
      expect(await bareNumbers(page), path).toEqual([])
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
      await accessible(page, 'color-contrast')
    }
    for (const path of [...customerPages, `/complaints/${complaint?.id}`, ...publicPages]) await look(path)
    const { requests } = await listRequests((await signIn('gulsim')).ctx)
    for (const { id, kind } of requests) {
      await look(`/requests/${id}`)
      if (kind === 'deletion') await look(`/requests/${id}/certificate`)
    }
    expect(faults).toEqual([])
  })

test('nothing is cut off at 320 px', async ({ page, signIn }) => {
  await signIn('late')
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of [...customerPages, ...publicPages]) {
    await page.goto(path)
    expect(await scrollsSideways(page), path).toBe(false)
  }
})

test('the keyboard reaches the content first, and focus is never hidden', async ({ page, signIn }) => {
  await signIn('late')
  await page.goto('/consents')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Негізгі мазмұнға өту' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  for (let steps = 0; steps < 25; steps++) {
    await page.keyboard.press('Tab')
    const covered = await page.evaluate(() => {
      const focused = document.activeElement
      if (!focused || focused === document.body) return null
      const box = focused.getBoundingClientRect()
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      return top &&
        !focused.contains(top) &&
        !top.contains(focused) &&
        !focused.closest('label')?.contains(top)
        ? focused.outerHTML
        : null
    })
    expect(covered).toBeNull()
  }
})

test('a link is marked from the press until its page is there', async ({ page, signIn }) => {
  await signIn('empty')
  await page.goto('/')
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/data?_rsc=*', (route) => held.then(() => route.continue()))
  const link = page
    .getByRole('navigation')
    .getByRole('link', { name: /^(Менің деректерім|Деректер)$/ })
    .filter({ visible: true })
  await link.click()
  await expect(link.locator('.waiting')).toBeAttached()
  await expect(page).toHaveURL('/')
  answer()
  await expect(page).toHaveURL('/data')
  await expect(link.locator('.waiting')).not.toBeAttached()
})

test('a page that does not exist says so in the same frame', anyWidth, async ({ page }) => {
  const answer = await page.goto('/no-such-page')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мұндай бет жоқ')
})
