import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { sessions } from '#db/schema/sessions.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { showComplaint } from '#domain/complaints/show-complaint.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'

/** What becomes of a complaint when something between the customer and the bank fails. */
const text = 'Қарашада үш жарнамалық SMS алдым. Нөмірім кімге берілді?'
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const picture = { name: 'сурет.png', mimeType: 'image/png', buffer: png }
const textField = (page: Page) => page.getByLabel('Не болды және не сұрайсыз?')
const send = (page: Page) => page.getByRole('button', { name: 'Шағымды жіберу' })
const filed = async ({ ctx }: Guest) => listComplaints({ ...ctx, now: new Date() })
const draftsOf = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('arqau.draft')).length)

test('a complaint outlives its session: it is kept, and filed after the sign-in that leads back', async ({
  page,
  signIn,
}) => {
  const guest = await signIn('new')
  await page.goto('/complaints/new?about=consent:marketing-sms')
  await textField(page).fill(text)
  await page.getByLabel('Файл тіркеу').setInputFiles(picture)
  await expect(page.getByRole('list', { name: 'Тіркелген файлдар' })).toContainText('70\u00a0Б')
  await guest.ctx.db
    .update(sessions)
    .set({ endedAt: new Date() })
    .where(eq(sessions.customerId, guest.ctx.subject))
  const cover = page.getByRole('dialog', { name: 'Сеанс аяқталды' })
  await expect(cover).toContainText('сақтаулы')
  await page.context().addCookies([await signIn.cookieFor(guest.ctx, 'Chrome, Linux')])
  await cover.getByRole('link', { name: 'Қайта кіру' }).click()
  await expect(page).toHaveURL('/complaints/new?about=consent%3Amarketing-sms')
  await expect(textField(page)).toHaveValue(text)
  await expect(page.getByText('сақталған мәтініңіз қайтарылды')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Тіркелген файлдар' })).toContainText('сурет.png')
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  await expect(page.getByRole('link', { name: 'сурет.png' })).toBeVisible()
  expect(await filed(guest)).toHaveLength(1)
  expect(await draftsOf(page)).toBe(0)
})

test('without a network the form says so at once and what is kept, and sends when asked to later', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/complaints/new')
  await textField(page).fill(text)
  await page.context().setOffline(true)
  const told = page.getByRole('status').filter({ hasText: 'Желі жоқ' })
  await expect(told).toContainText('банкке жіберілген жоқ')
  await accessible(page)
  await send(page).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Банкке жете алмадық' })).toBeVisible()
  await expect(send(page), 'nothing is held back to be sent by itself').toHaveAttribute(
    'aria-disabled',
    'false',
  )
  await page.context().setOffline(false)
  await expect(told).toHaveCount(0)
  expect(await filed(guest)).toHaveLength(0)
  await page.reload()
  await expect(textField(page)).toHaveValue(text)
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  expect(await filed(guest)).toHaveLength(1)
})

test('a complaint whose answer was lost is filed once, and its button says what it does meanwhile', async ({
  page,
  signIn,
  accessible,
  baseURL,
}) => {
  const guest = await signIn('new')
  await page.goto('/complaints/new')
  await textField(page).fill(text)
  let answer = () => {}
  const held = new Promise<void>((resolve) => (answer = resolve))
  await page.route('**/api/portal/complaints/file', async (route) => {
    await route.fetch({ headers: { ...route.request().headers(), origin: baseURL ?? '' } })
    await held
    await route.abort()
  })
  await send(page).click()
  const busy = page.getByRole('button', { name: 'Шағым жіберіліп жатыр…' })
  await expect(busy).toHaveAttribute('aria-disabled', 'true')
  await busy.hover()
  await expect(busy, 'it is readable under the pointer').not.toHaveCSS('background-color', 'rgb(11, 90, 92)')
  await accessible(page, 'color-contrast')
  answer()
  await expect(page.getByRole('alert').filter({ hasText: 'екі рет тіркелмейді' })).toBeVisible()
  await page.unroute('**/api/portal/complaints/file')
  expect(await filed(guest)).toHaveLength(1)

  await textField(page).fill(`${text} Тағы бір сөз.`)
  await send(page).click()
  await expect(textField(page)).toHaveAccessibleDescription(/болып тіркеліп қойған/)
  await textField(page).fill(text)
  await page.reload()
  await expect(textField(page)).toHaveValue(text)
  expect(await filed(guest)).toHaveLength(1)
})

test(
  'before any script has loaded a complaint is typed, given a file and filed',
  anyWidth,
  async ({ page, signIn }) => {
    const guest = await signIn('new')
    await page.route('**/_next/**/*.js', () => {})
    await page.goto('/complaints/new', { waitUntil: 'commit' })
    await textField(page).fill(text)
    await page.locator('input[name="files"]').setInputFiles(picture)
    await send(page).click({ noWaitAfter: true })
    await expect(page).toHaveURL(/filed=1$/)
    await expect(page.getByRole('link', { name: 'сурет.png' })).toBeVisible()
    expect(await filed(guest)).toHaveLength(1)
  },
)

test(
  'what was typed and chosen before scripts ran is still there afterwards',
  anyWidth,
  async ({ page, signIn }) => {
    await signIn('new')
    let load = () => {}
    const loaded = new Promise<void>((resolve) => (load = resolve))
    await page.route('**/_next/**/*.js', (route) => loaded.then(() => route.continue()))
    await page.goto('/complaints/new', { waitUntil: 'commit' })
    await textField(page).fill(text)
    await page.locator('input[name="files"]').setInputFiles(picture)
    load()
    await expect(page.getByRole('list', { name: 'Тіркелген файлдар' })).toContainText('70\u00a0Б')
    await expect(textField(page)).toHaveValue(text)
    expect(await draftsOf(page)).toBe(1)
  },
)

test('a message outlives a refresh, and goes with the sign-out', async ({ page, signIn }) => {
  const guest = await signIn('new')
  const { id: caseId } = await fileComplaint(guest.ctx, { kind: 'ordinary', text })
  await page.goto(`/complaints/${caseId}`)
  const field = page.getByLabel('Хабарламаңыз')
  await field.fill('Нөмірім өзгерді.')
  await page.reload()
  await expect(field).toHaveValue('Нөмірім өзгерді.')
  await page.getByRole('button', { name: 'Жіберу', exact: true }).click()
  await expect(page.locator('.said', { hasText: 'Нөмірім өзгерді.' })).toBeVisible()
  expect(await draftsOf(page)).toBe(0)
  expect((await showComplaint(guest.ctx, { caseId })).lastStep).toBe(3)

  await field.fill('Жіберілмейтін сөз.')
  expect(await draftsOf(page)).toBe(1)
  const menu = page.getByRole('button', { name: 'Мәзір' })
  if (await menu.isVisible()) await menu.click()
  await page.getByRole('button', { name: 'Шығу' }).filter({ visible: true }).click()
  await expect(page).toHaveURL('/sign-in')
  expect(await draftsOf(page)).toBe(0)
})
