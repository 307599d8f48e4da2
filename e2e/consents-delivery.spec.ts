import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { customers } from '#db/schema/customers.ts'
import { type Pushed, receiver } from '#demo/receivers/receiver.ts'
import { decide } from '#domain/consents/decide.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { confirm, connectSystem, deliver, disconnectSystem } from '#testing/browser/deliveries.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { running, stage } from '#testing/browser/look-stage.ts'
import { row, switchOn } from '#testing/browser/switches.ts'

type Listen = ReturnType<typeof receiver>
const minutesMs = 60_000
const ago = (minutes: number) => new Date(Date.now() - minutes * minutesMs)
const ahead = (minutes: number) => ago(-minutes)
const progress = (page: Page, id: string) =>
  row(page, id).getByRole('list', { name: 'Шешіміңіздің жүйелерге жетуі' })
const open = (page: Page, id: string) => row(page, id).locator('summary').click()

test('a decision is followed on the open page until every system has confirmed it', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  const [quick, slow] = [await connectSystem('device-gallery'), await connectSystem('device-gallery')]
  await page.clock.install()
  await page.goto('/consents')
  await switchOn(page, 'device-gallery')
  await expect(row(page, 'device-gallery')).toContainText('қосылды')
  await open(page, 'device-gallery')
  await expect(row(page, 'device-gallery')).toContainText('орындайтын жүйелерге жіберіліп жатыр')

  const sent = { sentAt: new Date(), confirmBy: ahead(15) }
  await deliver(guest, 'device-gallery', quick, { ...sent, confirmedAt: new Date() })
  await deliver(guest, 'device-gallery', slow, sent)
  const steps = progress(page, 'device-gallery').getByRole('listitem')
  await expect(steps).toHaveCount(3)
  await expect(steps.nth(0)).toHaveText(/^\d\d:\d\d:\d\dСіз келісім бердіңіз$/)
  await expect(steps.nth(1)).toHaveText(new RegExp(`^\\d\\d:\\d\\d:\\d\\d${quick.name} орындады$`))
  await expect(steps.nth(2)).toHaveText(
    new RegExp(`\\d\\d:\\d\\d‑\\S+ дейін${slow.name} алды, бірақ әлі растаған жоқ$`),
  )
  await accessible(page)

  await confirm(guest, slow)
  await expect(steps.nth(2)).toContainText(`${slow.name} орындады`)

  let asked = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/consents/follow')) asked += 1
  })
  const askedWithin = async () => {
    const before = asked
    for (const _ of Array(5)) {
      await page.clock.runFor(10_000)
      // An answer on its way would have come by the time a later one has.
      await page.evaluate(() => fetch('/healthz').then((answer) => answer.text()))
    }
    return asked - before
  }
  await expect.poll(askedWithin, 'once another system would have been told by then').toBe(0)
})

test(
  'a switch reaches a system’s own receiver, and the page shows that it was applied, without a reload',
  anyWidth,
  async ({ page, signIn }) => {
    const guest = await signIn('new')
    const told: Pushed[] = []
    const hook: { listen?: Listen } = {}
    const server = createServer((request, response) => hook.listen?.(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = address && typeof address === 'object' ? address.port : 0
    const system = await connectSystem('device-documents', `http://127.0.0.1:${port}/`)
    hook.listen = receiver(system.secret, async (pushed) => {
      told.push(pushed)
      return 'applied'
    })
    try {
      await page.goto('/consents')
      await switchOn(page, 'device-documents')
      await open(page, 'device-documents')
      await expect(progress(page, 'device-documents')).toContainText(`${system.name} орындады`)
      const [known] = await guest.ctx.db
        .select({ reference: customers.reference })
        .from(customers)
        .where(eq(customers.id, guest.ctx.subject))
      const own = told.filter(({ data }) => data.customer === known?.reference)
      expect(own.map(({ data }) => data.data)).toMatchObject([
        { consent: 'device-documents', outcome: 'given' },
      ])
    } finally {
      await disconnectSystem(system)
      server.close()
    }
  },
)

test('what is late is marked with the time it was due, and leads to a complaint about it', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  const system = await connectSystem('linked-services')
  const past = { ...guest.ctx, now: ago(26 * 60) }
  await decide(past, { consent: 'linked-services', outcome: 'given', previousId: null })
  await deliver(guest, 'linked-services', system, { sentAt: ago(26 * 60), confirmBy: ago(2 * 60) })
  await page.goto('/consents')
  await expect(row(page, 'linked-services').locator('summary')).toContainText(
    'Бір жүйе бұл шешімді мерзімінде растамады.',
  )
  await open(page, 'linked-services')
  const late = progress(page, 'linked-services').getByRole('listitem').nth(1)
  await expect(late).toContainText(`${system.name} орындағанын мерзімінде растамады`)
  await expect(late).toContainText(/\d\d:\d\d‑\S+ дейін/)
  await accessible(page)
  await row(page, 'linked-services').getByRole('link', { name: 'Шағым беру' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('combobox')).toHaveValue(/linked-services/)
})

test('an agent who looks with leave reads the same thread, and can do nothing with it', async ({
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const system = await connectSystem('partner-sharing')
  await decide(
    { ...guest.ctx, now: ago(90) },
    { consent: 'partner-sharing', outcome: 'given', previousId: null },
  )
  await deliver(guest, 'partner-sharing', system, { sentAt: ago(90), confirmBy: ago(30) })
  const { reference, agent } = await stage(guest, desk)
  const lookId = await running(guest, agent, reference)
  const seen = agent.page
  await seen.goto(`/staff/view/${lookId}/consents`)
  await open(seen, 'partner-sharing')
  const steps = progress(seen, 'partner-sharing').getByRole('listitem')
  await expect(steps).toHaveCount(2)
  await expect(steps.nth(1)).toContainText(`${system.name} орындағанын мерзімінде растамады`)
  await expect(row(seen, 'partner-sharing').getByRole('link', { name: 'Шағым беру' })).toHaveCount(0)
  await accessible(seen)
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test(
    'the thread stands on the page as it was when it was asked for',
    anyWidth,
    async ({ page, signIn }) => {
      const guest = await signIn('new')
      const system = await connectSystem('quality-improvement')
      await decide(guest.ctx, { consent: 'quality-improvement', outcome: 'given', previousId: null })
      const now = new Date()
      await deliver(guest, 'quality-improvement', system, {
        sentAt: now,
        confirmedAt: now,
        confirmBy: ahead(60),
      })
      await page.goto('/consents')
      await open(page, 'quality-improvement')
      await expect(progress(page, 'quality-improvement')).toContainText(`${system.name} орындады`)
    },
  )
})
