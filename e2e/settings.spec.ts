import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

test(
  'a customer ends another session, and that browser is out at its next request',
  anyWidth,
  async ({ page, signIn, browser, baseURL }) => {
    const { ctx } = await signIn('new')
    const elsewhere = await browser.newContext({ baseURL, locale: 'kk-KZ' })
    await elsewhere.addCookies([await signIn.cookieFor(ctx, 'Firefox, Windows')])
    const other = await elsewhere.newPage()
    await other.goto('/settings')
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Баптаулар')

    await page.goto('/settings')
    await page.getByRole('button', { name: 'Firefox, Windows: сеансты аяқтау' }).click()
    await expect(page.getByText('Сеанс аяқталды.')).toBeVisible()
    await other.reload()
    await expect(other).toHaveURL('/sign-in?back=%2Fsettings')
    await page.reload()
    await expect(page.getByText('Осы құрылғы')).toBeVisible()
    await elsewhere.close()
  },
)

test('the language is kept in the profile and on every page', anyWidth, async ({ page, signIn }) => {
  await signIn('new')
  await page.goto('/settings')
  await page.getByRole('main').getByRole('button', { name: 'Выбрать' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Настройки')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  await page.goto('/consents')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Согласия')
})

test('contact details are masked', anyWidth, async ({ page, signIn }) => {
  const { phone } = await signIn('new')
  await page.goto('/settings')
  await expect(page.getByText('•').first()).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(phone.slice(2))
  await expect(page.getByRole('main')).not.toContainText('aru@example.kz')
})
