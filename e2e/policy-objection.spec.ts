import { listConsents } from '#domain/consents/list-consents.ts'
import { listRequests } from '#domain/requests/list-requests.ts'
import { translator } from '#i18n/translator.ts'
import { findField } from '#policy/find.ts'
import { bankMovesOn, button, main } from '#testing/browser/complaint-desk.ts'
import { expect, policy, test } from '#testing/browser/fixtures.ts'

const say = translator('kk', 'requests')
const nameOf = (field: string) => findField(policy(), field).title.kk

test('an objection to the policy says what stops and what nobody can refuse, changes nothing by itself, and a refusal leads to a complaint', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  const now = () => ({ ...guest.ctx, now: new Date() })
  const states = async () =>
    (await listConsents(now())).groups.flatMap(({ consents }) => consents.map(({ id, state }) => [id, state]))
  const before = await states()
  await page.goto('/requests/new?kind=policy-objection')
  const [refusable, unrefusable] = [page.locator('#refusable'), page.locator('#unrefusable')]
  const { consents } = policy()
  for (const { title } of consents.consents) await expect(refusable).toContainText(title.kk)
  for (const { title, reason } of consents.unrefusable) {
    await expect(unrefusable).toContainText(title.kk)
    await expect(unrefusable).toContainText(reason.kk)
  }
  await expect(refusable).toContainText('Тоқтайды:')
  await accessible(page)
  await button(page, say('new.send')).click()
  await expect(main(page)).toContainText(translator('kk', 'errors')('request.text-empty'))
  expect((await listRequests(now())).requests).toEqual([])
  await page.locator('textarea[name="text"]').fill('Геолокация мен қоңыраулар тарихынан бас тартамын.')
  await button(page, say('new.send')).click()
  await expect(page).toHaveURL(/filed=1$/)
  expect(await states()).toEqual(before)

  const [request] = (await listRequests(now())).requests
  const caseId = request?.id ?? ''
  await bankMovesOn(guest, {
    ...{ caseId, kind: 'partly-fulfilled', lastStep: 2 },
    text: 'Геолокация енді жиналмайды. Қоңырау нөміріңіз шарт бойынша керек.',
    outcomes: [
      { field: 'location', outcome: 'fulfilled' },
      { field: 'phone', outcome: 'refused', reason: 'contract' },
    ],
  })
  await page.reload()
  const contract = policy().refusals?.find(({ id }) => id === 'contract')
  const refused = page.locator('.facts').filter({ hasText: nameOf('phone') })
  await expect(refused).toContainText(contract?.citation.kk ?? '')
  await expect(main(page)).toContainText(say('outcome.fulfilled'))
  await accessible(page)
  await page.getByRole('link', { name: 'шағым беріңіз' }).click()
  await expect(page).toHaveURL(`/complaints/new?request=${caseId}`)
})
