import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { deliveries, events } from '#db/schema/events.ts'
import { subscriptions, systemKeys } from '#db/schema/systems.ts'
import { decide } from '#domain/consents/decide.ts'
import { addSystem } from '#domain/systems/add-system.ts'
import { readKeyText } from '#domain/systems/key.ts'
import { actionsOf, auditOf } from '#testing/audit.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { connectSystem } from '#testing/browser/deliveries.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'

const main = (page: Page) => page.getByRole('main')
const button = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true })
const fresh = () => `sms-${randomUUID().slice(0, 8)}`
const names = { kk: 'SMS шлюзі', ru: 'SMS-шлюз', en: 'SMS gateway' }

/** A system of the test's own with a subscription that nothing can be delivered to. */
const subscribed = () => connectSystem('marketing-sms', 'https://gateway.invalid/arqau')

/** A decision of the customer's, on its way to the system, that should have been confirmed some time ago. */
async function owe({ ctx }: Guest, systemId: string, subscriptionId: string): Promise<string> {
  await decide(ctx, { consent: 'marketing-sms', outcome: 'given', previousId: null })
  const [event] = await ctx.db.select().from(events).where(eq(events.customerId, ctx.subject))
  if (!event) throw new Error('a decision has its event')
  const of = { customerId: ctx.subject, subscriptionId, eventId: event.id }
  const confirmBy = new Date(Date.now() - 10 * 60_000)
  const now = {
    orderedBy: 'marketing-sms',
    dueAt: event.at,
    createdAt: event.at,
    state: 'due' as const,
    attempts: 0,
    position: 1,
  }
  return ctx.db.transaction(async (tx) => {
    // The worker locks the subscription before it makes deliveries: in another order the two could wait for each other.
    await tx.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId)).for('update')
    const [row] = await tx
      .insert(deliveries)
      .values({ ...of, ...now, id: randomUUID(), systemId, objectId: event.objectId, confirmBy })
      // The worker may have made it already.
      .onConflictDoUpdate({
        target: [deliveries.customerId, deliveries.eventId, deliveries.subscriptionId],
        set: { confirmBy },
      })
      .returning({ id: deliveries.id })
    return row?.id ?? ''
  })
}

test('an administrator adds a system, issues a key that is shown once, and revokes it', async ({
  desk,
  accessible,
}) => {
  const { page, ctx, staffId } = await desk('administrator')
  const id = fresh()
  await page.goto('/staff')
  await expect(page).toHaveURL('/staff/systems')
  await main(page).getByRole('link', { name: 'Жүйе қосу' }).click()
  await page.getByLabel('Идентификатор').fill('SMS Gateway')
  await page.getByLabel('Қазақша атауы').fill(names.kk)
  await button(page, 'Қосу').click()
  await expect(main(page)).toContainText('латын әріпінен басталып')
  await expect(main(page), 'all faults are named at once').toContainText('кімнің жүйесі екенін тізімнен')
  await expect(page.getByLabel('Қазақша атауы')).toHaveValue(names.kk)
  await accessible(page)
  await page.getByLabel('Идентификатор').fill(id)
  await page.getByLabel('Орысша атауы').fill(names.ru)
  await page.getByLabel('Ағылшынша атауы').fill(names.en)
  await page.getByRole('radio', { name: 'Банктің өз жүйесі' }).check()
  await button(page, 'Қосу').click()
  await expect(page).toHaveURL(`/staff/systems/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(names.kk)

  await main(page).getByText('Жаңа кілт беру').click()
  await button(page, 'Кілт беру').click()
  await expect(main(page)).toContainText('кемінде біреуін')
  await page.getByRole('checkbox', { name: 'келісім бар-жоғын сұрау' }).check()
  await page.getByRole('radio', { name: '30 күн' }).check()
  await button(page, 'Кілт беру').click()
  const shown = main(page).getByText(/^arqau_[0-9a-f]{12}_[\w-]{43}$/)
  await expect(shown).toBeVisible()
  await accessible(page)
  const key = (await shown.textContent()) ?? ''
  const [row] = await ctx.db.select().from(systemKeys).where(eq(systemKeys.systemId, id))
  expect(readKeyText(key)).toEqual({ id: row?.id, secretHash: row?.secretHash })
  expect(row?.scopes).toEqual(['consents:check'])
  const stored = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  )
  expect(stored).not.toContain(key)

  await page.reload()
  await expect(main(page)).toContainText(`arqau_${row?.id}_…`)
  expect(await page.content()).not.toContain(key.split('_')[2])

  await main(page).getByText('Кілтті жабу').click()
  await button(page, 'Жабу').click()
  await expect(main(page)).toContainText(new RegExp(`${staffId} .+ жапты`))
  const log = await auditOf(ctx.db, { objectId: id })
  expect(log.map(({ action, actorId }) => `${action} ${actorId}`).toSorted()).toEqual([
    `system-key.issued ${staffId}`,
    `system-key.revoked ${staffId}`,
    `system.added ${staffId}`,
  ])
})

test('an administrator subscribes a system, changes its address, and its secret is shown once', async ({
  desk,
  accessible,
}) => {
  const { page, ctx } = await desk('administrator')
  const id = fresh()
  await addSystem(ctx, { id, name: names, recipient: null })
  await page.goto(`/staff/systems/${id}`)
  await main(page).getByText('Жаңа жазылым қосу').click()
  await page.getByLabel('Мекенжай').fill('http://gateway.invalid')
  await page.getByRole('checkbox', { name: 'көру сеансы аяқталды' }).check()
  await button(page, 'Жазылым қосу').click()
  await expect(main(page)).toContainText('https:// деп басталады, ішінде')
  await expect(page.getByRole('checkbox', { name: 'көру сеансы аяқталды' })).toBeChecked()
  await page.getByLabel('Мекенжай').fill('https://gateway.invalid/arqau')
  await button(page, 'Жазылым қосу').click()
  await expect(main(page).getByText(/^whsec_/)).toBeVisible()
  await expect(main(page)).toContainText('Хабар алады: көру сеансы аяқталды.')
  const secret =
    (await main(page)
      .getByText(/^whsec_/)
      .textContent()) ?? ''

  await page.reload()
  expect(await page.content()).not.toContain(secret)
  await main(page).getByText('Құпияны ауыстыру').click()
  await button(page, 'Жаңа құпия жасау').click()
  await expect(main(page).getByText(/^whsec_/)).toBeVisible()
  await expect(main(page).getByText(/^whsec_/)).not.toHaveText(secret)
  await expect(main(page)).toContainText('Бұрынғы құпия да қол қойып тұр')
  await main(page).getByText('Мекенжайын не оқиғаларын өзгерту').click()
  await accessible(page)
  await page.getByLabel('Мекенжай').first().fill('https://other.invalid/arqau')
  await button(page, 'Сақтау').first().click()
  await expect(main(page).getByRole('heading', { name: 'https://other.invalid/arqau' })).toBeVisible()
  await main(page).getByText('Жазылымды алып тастау').click()
  await button(page, 'Алып тастау').click()
  await expect(main(page)).toContainText('Бұл жүйеге оқиға жіберілмейді')
  for (const name of ['Тоқтата тұру', 'Қайта жіберу']) await expect(button(page, name)).toHaveCount(0)
})

test('an officer sees what is late, pauses, resumes and sends again', async ({
  newCustomer,
  desk,
  accessible,
}) => {
  const [{ ctx: administrator }, officer] = [await desk('administrator'), await desk('officer')]
  const { page, staffId } = officer
  const { id: systemId, name, subscriptionId } = await subscribed()
  const known = await newCustomer()
  const own = {
    ...known.ctx,
    actor: { kind: 'customer', sessionId: randomUUID(), verifiedAt: new Date() } as const,
  }
  await page.goto('/staff/cases')
  const late = async () => {
    const place = await page.locator('nav.rail').getByText('Жүйелер').textContent()
    return Number(/· (\d+) кешіккен/.exec(place ?? '')?.[1] ?? 0)
  }
  const before = await late()
  const delivery = await owe({ ...known, ctx: own }, systemId, subscriptionId)
  await expect.poll(late, 'the number grows without a reload').toBeGreaterThan(before)

  await page.goto('/staff/systems')
  await accessible(page)
  await expect(button(page, 'Жүйе қосу')).toHaveCount(0)
  await main(page).getByRole('link', { name }).click()
  await expect(main(page).getByRole('row', { name: delivery })).toContainText('SMS')
  await accessible(page)
  for (const name of ['Кілт беру', 'Жазылым қосу', 'Сақтау']) await expect(button(page, name)).toHaveCount(0)

  await button(page, 'Тоқтата тұру').click()
  await expect(main(page)).toContainText('Жаңа оқиғалар жиналып')
  await button(page, 'Жалғастыру').click()
  await expect(button(page, 'Тоқтата тұру')).toBeVisible()
  const state = async () =>
    (await administrator.db.select().from(subscriptions).where(eq(subscriptions.id, subscriptionId)))[0]
  expect((await state())?.state).toBe('active')

  await main(page).getByText('Қайта жіберу', { exact: true }).first().click()
  await button(page, 'Қайта жіберу').click()
  await expect(main(page)).toContainText('Уақытын жазыңыз')
  await page.getByRole('radio', { name: 'Лентадағы орыннан' }).check()
  await page.getByLabel('Орны').fill('1')
  await button(page, 'Қайта жіберу').click()
  await expect(main(page)).toContainText('орын қайта жіберіледі')
  await accessible(page)
  const log = await actionsOf(administrator.db, { objectId: subscriptionId, actorId: staffId })
  expect(log.toSorted()).toEqual(['subscription.paused', 'subscription.resent', 'subscription.resumed'])
})

test('agents and supervisors have no such desk, and a system there is not says so', async ({
  desk,
  accessible,
}) => {
  const { id: systemId } = await subscribed()
  for (const role of ['agent', 'supervisor'] as const) {
    const { page } = await desk(role)
    for (const path of ['/staff/systems', '/staff/systems/new', `/staff/systems/${systemId}`]) {
      await page.goto(path)
      await expect(page, path).toHaveURL('/staff/cases')
    }
    await expect(page.getByRole('link', { name: 'Жүйелер' })).toHaveCount(0)
  }
  const { page } = await desk('officer')
  await page.goto('/staff/systems/new')
  await expect(page).toHaveURL('/staff/cases')
  for (const path of [
    '/staff/systems/nowhere',
    `/staff/systems/${systemId}?late=x`,
    '/staff/systems/A%20B',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 }), path).toHaveText('Мұндай жүйе жоқ')
  }
  await accessible(page)
})

test('a key is issued without script as well', anyWidth, async ({ desk, browser, baseURL }) => {
  const { page, ctx } = await desk('administrator')
  const id = fresh()
  await addSystem(ctx, { id, name: names, recipient: null })
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale: 'kk-KZ' })
  await context.addCookies(await page.context().cookies())
  const plain = await context.newPage()
  await plain.goto(`/staff/systems/${id}`)
  await plain.getByText('Жаңа кілт беру').click()
  await plain.getByRole('checkbox', { name: 'оқиғалар лентасын оқу' }).check()
  await plain.getByRole('button', { name: 'Кілт беру' }).click()
  await expect(plain.getByText(/^arqau_[0-9a-f]{12}_[\w-]{43}$/)).toBeVisible()
  await context.close()
})
