import { fileRequest } from '#domain/requests/file-request.ts'
import { showRequest } from '#domain/requests/show-request.ts'
import { translator } from '#i18n/translator.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { button, deskPage, main } from '#testing/browser/complaint-desk.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { running, stage } from '#testing/browser/look-stage.ts'

// From where requests are reached, and who reaches whose.

test('from a datum, a consent, a recipient and a disclosure one comes to the request that fits', async ({
  page,
  signIn,
  accessible,
}) => {
  await signIn('gulsim')
  const about = page.locator('#about')
  const comesTo = async (kind: string, value: string) => {
    await expect(page).toHaveURL(`/requests/new?${new URLSearchParams({ kind, about: value })}`)
    await expect(about).toHaveValue(value)
  }
  await page.goto('/data')
  await page.locator('#phone summary').click()
  await accessible(page)
  await page.locator('#phone').getByRole('link', { name: 'түзету' }).click()
  await comesTo('correction', 'field:phone')
  await page.goto('/consents')
  await page.locator('#marketing-sms summary').click()
  await page.locator('#marketing-sms').getByRole('link', { name: 'кері қайтарып алу' }).click()
  await comesTo('withdrawal', 'consent:marketing-sms')
  const ask = translator('kk', 'recipients')('row.ask')
  await page.goto('/recipients')
  const [recipient] = await page.locator('#who .row').evaluateAll((rows) => rows.map(({ id }) => id))
  await page.locator(`#${recipient} summary`).click()
  await page.locator(`#${recipient}`).getByRole('link', { name: ask }).click()
  await comesTo('information', `recipient:${recipient}`)
  await page.goto('/recipients?period=all')
  await page.locator('#disclosures').getByRole('link', { name: ask }).first().click()
  await expect(about).toHaveValue(/^recipient:/)
  await expect(page.locator('textarea[name="text"]')).toHaveValue(/^Банк .+ берген дерек туралы: .+\.$/)
})

test(
  'another customer’s request is not found, nor a kind that is none',
  anyWidth,
  async ({ page, signIn, newCustomer }) => {
    const other = await newCustomer()
    const { ctx } = await signIn('new')
    const { id } = await fileRequest({ ...ctx, subject: other.ctx.subject }, { kind: 'information' })
    for (const path of [`/requests/${id}`, '/requests/no-id', '/requests/new', '/requests/new?kind=copy']) {
      expect((await page.goto(path))?.status(), path).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мұндай бет жоқ')
    }
  },
)

test('a look that may see requests sees them and can do nothing', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { reference, agent } = await stage(guest, desk)
  const { id } = await fileRequest(guest.ctx, { kind: 'information' })
  const lookId = await running(guest, agent, reference, { pages: ['requests', 'data'] })
  const seen = agent.page
  await seen.goto(`/staff/view/${lookId}/requests`)
  await expect(main(seen).locator('.wish')).toHaveCount(9)
  const links = await main(seen)
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')))
  expect(links.filter((href) => href?.startsWith('/'))).toEqual([`/staff/view/${lookId}/requests/${id}`])
  await accessible(seen)
  await seen.locator('#mine').getByRole('link').click()
  await expect(main(seen)).toContainText(translator('kk', 'requests')('write.not-yours'))
  await expect(main(seen).locator('textarea, input, button')).toHaveCount(0)
  await accessible(seen)
  await seen.goto(`/staff/view/${lookId}/data`)
  await expect(main(seen).locator('a[href*="/requests"]')).toHaveCount(0)
  expect((await seen.goto(`/staff/view/${lookId}/requests/new?kind=information`))?.status()).toBe(404)
  expect((await showRequest(guest.ctx, { caseId: id })).lastStep).toBe(2)
  await page.goto('/activity')
  await expect(main(page)).toContainText(agent.staffId)
})

test('from a request at the desk one asks its customer for a look about it, who reads on what request', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { id, reference } = await fileRequest(guest.ctx, { kind: 'information' })
  const looks = translator('kk', 'looks')
  const { page: agent } = await desk('agent')
  await agent.goto(deskPage(reference))
  await agent.getByRole('link', { name: translator('kk', 'complaints.desk')('head.look') }).click()
  await expect(main(agent)).toContainText(looks('ask.pages-hint-request'))
  await expect(main(agent)).toContainText(looks('ask.only-leave-request'))
  await accessible(agent)
  await agent.getByLabel(looks('ask.text')).fill('Сұрату бетіндегі жазуды түсіндіру')
  await agent.getByRole('checkbox', { name: translator('kk', 'nav.page')('requests') }).check()
  await button(agent, looks('ask.send')).click()
  await expect(agent).toHaveURL(/\/staff\/looks\//)
  await expect(agent.getByRole('link', { name: reference })).toHaveAttribute('href', deskPage(reference))
  await page.goto(`/looks/${agent.url().split('/').at(-1)}`)
  await expect(page.getByRole('link', { name: reference })).toHaveAttribute('href', `/requests/${id}`)
  await accessible(page)
})
