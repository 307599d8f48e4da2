import { randomBytes, randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { listActivity } from '#domain/activity/list-activity.ts'
import type { Ctx } from '#domain/context.ts'
import { addressMark } from '#domain/limits.ts'
import { sprayFrom } from '#domain/sessions/list-sprays.ts'
import { requestCode } from '#domain/sessions/request-code.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, type NewGuest, signInStaff, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function enterCode(page: Page, phone: string, sent: number): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Ұялы телефон нөмірі').fill(phone)
  await button(page, 'Код алу').click()
  await page.getByLabel('Алты цифрлы код').fill(await openDemoInbox(page.context(), phone, sent))
  await button(page, 'Кіру').click()
}

/** A member of staff finds the customer and opens the page of their sign-in. */
async function openSignIn(page: Page, { iin }: NewGuest): Promise<void> {
  await page.goto('/staff/customers')
  await page.getByLabel('Шағым нөмірі, ЖСН не телефон').fill(iin)
  await button(page, 'Табу').click()
  await page.getByRole('link', { name: 'Кіру және сеанстар' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Клиенттің порталға кіруі')
}

async function ask(page: Page, kind: string, reason: string): Promise<void> {
  await page.getByLabel(kind, { exact: true }).check()
  await page.getByLabel('Себебі').selectOption({ label: reason })
  await button(page, 'Сұрау жіберу').click()
}

test('two members of staff block a customer’s sign-in, and the customer is out, reads why nobody comes in, and is let in again', async ({
  browser,
  baseURL,
  desk,
  newCustomer,
  accessible,
}) => {
  const customer = await newCustomer()
  const mine = await (await browser.newContext({ baseURL, locale: 'kk-KZ' })).newPage()
  await enterCode(mine, customer.phone, 1)
  await expect(mine).toHaveURL('/')

  const [agent, supervisor] = [await desk('agent'), await desk('supervisor')]
  await openSignIn(agent.page, customer)
  await accessible(agent.page)
  await ask(agent.page, 'Кіруді бұғаттау', 'Телефон жоғалған не ұрланған')
  const waiting = agent.page.locator('.row').filter({ hasText: 'Кіруді бұғаттау' })
  await expect(waiting).toContainText(agent.staffId)
  await expect(button(agent.page, 'Растау')).toHaveCount(0)
  await mine.goto('/consents')
  await expect(mine).toHaveURL('/consents')

  await supervisor.page.goto('/staff/oversight')
  const queued = supervisor.page.locator('.row').filter({ hasText: agent.staffId })
  await accessible(supervisor.page)
  await queued.getByRole('button', { name: 'Растау' }).click()
  await expect(queued).toHaveCount(0)
  await mine.getByRole('dialog', { name: 'Сеанс аяқталды' }).getByRole('link').click()
  await expect(mine).toHaveURL('/sign-in?back=%2Fconsents')

  await enterCode(mine, customer.phone, 2)
  await expect(mine.getByRole('alert').filter({ hasText: 'Банк порталға кіруіңізді' })).toContainText(
    'бұғаттады',
  )
  await accessible(mine)
  await mine.goto('/')
  await expect(mine).toHaveURL('/sign-in')

  await openSignIn(supervisor.page, customer)
  await ask(supervisor.page, 'Кіруге қайта рұқсат беру', 'Клиенттің кім екені расталды')
  await expect(button(supervisor.page, 'Қайтарып алу')).toBeVisible()
  const officer = await desk('officer')
  await officer.page.goto('/staff/oversight')
  const lifting = officer.page.locator('.row').filter({ hasText: supervisor.staffId })
  await lifting.getByRole('button', { name: 'Растау' }).click()
  await expect(lifting).toHaveCount(0)
  await enterCode(mine, customer.phone, 3)
  await expect(mine).toHaveURL('/')
  await mine.goto('/activity')
  for (const told of [
    'телефоныңыз жоғалған не ұрланған',
    'дұрыс кодпен де кіргізілмеді',
    'қайта рұқсат берді',
  ])
    await expect(mine.getByText(told).first()).toBeVisible()
  await mine.context().close()
})

test(
  'a sign-in is blocked and refused without script',
  anyWidth,
  async ({ browser, baseURL, newCustomer }) => {
    const customer = await newCustomer()
    const plain = () => browser.newContext({ baseURL, locale: 'kk-KZ', javaScriptEnabled: false })
    const [asking, deciding, signing] = await Promise.all([plain(), plain(), plain()])
    const agent = await signInStaff(asking, 'agent', baseURL ?? '')
    await signInStaff(deciding, 'supervisor', baseURL ?? '')
    const [desk, senior, mine] = await Promise.all([asking.newPage(), deciding.newPage(), signing.newPage()])
    await openSignIn(desk, customer)
    await desk.getByLabel('Әріптеске түсініктеме').fill(`Қоңырау ${customer.reference.slice(0, 8)}`)
    await ask(desk, 'Кіруді бұғаттау', 'Клиенттің өзі сұрады')
    await expect(desk.getByRole('button', { name: 'Қайтарып алу' })).toBeVisible()
    await senior.goto('/staff/oversight')
    const queued = senior.locator('.row').filter({ hasText: customer.reference.slice(0, 8) })
    await queued.getByRole('button', { name: 'Растау' }).click()
    await expect(queued).toHaveCount(0)
    await enterCode(mine, customer.phone, 1)
    await expect(mine.getByRole('alert').filter({ hasText: 'бұғаттады' })).toBeVisible()
    await button(mine, 'Кіруге оралу').click()
    await expect(mine.getByLabel('Ұялы телефон нөмірі')).toHaveValue(customer.phone)
    const actor = { kind: 'customer', sessionId: agent.requestId, verifiedAt: new Date() } as const
    const { entries } = await listActivity({ ...customer.ctx, actor, now: new Date() })
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['measure.asked', 'sign-in.blocked', 'sign-in.refused']),
    )
    await Promise.all([asking, deciding, signing].map((context) => context.close()))
  },
)

test('an officer sees an address that tries numbers, by a mark that can be copied; no other staff have the page', async ({
  desk,
  accessible,
}) => {
  const [officer, supervisor] = [await desk('officer'), await desk('supervisor')]
  const address = `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}::1`
  const stranger = (): Ctx => ({
    ...officer.ctx,
    ...{ actor: { kind: 'visitor' }, subject: null, now: new Date() },
    browser: { hash: randomUUID(), device: 'Chrome, Linux', address, gpc: false },
  })
  const numbers = Array.from({ length: sprayFrom.addresses }, (_, nth) => `+770600000${10 + nth}`)
  for (const phone of numbers) await requestCode(stranger(), { phone })
  const mark = addressMark(stranger())
  await officer.page.goto('/staff/sign-ins')
  const row = officer.page.locator('.row').filter({ hasText: mark.slice(0, 10) })
  await expect(row).toContainText('кіру болмағаны: 5')
  await expect(row.getByText(mark, { exact: true })).toBeHidden()
  await row.getByText('Толық белгі').click()
  await expect(row.getByText(mark, { exact: true })).toBeVisible()
  await accessible(officer.page)
  await supervisor.page.goto('/staff/sign-ins')
  await expect(supervisor.page).toHaveURL('/staff/cases')
  await expect(supervisor.page.getByRole('link', { name: 'Кіру әрекеттері' })).toHaveCount(0)
})
