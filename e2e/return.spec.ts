import type { Page } from '@playwright/test'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { registerCustomer } from '#domain/customers/register-customer.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bankMoves } from '#testing/browser/complaint-desk.ts'
import { expect, type NewGuest, systemContext, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'
import { wanted } from '#testing/browser/look-stage.ts'
import { enterButton, titles } from '#testing/browser/staff-entrance.ts'

const codeField = (page: Page) => page.getByLabel('Алты цифрлы код')
const enter = (page: Page) => page.getByRole('button', { name: 'Кіру', exact: true }).click()
const askForCode = async (page: Page, phone: string) => {
  await page.getByLabel('Ұялы телефон нөмірі').fill(phone)
  await page.getByRole('button', { name: 'Код алу' }).click()
}
const asCustomer = ({ ctx }: NewGuest) => ({
  ...ctx,
  actor: { kind: 'customer', sessionId: ctx.requestId, verifiedAt: new Date() } as const,
})

/** The newest notice by a channel, as the demo's inbox shows it, and the address in it. */
async function noticeOf(page: Page, holding: string, to: string, says: string) {
  const entry = page.getByRole('listitem').filter({ hasText: to }).filter({ hasText: says })
  await expect(async () => {
    await page.goto('/demo/inbox')
    await expect(entry).toHaveCount(1, { timeout: 500 })
  }).toPass()
  const text = await entry.innerText()
  const [address = ''] = new RegExp(String.raw`${holding}\S*`).exec(text) ?? []
  return address.startsWith('http') ? address : `http://${address}`
}

test('a notice of an answer leads through the sign-in to the complaint it speaks of', async ({
  page,
  newCustomer,
  baseURL,
}) => {
  const guest = await newCustomer()
  const { id, reference } = await fileComplaint(asCustomer(guest), {
    kind: 'ordinary',
    text: 'Кімге берілді?',
  })
  await bankMoves(guest, { caseId: id, kind: 'answered', text: 'Ешкімге берілген жоқ.', lastStep: 2 })
  const { host } = new URL(baseURL ?? '')
  const address = await noticeOf(page, host, guest.phone, `№\u00a0${reference} шағымыңызға`)
  expect(address).toBe(`http://${host}/c/${reference.slice(2)}`)
  await page.goto(address)
  await expect(page).toHaveURL(`/sign-in?back=%2Fc%2F${reference.slice(2)}`)
  await askForCode(page, guest.phone)
  await codeField(page).fill('000000')
  await enter(page)
  await expect(page.getByText(/Код сәйкес келмеді/)).toBeVisible()
  await codeField(page).fill(await openDemoInbox(page.context(), guest.phone))
  await enter(page)
  await expect(page).toHaveURL(`/complaints/${id}`)
  await expect(page.getByRole('main')).toContainText('Ешкімге берілген жоқ.')
})

test('notices of a look lead to that look, by text message and by e-mail', async ({
  page,
  signIn,
  desk,
  baseURL,
}) => {
  const guest = await signIn('new')
  const { reference } = await fileComplaint(guest.ctx, { kind: 'ordinary', text: 'Кімге берілді?' })
  const { lookId } = await askForLook((await desk('agent')).ctx, wanted(reference))
  const { host } = new URL(baseURL ?? '')
  const byText = await noticeOf(page, host, guest.phone, '/looks')
  await page.goto(byText)
  await expect(page).toHaveURL(`/looks/${lookId}`)
  const byMail = await noticeOf(page, baseURL ?? '', 'aru@example.kz', lookId)
  expect(byMail).toBe(`${baseURL}/looks/${lookId}`)
})

test('a sign-in comes back also through the IIN of a shared number, and without script', async ({
  browser,
  newCustomer,
  baseURL,
}) => {
  const [parent, child] = [await newCustomer(), await newCustomer()]
  const { reference, iin } = child
  await registerCustomer(await systemContext(null), { reference, iin, phone: parent.phone, locale: 'kk' })
  for (const [nth, javaScriptEnabled] of [true, false].entries()) {
    const context = await browser.newContext({ baseURL, javaScriptEnabled, locale: 'kk-KZ' })
    const page = await context.newPage()
    await page.goto('/complaints/new?about=consent:marketing-sms')
    await expect(page).toHaveURL('/sign-in?back=%2Fcomplaints%2Fnew%3Fabout%3Dconsent%253Amarketing-sms')
    await askForCode(page, parent.phone)
    await codeField(page).fill(await openDemoInbox(context, parent.phone, nth + 1))
    await enter(page)
    await page.getByLabel('ЖСН', { exact: true }).fill(iin)
    await enter(page)
    await expect(page).toHaveURL('/complaints/new?about=consent%3Amarketing-sms')
    await expect(page.getByLabel('Неге қатысты?')).toHaveValue('consent:marketing-sms')
    await context.close()
  }
})

for (const back of [
  '//evil.example',
  String.raw`/\evil.example`,
  '/%2f%2fevil.example',
  'https://evil.example/data',
])
  test(`no sign-in leads to ${back}`, anyWidth, async ({ page, signIn }) => {
    await signIn('empty')
    await page.goto(`/sign-in?${new URLSearchParams({ back })}`)
    await expect(page).toHaveURL('/')
  })

test('staff come back to the page they asked for', async ({ page }) => {
  await page.goto('/staff/looks?page=2')
  await expect(page).toHaveURL('/staff/sign-in?back=%2Fstaff%2Flooks%3Fpage%3D2')
  await enterButton(page).click()
  await page.getByRole('button', { name: titles.agent }).click()
  await expect(page).toHaveURL('/staff/looks?page=2')
})
