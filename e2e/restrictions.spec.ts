import type { Page } from '@playwright/test'
import { bankDay } from '#domain/bank-time.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import type { Ctx } from '#domain/context.ts'
import { findCustomer } from '#domain/looks/find-customer.ts'
import { reportReads } from '#domain/restrictions/report-reads.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, signInStaff, systemContext, test } from '#testing/browser/fixtures.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const row = (page: Page, title: string) => page.locator('.row').filter({ hasText: title })
const field = 'Электрондық поштаның мекенжайы'

/** The page of a customer's restrictions, for a member of staff who has just found them. */
async function pageOf(ctx: Ctx, { iin }: { iin: string }): Promise<string> {
  const { found } = await findCustomer(ctx, { query: iin })
  return `/staff/customers/${found?.search}/restrictions`
}

/** A member of staff fills in the form to restrict the customer's e-mail address. */
async function restrict(page: Page): Promise<void> {
  await page.getByLabel('Дерек түрі').selectOption('email')
  await page.getByLabel('сот актісі').check()
  await page.getByLabel('заң жүктеген міндет').check()
  await page.getByLabel('Дәлелі').fill('Өтініш № 18, 30.11.2026')
  await button(page, 'Шектеу').click()
}

test('staff restrict a customer’s data; the customer sees them kept, marked and by whom they were used, until it is lifted', async ({
  page,
  signIn,
  newCustomer,
  desk,
  accessible,
}) => {
  const customer = await newCustomer()
  await page.context().addCookies([await signIn.cookieFor(customer.ctx, 'Chrome, Linux')])
  const agent = await desk('agent')
  await agent.page.goto('/staff/customers')
  await agent.page.getByLabel('Шағым нөмірі, ЖСН не телефон').fill(customer.iin)
  await button(agent.page, 'Табу').click()
  await agent.page.getByRole('link', { name: 'Пайдалануды шектеу' }).click()
  await expect(agent.page.getByRole('heading', { level: 1 })).toHaveText('Деректі пайдалануды шектеу')
  await expect(agent.page.getByText('Бұл клиенттің шектелген дерегі жоқ.')).toBeVisible()
  await accessible(agent.page)
  await restrict(agent.page)
  await expect(agent.page.getByText('Шектелді. Клиентке хабар жіберілді.')).toBeVisible()
  const waiting = row(agent.page, field)
  await expect(waiting).toContainText('Пайдалануға болады: сот актісі, заң жүктеген міндет.')
  await expect(button(agent.page, 'Шектеуді алу')).toHaveCount(0)

  await page.goto('/data')
  const email = page.locator('#email')
  await expect(email).toContainText('Пайдалану шектелген')
  await expect(email).toContainText('тек мына негізде пайдалана алады: сот актісі, заң жүктеген міндет.')
  await expect(email).toContainText('пайдаланылмағаны әлі расталған жоқ')
  await accessible(page)
  await reportReads(await systemContext(null), {
    day: bankDay(new Date()),
    reads: [
      { customer: customer.reference, field: 'email', purpose: 'legal-duties', ground: 'law', count: 2 },
    ],
    complete: false,
  })
  await page.reload()
  await expect(email).toContainText('2\u00a0рет пайдаланды')
  await expect(email).toContainText('Негізі: заң жүктеген міндет.')
  await email.getByRole('link', { name: 'Шектеу туралы жазбалар' }).click()
  await expect(page.getByText(/Сіз талап еткен соң банк/)).toBeVisible()
  await expect(page.getByText(/заң жүктеген міндет бойынша пайдаланғанын хабарлады/)).toBeVisible()

  await recordDecision(await systemContext(customer.ctx.subject), {
    ...{ consent: 'marketing-email', outcome: 'given', previousId: null, channel: 'branch', locale: 'kk' },
  })
  await page.goto('/consents')
  const consent = page.locator('#marketing-email')
  await expect(consent).toContainText('Келісім қосулы, бірақ мына деректі пайдалану шектелген')
  await expect(consent).not.toContainText('Не үшін:')
  await accessible(page)

  const senior = await desk('supervisor')
  await senior.page.goto(await pageOf(senior.ctx, customer))
  const set = row(senior.page, field)
  await set.locator('summary').click()
  await accessible(senior.page)
  await set.getByLabel('Алу дәлелі').fill('Өтініш № 19')
  await set.getByRole('button', { name: 'Шектеуді алу' }).click()
  await expect(senior.page.getByText('Бұл клиенттің шектелген дерегі жоқ.')).toBeVisible()
  await page.goto('/data')
  await expect(email).toBeVisible()
  await expect(email).not.toContainText('шектелген')
  await page.goto('/consents')
  await expect(consent).toContainText('Не үшін:')
  await expect(consent).not.toContainText('шектелген')
})

test('an officer reads which systems do not report on restricted data, and an administrator does not', async ({
  desk,
  accessible,
}) => {
  const silent = /Талдау жүйесі: \d+.күннің есебі жоқ/
  const officer = await desk('officer')
  await officer.page.goto('/staff/systems')
  await expect(officer.page.getByText(silent)).toBeVisible()
  await accessible(officer.page)
  const administrator = await desk('administrator')
  await administrator.page.goto('/staff/systems')
  await expect(administrator.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(administrator.page.getByText(silent)).toHaveCount(0)
})

test(
  'data are restricted and lifted without script, and a refused form keeps what was typed',
  anyWidth,
  async ({ browser, baseURL, newCustomer }) => {
    const customer = await newCustomer()
    const context = await browser.newContext({ baseURL, locale: 'kk-KZ', javaScriptEnabled: false })
    const ctx = await signInStaff(context, 'supervisor', baseURL ?? '')
    const page = await context.newPage()
    await page.goto(await pageOf(ctx, customer))
    await page.getByLabel('Дерек түрі').selectOption('email')
    await page.getByLabel('мұрағат ісі').check()
    await page.getByLabel('Дәлелі').fill('ұ'.repeat(301))
    await button(page, 'Шектеу').click()
    await expect(page.getByText('Дәлелін жазыңыз, 300 таңбадан аспасын.')).toBeVisible()
    await expect(page.getByLabel('Дерек түрі')).toHaveValue('email')
    await expect(page.getByLabel('мұрағат ісі')).toBeChecked()
    await page.getByLabel('Дәлелі').fill('Өтініш № 18')
    await button(page, 'Шектеу').click()
    const set = row(page, field)
    await expect(set).toContainText('мұрағат ісі')
    await set.locator('summary').click()
    await set.getByLabel('Алу дәлелі').fill('Өтініш № 19')
    await set.getByRole('button', { name: 'Шектеуді алу' }).click()
    await expect(page.getByText('Бұл клиенттің шектелген дерегі жоқ.')).toBeVisible()
    await context.close()
  },
)
