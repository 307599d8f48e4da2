import type { APIRequestContext, Page } from '@playwright/test'
import { eq, sql } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { type DemoReceiver, demoKey } from '#demo/data/system-keys.ts'
import { restrictionKeeper } from '#demo/receivers/restrictions.ts'
import { bankDay } from '#domain/bank-time.ts'
import { listComplaints } from '#domain/complaints/list-complaints.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { findCustomer } from '#domain/looks/find-customer.ts'
import { listRequests } from '#domain/requests/list-requests.ts'
import { localeCookie } from '#i18n/locale.ts'
import { translator } from '#i18n/translator.ts'
import { findConsent, findField } from '#policy/find.ts'
import { locales } from '#policy/locale.ts'
import { answerField, button, deskPage, leave, main, sendText } from '#testing/browser/complaint-desk.ts'
import { expect, type Guest, policy, systemContext, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'
import { services } from '#testing/browser/services.ts'

// Requests to their end: what the customer asked for is done, the bank's systems keep to it, and what is refused goes on.

const say = translator('kk', 'requests')
const errors = translator('kk', 'errors')
const desks = translator('kk', 'complaints.desk')
const limits = translator('kk', 'restrictions')
const email = findField(policy(), 'email').title.kk
const send = (page: Page) => button(page, say('new.send'))
const filed = async ({ ctx }: Guest) => (await listRequests({ ...ctx, now: new Date() })).requests[0]

/** The bank's answer at the desk, with what came of it by the kind of data or a reason. */
async function answered(desk: Page, how: 'fulfilled' | 'refused', text: string, outcome: string) {
  await answerField(desk).fill(text)
  if (how === 'refused') await desk.getByLabel(desks('outcome.reason')).selectOption(outcome)
  else {
    await desk.getByText(desks('outcome.by-field')).click()
    await desk.getByLabel(findField(policy(), outcome).title.kk, { exact: true }).selectOption('fulfilled')
  }
  await sendText(desk, desks(`answer.${how}`))
}

/** What a system does by the API with its key. */
async function by(request: APIRequestContext, system: DemoReceiver, path: string, data: object) {
  const { keys } = await services()
  const headers = { authorization: `Bearer ${demoKey(keys, system)}` }
  const answer = await request.post(`/api/v1${path}`, { headers, data })
  expect(answer.ok(), await answer.text()).toBe(true)
  return answer.json()
}

/** What a system is told when it wants to use data by a consent. */
async function checked(request: APIRequestContext, { ctx }: Guest, consent: string) {
  const { reference: customer } = customers
  const [row] = await ctx.db.select({ customer }).from(customers).where(eq(customers.id, ctx.subject))
  return by(request, 'sms-gateway', '/consents/check', { pairs: [{ ...row, consent }] })
}

/** A night passes: what was restricted today was restricted yesterday. */
async function sleep({ ctx }: Guest): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    const yesterday = { at: sql`${restrictions.at} - interval '1 day'` }
    await tx.update(restrictions).set(yesterday).where(eq(restrictions.customerId, ctx.subject))
  })
}

test('a restriction takes a code, is set at the desk and answered, refuses a use, and is proven by the systems’ reports', async ({
  page,
  request,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new', { codeAgeMinutes: 11 })
  await recordDecision(await systemContext(guest.ctx.subject), {
    ...{ consent: 'marketing-email', outcome: 'given', previousId: null, channel: 'branch', locale: 'kk' },
  })
  await page.goto('/requests/new?kind=restriction&about=field%3Aemail')
  await send(page).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(await openDemoInbox(page.context(), guest.phone))
  await dialog.getByRole('button', { name: translator('kk', 'account.step-up')('confirm') }).click()
  await expect(page).toHaveURL(/filed=1$/)
  const { id = '', reference = '' } = (await filed(guest)) ?? {}

  const { page: agent, ctx: clerk } = await desk('agent')
  await agent.goto(deskPage(reference))
  await answered(agent, 'fulfilled', 'Поштаңыз енді пайдаланылмайды.', 'email')
  await expect(main(agent)).toContainText('1 дерек әлі шектелмеген')
  const { found } = await findCustomer(clerk, { query: guest.phone })
  await agent.goto(`/staff/customers/${found?.search}/restrictions`)
  await agent.getByLabel(limits('ask.field')).selectOption('email')
  await agent.getByLabel(limits('ground.court')).check()
  await agent.getByLabel(limits('ask.evidence')).fill(reference)
  await button(agent, limits('ask.send')).click()
  await expect(main(agent)).toContainText(limits('ask.done'))
  await agent.goto(deskPage(reference))
  await answered(agent, 'fulfilled', 'Поштаңыз енді пайдаланылмайды.', 'email')
  await expect(main(agent)).toContainText(desks('outgoing.title'))
  await leave(guest)

  await page.goto(`/requests/${id}`)
  await expect(page.locator('.facts').filter({ hasText: email })).toContainText(say('outcome.fulfilled'))
  expect(await checked(request, guest, 'marketing-email')).toMatchObject({
    answers: [{ allowed: false, reason: 'restricted', restricted: [{ field: 'email', allowed: ['court'] }] }],
  })

  await sleep(guest)
  const report = restrictionKeeper().report(bankDay(new Date(Date.now() - 24 * 60 * 60 * 1000)))
  for (const system of ['core-banking', 'sms-gateway', 'analytics'] as const)
    await by(request, system, '/restrictions/reads', report)
  for (const locale of locales) {
    await page.context().addCookies([{ name: localeCookie, value: locale, url: page.url() }])
    await page.goto('/data')
    const told = translator(locale, 'restrictions')
    const unused = told('unused', { date: '#', until: '#' }).split('#')
    for (const words of [told('mark'), ...unused])
      await expect(page.locator('#email')).toContainText(words.trim())
  }
  await accessible(page)
})

test('a consent is withdrawn by a request to the end: the bank says it is done, and no system may use it', async ({
  page,
  request,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const system = await systemContext(guest.ctx.subject)
  const decision = { consent: 'marketing-sms', channel: 'branch', locale: 'kk' }
  const given = await recordDecision(system, { ...decision, outcome: 'given', previousId: null })
  await page.goto('/consents')
  await page.locator('#marketing-sms summary').click()
  await page.locator('#marketing-sms').getByRole('link', { name: 'кері қайтарып алу' }).click()
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  const { id = '', reference = '' } = (await filed(guest)) ?? {}
  await expect(main(page)).toContainText(findConsent(policy(), 'marketing-sms').title.kk)
  expect(await checked(request, guest, 'marketing-sms')).toMatchObject({ answers: [{ allowed: true }] })

  const { page: agent } = await desk('agent')
  await agent.goto(deskPage(reference))
  await answered(agent, 'fulfilled', 'Келісіміңіз қайтарылды.', 'phone')
  const consents = findConsent(policy(), 'marketing-sms').title.kk
  await expect(main(agent)).toContainText(errors('request.consents-stand', { count: 1, consents }))
  await recordDecision(system, {
    ...decision,
    outcome: 'withdrawn',
    previousId: given.history[0]?.id ?? null,
  })
  await agent.goto(deskPage(reference))
  await answered(agent, 'fulfilled', 'Келісіміңіз қайтарылды.', 'phone')
  await expect(main(agent)).toContainText(desks('outgoing.title'))
  await leave(guest)
  expect(await checked(request, guest, 'marketing-sms')).toMatchObject({
    answers: [{ allowed: false, reason: 'withdrawn' }],
  })

  for (const locale of locales) {
    await page.context().addCookies([{ name: localeCookie, value: locale, url: page.url() }])
    await page.goto(`/requests/${id}`)
    await expect(main(page)).toContainText(translator(locale, 'requests')('outcome.fulfilled'))
    await expect(main(page)).toContainText('Келісіміңіз қайтарылды.')
  }
  await accessible(page)
  await page.goto('/consents')
  await expect(page.locator('#marketing-sms').getByRole('switch')).not.toBeChecked()
})

test('a withdrawal that is refused becomes a complaint that names it, to the customer and at the desk', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  await page.goto('/requests/new?kind=withdrawal&about=consent%3Amarketing-sms')
  await send(page).click()
  await expect(page).toHaveURL(/filed=1$/)
  const { id = '', reference = '' } = (await filed(guest)) ?? {}
  const { page: agent } = await desk('agent')
  await agent.goto(deskPage(reference))
  await answerField(agent).fill('Шарт аяқталмаған.')
  await sendText(agent, desks('answer.refused'))
  await expect(main(agent)).toContainText(errors('request.reason-missing'))
  await answered(agent, 'refused', 'Шарт аяқталмаған.', 'contract')
  await expect(main(agent)).toContainText(desks('outgoing.title'))
  await leave(guest)

  await page.goto(`/requests/${id}`)
  const { title, citation } = policy().refusals?.find((one) => one.id === 'contract') ?? {}
  const why = say('outcome.why', { title: title?.kk ?? '', citation: citation?.kk ?? '' })
  await expect(main(page)).toContainText(why)
  await page.getByRole('link', { name: 'шағым беріңіз' }).click()
  await page
    .getByLabel('Не болды және не сұрайсыз?')
    .fill('Шартым былтыр аяқталған, келісімді қайтарыңыздар.')
  await accessible(page)
  await button(page, 'Шағымды жіберу').click()
  await expect(page).toHaveURL(/\/complaints\/[0-9a-f-]{36}\?filed=1$/)
  const about = translator('kk', 'complaints')('request', { reference })
  await page.getByRole('link', { name: about }).click()
  await expect(page).toHaveURL(`/requests/${id}`)
  const [complaint] = await listComplaints({ ...guest.ctx, now: new Date() })
  await agent.goto(deskPage(complaint?.reference ?? ''))
  await expect(main(agent)).toContainText(about)
  await accessible(agent)
})
