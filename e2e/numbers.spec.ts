import type { Page } from '@playwright/test'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { listSessions } from '#domain/sessions/list-sessions.ts'
import { expect, type NewGuest, systemContext, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

const codeField = (page: Page) => page.getByLabel('Алты цифрлы код')
const iinField = (page: Page) => page.getByLabel('ЖСН', { exact: true })
const enter = (page: Page) => page.getByRole('button', { name: 'Кіру', exact: true }).click()

async function askForCode(page: Page, phone: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Ұялы телефон нөмірі').fill(phone)
  await page.getByRole('button', { name: 'Код алу' }).click()
  await expect(codeField(page)).toBeVisible()
}

async function signInWith(page: Page, phone: string, sent = 1): Promise<void> {
  await askForCode(page, phone)
  await codeField(page).fill(await openDemoInbox(page.context(), phone, sent))
  await enter(page)
  await expect(page).toHaveURL('/')
}

/** The bank's system tells that the customer has this number now. */
const give = async ({ reference, iin }: NewGuest, phone: string) =>
  registerCustomer(await systemContext(null), { reference, iin, phone, locale: 'kk' })

test('a number moves from one customer to another: the first is out, and codes reach the second alone', async ({
  browser,
  baseURL,
  newCustomer,
}) => {
  const [first, second] = [await newCustomer(), await newCustomer()]
  const moving = first.phone
  const [mine, theirs] = await Promise.all(
    [first, second].map(async () => (await browser.newContext({ baseURL, locale: 'kk-KZ' })).newPage()),
  )
  if (!mine || !theirs) throw new Error('two browsers were opened')
  await signInWith(mine, moving)
  await signInWith(theirs, second.phone)
  const free = `+7705${moving.slice(5)}`

  await give(first, free)
  await mine.reload()
  await expect(mine).toHaveURL('/sign-in')
  const inbox = await mine.context().newPage()
  await expect(async () => {
    await inbox.goto('/demo/inbox')
    for (const to of [moving, free])
      await expect(
        inbox.getByRole('listitem').filter({ hasText: to }).filter({ hasText: 'кіру нөмірі өзгерді' }),
      ).toHaveCount(1, { timeout: 500 })
  }).toPass()

  await give(second, moving)
  await theirs.reload()
  await expect(theirs).toHaveURL('/sign-in')
  await signInWith(theirs, moving, 2)
  const sessionsOf = async ({ ctx }: NewGuest) => {
    const actor = { kind: 'customer', sessionId: ctx.requestId, verifiedAt: new Date() } as const
    return (await listSessions({ ...ctx, actor, now: new Date() })).length
  }
  expect(await sessionsOf(first), 'the number signs nobody in as its former customer').toBe(0)
  expect(await sessionsOf(second)).toBe(1)
  await signInWith(mine, free)
  await mine.goto('/activity')
  await expect(mine.getByText('телефон нөмірін өзгертті').first()).toBeVisible()
  await Promise.all([mine, theirs].map((page) => page.context().close()))
})

test('two customers with one number are told apart by their IIN, at any width and without a name', async ({
  page,
  newCustomer,
  accessible,
}) => {
  const [parent, child, stranger] = [await newCustomer(), await newCustomer(), await newCustomer()]
  await give(child, parent.phone)
  await askForCode(page, parent.phone)
  await codeField(page).fill(await openDemoInbox(page.context(), parent.phone))
  await expect(iinField(page)).toHaveCount(0)
  await enter(page)
  await expect(iinField(page)).toBeFocused()
  await accessible(page)
  await expect(page.getByRole('main')).not.toContainText('Сынақова')
  await iinField(page).fill(stranger.iin)
  await enter(page)
  await expect(
    page.getByText('Бұл ЖСН нөмірге сәйкес келмеді. Тағы 3 рет жазып көруге болады.'),
  ).toBeVisible()
  await iinField(page).fill(child.iin)
  await enter(page)
  await expect(page).toHaveURL('/')
  const actor = { kind: 'customer', sessionId: child.ctx.requestId, verifiedAt: new Date() } as const
  expect(await listSessions({ ...child.ctx, actor, now: new Date() })).toHaveLength(1)
})

test('two customers with one number are told apart without script', async ({
  browser,
  baseURL,
  newCustomer,
}) => {
  const [parent, child] = [await newCustomer(), await newCustomer()]
  await give(child, parent.phone)
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false, locale: 'kk-KZ' })
  const page = await context.newPage()
  await askForCode(page, parent.phone)
  await codeField(page).fill(await openDemoInbox(context, parent.phone))
  await enter(page)
  await iinField(page).fill(parent.iin)
  await enter(page)
  await expect(page).toHaveURL('/')
  await context.close()
})
