import { eq } from 'drizzle-orm'
import { dismissedSuggestions } from '#db/schema/overview.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { decide } from '#domain/consents/decide.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { fileRequest } from '#domain/requests/file-request.ts'
import { translator } from '#i18n/translator.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bankMoves } from '#testing/browser/complaint-desk.ts'
import { expect, type Guest, policy, systemContext, test } from '#testing/browser/fixtures.ts'

const say = translator('kk', 'overview')
const given = { consent: 'device-camera', outcome: 'given', previousId: null }

/** Makes the portal suggest a look at what others gave. */
const heardFromOthers = async ({ ctx }: Guest) =>
  putHoldings(await systemContext(ctx.subject), {
    holdings: [{ field: 'received-messages', value: 'Рақмет', quantity: 1, obtainedVia: 'transfer' }],
  })
const dismissed = ({ ctx }: Guest) =>
  ctx.db.select().from(dismissedSuggestions).where(eq(dismissedSuggestions.customerId, ctx.subject))

test(
  'the opening sentence counts, and each number leads to what it counts',
  anyWidth,
  async ({ page, signIn }) => {
    const guest = await signIn('new')
    await page.goto('/')
    await expect(page.locator('.lede')).toContainText('1 санаттағы 4\u00a0дерек')
    await expect(page.locator('.lede')).toContainText('Бірде-бір келісім берген жоқсыз.')
    await decide({ ...guest.ctx, now: new Date() }, given)
    await page.reload()
    await page.getByRole('link', { name: '1\u00a0келісім бердіңіз' }).click()
    await expect(page).toHaveURL('/consents')
    await page.goBack()
    await page.getByRole('link', { name: '1 санаттағы 4\u00a0дерек' }).click()
    await expect(page).toHaveURL('/data')
    await page.goBack()
    await page.locator('.lede').getByRole('link', { name: 'алушы' }).click()
    await expect(page).toHaveURL('/recipients')
  },
)

test('the first visit says so, the next tells what others did since', anyWidth, async ({ page, signIn }) => {
  const { ctx } = await signIn('new', { codeAgeMinutes: 20 })
  await page.goto('/')
  await expect(page.getByText(say('since.first'))).toBeVisible()
  const system = await systemContext(ctx.subject)
  await recordDecision(system, { ...given, channel: 'branch', locale: 'kk' })
  await page.context().addCookies([await signIn.cookieFor(ctx, 'Firefox, Linux')])
  await page.goto('/')
  const camera = policy().consents.consents.find((one) => one.id === 'device-camera')?.title.kk ?? ''
  const line = page.locator('.ledger > li').filter({ hasText: camera })
  await expect(line).toContainText('келісімін бердіңіз')
  await expect(page.getByText('бергі 1\u00a0өзгеріс')).toBeVisible()
  await page.getByRole('link', { name: say('since.all') }).click()
  await expect(page).toHaveURL('/activity')
})

test('the open case that ends first stands there with its days left, a request among complaints', async ({
  page,
  signIn,
  accessible,
}) => {
  const { ctx } = await signIn('new')
  const filedAt = new Date(Date.now() - 13 * 24 * 60 * 60 * 1000)
  const { id, reference } = await fileComplaint(
    { ...ctx, now: filedAt },
    { kind: 'ordinary', text: 'SMS келіп тұр' },
  )
  await page.goto('/')
  await expect(
    page.getByRole('heading', { level: 2, name: say('case.title', { type: 'complaint' }) }),
  ).toBeVisible()
  const main = page.getByRole('main')
  await expect(main).toContainText(`№\u00a0${reference}`)
  await expect(main).toContainText('17\u00a0күн қалды')
  await accessible(page)
  await page.getByRole('link', { name: 'SMS келіп тұр' }).click()
  await expect(page).toHaveURL(`/complaints/${id}`)
  const request = await fileRequest(ctx, { kind: 'information' })
  await page.goto('/')
  await expect(
    page.getByRole('heading', { level: 2, name: say('case.title', { type: 'request' }) }),
  ).toBeVisible()
  await expect(main).toContainText(`№\u00a0${request.reference}`)
  await accessible(page)
  await page.getByRole('link', { name: say('case.more-complaints', { count: 1 }) }).click()
  await expect(page).toHaveURL('/complaints')
})

test('a suggestion is hidden for good', anyWidth, async ({ page, signIn }) => {
  const guest = await signIn('new')
  await heardFromOthers(guest)
  await page.goto('/')
  const suggestion = page.getByText('деректі басқалар берген')
  await expect(suggestion).toBeVisible()
  await page.getByRole('button', { name: /кеңесін жасыру/ }).click()
  await expect(suggestion).toBeHidden()
  await expect(page.getByText(say('suggestions.hidden'))).toBeVisible()
  await expect.poll(async () => (await dismissed(guest)).length).toBe(1)
  await page.reload()
  await expect(suggestion).toBeHidden()
})

test(
  'a suggestion that could not be hidden comes back with the reason',
  anyWidth,
  async ({ page, signIn }) => {
    const guest = await signIn('new')
    await heardFromOthers(guest)
    await page.goto('/')
    await page.route('**/api/portal/overview/dismiss', (route) => route.abort())
    await page.getByRole('button', { name: /кеңесін жасыру/ }).click()
    await expect(page.getByText('деректі басқалар берген')).toBeVisible()
    await expect(page.getByRole('main').getByRole('alert')).toContainText(/\S/)
    expect(await dismissed(guest)).toEqual([])
  },
)

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('the overview reads and a suggestion can be hidden', anyWidth, async ({ page, signIn }) => {
    const guest = await signIn('new')
    await heardFromOthers(guest)
    await page.goto('/')
    await page.getByRole('button', { name: /кеңесін жасыру/ }).click()
    await expect(page).toHaveURL('/')
    await expect(page.getByText('деректі басқалар берген')).toBeHidden()
    expect(await dismissed(guest)).toHaveLength(1)
  })
})

test('what awaits a decision leads to its switch', anyWidth, async ({ page, signIn }) => {
  const guest = await signIn('new')
  const then = new Date(Date.now() - 800 * 24 * 60 * 60 * 1000)
  await decide({ ...guest.ctx, now: then }, given)
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 2, name: say('reviews.title') })).toBeVisible()
  await page.getByRole('heading', { level: 3 }).getByRole('link', { name: 'Камера' }).click()
  await expect(page).toHaveURL('/consents#device-camera')
})

test('the overview begins with the bank’s question and with a consent that ends soon, switched off in place', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  const { ctx } = guest
  const { id } = await fileComplaint(ctx, { kind: 'ordinary', text: 'SMS келіп тұр' })
  const question = { kind: 'waiting-customer', text: 'Соңғы SMS қай нөмірден келді?', lastStep: 2 }
  await bankMoves(guest, { caseId: id, ...question })
  const then = new Date(Date.now() - 300 * 24 * 60 * 60 * 1000)
  await decide({ ...ctx, now: then }, { ...given, consent: 'advertising-identifier' })
  await page.goto('/')
  await expect(page.locator('.lede')).toContainText('2\u00a0іс күтіп тұр')
  const [asked, ending] = [page.locator('.need').nth(0), page.locator('.need').nth(1)]
  await expect(asked).toContainText('Соңғы SMS қай нөмірден келді?')
  await expect(asked).toContainText('30\u00a0күн қалды')
  await accessible(page)
  const consent = ending.getByRole('switch')
  await expect(consent).toBeChecked()
  await consent.click()
  await expect(page.getByRole('status').filter({ hasText: /\S/ })).toContainText('Өшірілді')
  await page.reload()
  await expect(page.locator('.need')).toHaveCount(1)
  await asked.getByRole('link', { name: 'Жауап беру' }).click()
  await expect(page).toHaveURL(`/complaints/${id}#message`)
})
