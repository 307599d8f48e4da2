import type { Page } from '@playwright/test'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'

/** The choice of what a complaint is about, from a list too long to be read through. */
const text = 'Қарашада үш жарнамалық SMS алдым. Нөмірім кімге берілді?'
const textField = (page: Page) => page.getByLabel('Не болды және не сұрайсыз?')
const send = (page: Page) => page.getByRole('button', { name: 'Шағымды жіберу' })
const filed = async ({ ctx }: Guest) => (await listComplaints({ ...ctx, now: new Date() })).length

test('what a complaint is about is searched for in the list, by keyboard alone', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/complaints/new')
  const about = page.getByLabel('Неге қатысты?')
  const search = page.getByRole('searchbox', { name: 'Неге қатысты екенін іздеу' })
  const offered = about.locator('option')
  const told = page.getByRole('status').filter({ hasText: /\S/ })
  const all = await offered.count()
  expect(all).toBeGreaterThan(50)
  await expect(page.getByRole('button', { name: 'Іздеу', exact: true })).toBeHidden()
  await search.pressSequentially('хабарламалар жоқ')
  await expect(told).toContainText('Тізімде мұндай атау жоқ')
  await expect(offered).toHaveText(['Нақты бірдеңеге қатысты емес'])
  await search.fill('SMS ЖАРНАМА')
  await expect(told).toContainText('Табылғаны: 1.')
  await accessible(page)
  await search.press('Enter')
  await expect(about).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(about).toHaveValue('consent:marketing-sms')
  await search.fill('телефон нөмірі')
  await expect(offered.filter({ hasText: 'Телефон нөмірі' })).toHaveCount(1)
  await expect(about, 'what is chosen stays').toHaveValue('consent:marketing-sms')
  await search.fill('')
  await expect(offered).toHaveCount(all)
  await expect(about).toHaveValue('consent:marketing-sms')
  await textField(page).fill(text)
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  await expect(page.getByRole('link', { name: 'SMS арқылы жарнама' })).toBeVisible()
  expect(await filed(guest)).toBe(1)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })
  test('without script the list of what a complaint is about is searched by a button, which files nothing', async ({
    page,
    signIn,
  }) => {
    const guest = await signIn('new')
    await page.goto('/complaints/new')
    await textField(page).fill(text)
    const search = page.getByLabel('Неге қатысты екенін іздеу')
    const about = page.getByLabel('Неге қатысты?')
    await search.fill('нөмір')
    await search.press('Enter')
    await expect(about.locator('option', { hasText: 'Телефон нөмірі' })).toHaveCount(1)
    await expect(about.locator('option', { hasText: 'SMS арқылы жарнама' })).toHaveCount(0)
    await search.fill('sms жарнама')
    await page.getByRole('button', { name: 'Іздеу', exact: true }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Табылғаны: 1.' })).toBeVisible()
    await about.selectOption({ label: 'SMS арқылы жарнама' })
    await expect(textField(page)).toHaveValue(text)
    expect(await filed(guest)).toBe(0)
    await send(page).click()
    await expect(page).toHaveURL(/filed=1$/)
    await expect(page.getByRole('link', { name: 'SMS арқылы жарнама' })).toBeVisible()
  })
})
