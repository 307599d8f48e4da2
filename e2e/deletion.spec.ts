import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { listRequests } from '#domain/requests/list-requests.ts'
import { showRequest } from '#domain/requests/show-request.ts'
import { translator } from '#i18n/translator.ts'
import { findField } from '#policy/find.ts'
import { button, deskPage, main } from '#testing/browser/complaint-desk.ts'
import { expect, policy, systemContext, test } from '#testing/browser/fixtures.ts'

const say = translator('kk', 'deletions')
const nameOf = (field: string) => findField(policy(), field).title.kk

test('a customer sees what a deletion does, two members of staff agree, the systems answer, and a certificate says what became of it', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const { ctx } = await signIn('new')
  const value = { field: 'location', value: 'Алматы, 43.238, 76.945', quantity: 186, obtainedVia: 'app' }
  const put = async () => putHoldings(await systemContext(ctx.subject), { holdings: [value] })
  await put()

  await page.goto('/requests/new?kind=deletion')
  const [gone, kept] = [page.locator('#gone'), page.locator('#kept')]
  await expect(gone).toContainText(`${nameOf('location')}, 186`)
  await expect(kept).toContainText(nameOf('full-name'))
  await expect(kept).toContainText('Цифрлық кодекстің 41‑бабы')
  await expect(main(page)).toContainText(say('remains.log'))
  await accessible(page)

  const more = { field: 'gallery', value: 'Чектер', quantity: 3, obtainedVia: 'app' }
  await putHoldings(await systemContext(ctx.subject), { holdings: [more] })
  const text = page.locator('textarea[name="text"]')
  await text.fill('Енді керек емес.')
  await button(page, translator('kk', 'requests')('new.send')).click()
  await expect(main(page)).toContainText(translator('kk', 'errors')('deletion.plan-changed'))
  await expect(gone).toContainText(`${nameOf('gallery')}, 3`)
  await expect(text).toHaveValue('Енді керек емес.')
  expect((await listRequests({ ...ctx, now: new Date() })).requests).toEqual([])

  await page.goto('/requests/new?kind=deletion&about=field:location')
  await expect(kept).toContainText(say('plan.kept-none'))
  await button(page, translator('kk', 'requests')('new.send')).click()
  await expect(page).toHaveURL(/filed=1$/)
  const [request] = (await listRequests({ ...ctx, now: new Date() })).requests
  const { id: caseId = '', reference = '' } = request ?? {}

  const agent = await desk('agent')
  await agent.page.goto(deskPage(reference))
  await expect(agent.page.locator('#deletion')).toContainText(nameOf('location'))
  await accessible(agent.page)
  await button(agent.page, say('desk.propose')).click()
  await expect(agent.page.locator('#deletion')).toContainText(agent.staffId)
  await expect(button(agent.page, say('desk.approve'))).toHaveCount(0)
  const supervisor = await desk('supervisor')
  await supervisor.page.goto(deskPage(reference))
  await button(supervisor.page, say('desk.approve')).click()
  await expect(supervisor.page.locator('#deletion')).toContainText(supervisor.staffId)

  const state = async () => (await showRequest({ ...ctx, now: new Date() }, { caseId })).state
  await expect.poll(state, { timeout: 45_000 }).toBe('fulfilled')
  await page.goto(`/requests/${caseId}`)
  await main(page)
    .getByRole('link', { name: /ЖК-\d{4}-\d{5}/ })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('certificate.title'))
  await expect(main(page)).toContainText(`${nameOf('location')}, 186`)
  await expect(main(page)).toContainText(say('certificate.erased'))
  await expect(main(page)).toContainText(say('certificate.anonymised-none'))
  await accessible(page)
  await expect(put()).rejects.toMatchObject({ details: { issues: [{ key: 'holding.erased' }] } })
})
