import { lookPages } from '#db/schema/looks.ts'
import { actionsOf } from '#testing/audit.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, type Guest, type StaffGuest, test } from '#testing/browser/fixtures.ts'
import { type Desk, running, stage } from '#testing/browser/look-stage.ts'

test.describe('attacks on a look', () => {
  interface Closed {
    guest: Guest
    agent: StaffGuest
    lookId: string
  }
  const open = async (signIn: (who: 'new') => Promise<Guest>, desk: Desk): Promise<Closed> => {
    const guest = await signIn('new')
    const { reference, agent } = await stage(guest, desk)
    return { guest, agent, lookId: await running(guest, agent, reference, { pages: ['consents'] }) }
  }
  const opened = ({ guest, lookId }: Closed) =>
    actionsOf(guest.ctx.db, { customerId: guest.ctx.subject, lookId })

  test(
    'a look is closed to another agent, and to the same one in another browser',
    anyWidth,
    async ({ signIn, desk }) => {
      const look = await open(signIn, desk)
      const other = await desk('agent')
      const answer = await other.page.goto(`/staff/view/${look.lookId}/consents`)
      expect(answer?.status()).toBe(404)
      const elsewhere = await desk('agent', look.agent.staffId)
      await elsewhere.page.goto(`/staff/view/${look.lookId}/consents`)
      await expect(elsewhere.page).toHaveURL(new RegExp(`/staff/looks/${look.lookId}$`))
      expect(await opened(look)).toEqual([])
    },
  )

  test(
    'a look opens no page that was not granted, and no address that names another look or customer',
    anyWidth,
    async ({ signIn, desk }) => {
      const look = await open(signIn, desk)
      const seen = look.agent.page
      for (const page of ['data', 'overview', 'activity', 'settings', 'complaints']) {
        await seen.goto(`/staff/view/${look.lookId}/${page}`)
        await expect(seen.getByRole('alert').filter({ hasText: 'рұқсат берілмеген' })).toBeVisible()
      }
      for (const address of [
        `/staff/view/${crypto.randomUUID()}/consents`,
        `/staff/view/${look.guest.ctx.subject}/consents`,
        `/staff/view/${look.lookId}/codes`,
        `/staff/view/${look.lookId}/consents/extra`,
        `/staff/view/x/consents`,
      ])
        expect((await seen.goto(address))?.status(), address).toBe(404)
      expect([...new Set(await opened(look))]).toEqual(['look.page-refused'])
    },
  )

  test(
    'a look is closed to the customer’s own operations, whatever cookies the agent has',
    anyWidth,
    async ({ signIn, desk }) => {
      const look = await open(signIn, desk)
      const seen = look.agent.page
      await seen.goto(`/staff/view/${look.lookId}/consents`)
      const calls = {
        'consents/decide': { consent: 'marketing-sms', outcome: 'given', previousId: null },
        'complaints/file': { kind: 'ordinary', text: 'Клиенттің атынан жазылған шағым' },
        'holdings/reveal': { field: 'phone' },
        'profile/requestStepUp': {},
      }
      for (const [path, input] of Object.entries(calls)) {
        const status = await seen.evaluate(
          async ([path, body]) =>
            (
              await fetch(`/api/portal/${path}`, {
                method: 'POST',
                body,
                headers: { 'content-type': 'application/json' },
              })
            ).status,
          [path, JSON.stringify({ json: input })],
        )
        expect(status, path).toBe(401)
      }
      await seen.goto('/consents')
      await expect(seen).toHaveURL(/\/sign-in\?back=%2Fconsents$/)
    },
  )

  test('a look is closed to another customer', anyWidth, async ({ page, signIn, desk }) => {
    const look = await open(signIn, desk)
    await signIn('new')
    expect((await page.goto(`/looks/${look.lookId}`))?.status()).toBe(404)
  })
})

test('no link of a page in a look leads out of the look', anyWidth, async ({ signIn, desk }) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const lookId = await running(guest, agent, reference, { pages: [...lookPages] })
  const within = new RegExp(`^/staff/view/${lookId}/(${lookPages.join('|')})([/?#]|$)`)
  for (const page of lookPages) {
    await agent.page.goto(`/staff/view/${lookId}/${page}`)
    const links = await agent.page
      .locator('a[href]')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')))
    expect(links.filter((href) => href && within.test(href)).length, page).toBeGreaterThan(lookPages.length)
    expect(
      links.filter((href) => !/^(#|tel:)/.test(href ?? '') && href !== '/staff' && !within.test(href ?? '')),
    ).toEqual([])
  }
})
