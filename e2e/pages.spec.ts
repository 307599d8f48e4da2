import { expect, test } from './fixtures.ts'

const customerPages = [
  '/',
  '/data',
  '/consents',
  '/recipients',
  '/complaints',
  '/complaints/new',
  '/activity',
  '/settings',
]
const publicPages = ['/policy', '/about', '/sign-in', '/no-such-page']
const languages = [
  { locale: 'kk', cookie: 'kk' },
  { locale: 'ru', cookie: 'ru' },
  { locale: 'en', cookie: 'en' },
]

for (const { locale } of languages)
  for (const colorScheme of ['light', 'dark'] as const)
    test(`every page is accessible and fits: ${locale}, ${colorScheme}`, async ({
      page,
      signIn,
      accessible,
      baseURL,
    }) => {
      test.setTimeout(180_000)
      await signIn('late')
      await page.context().addCookies([{ name: 'arqau.locale', value: locale, url: baseURL ?? '' }])
      await page.emulateMedia({ colorScheme })
      const faults: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('404'))
          faults.push(`${page.url()}: ${message.text()}`)
      })
      page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`))
      for (const path of [...customerPages, ...publicPages]) {
        await page.goto(path)
        await expect(page.locator('html')).toHaveAttribute('lang', locale)
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
        await expect(page).toHaveTitle(/\S+ · \S+|\S+/)
        await accessible(page)
        const tooWide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        )
        expect(tooWide, `${path} scrolls sideways`).toBe(false)
      }
      expect(faults).toEqual([])
    })

test('nothing is cut off at 320 px', async ({ page, signIn }) => {
  await signIn('late')
  await page.setViewportSize({ width: 320, height: 640 })
  for (const path of [...customerPages, ...publicPages]) {
    await page.goto(path)
    const tooWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    )
    expect(tooWide, path).toBe(false)
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

test('a page that does not exist says so in the same frame', async ({ page }) => {
  const answer = await page.goto('/no-such-page')
  expect(answer?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мұндай бет жоқ')
})
