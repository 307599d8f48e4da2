import { listRequests } from '#domain/requests/list-requests.ts'
import { putRestriction } from '#domain/restrictions/put-restriction.ts'
import { translator } from '#i18n/translator.ts'
import { answerField, button, leave, main, sendText } from '#testing/browser/complaint-desk.ts'
import { expect, systemContext, test } from '#testing/browser/fixtures.ts'
import { findAtDesk } from '#testing/browser/look-stage.ts'

const entry = translator('kk', 'requests.entry')
const errors = translator('kk', 'errors')
const desks = translator('kk', 'complaints.desk')

test('a restriction asked for at a branch is entered with how the identity was checked, and a colleague answers it', async ({
  page,
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { page: seen } = await desk('agent')
  await findAtDesk(seen, guest)
  await seen.getByRole('link', { name: entry('title') }).click()
  await expect(seen.getByRole('heading', { level: 1 })).toHaveText(entry('title'))
  await seen.getByRole('radio', { name: /телефон/i }).check()
  await seen.getByLabel(entry('kind')).selectOption('restriction')
  await seen.getByLabel('Клиент не жазды не айтты').fill('Табысымды пайдаланбаңыздар.')
  await button(seen, entry('send')).click()
  await expect(main(seen)).toContainText(errors('request.identity-empty'))
  await seen.getByLabel(entry('identity')).fill('Жеке куәлігі көрілді, фотосы сәйкес.')
  await button(seen, entry('send')).click()
  await expect(main(seen)).toContainText(errors('request.branch-only'))
  await expect(seen.getByLabel(entry('identity'))).toHaveValue(/^Жеке куәлігі/)
  await accessible(seen)
  await seen.getByRole('radio', { name: /бөлімше/i }).check()
  await button(seen, entry('send')).click()
  await expect(seen).toHaveURL(/\/staff\/cases\//)
  await expect(main(seen)).toContainText('Жеке куәлігі көрілді')
  await accessible(seen)

  const said = async (by: typeof seen) => {
    await answerField(by).fill('Табысыңыздың пайдаланылуы шектелді.')
    await by.getByText(desks('outcome.by-field')).click()
    await by.locator('[id="outcome.salary"]').selectOption('fulfilled')
    await sendText(by, desks('answer.fulfilled'))
  }
  await said(seen)
  await expect(main(seen)).toContainText(errors('request.four-eyes'))
  await putRestriction(await systemContext(guest.ctx.subject), {
    ...{ field: 'salary', reason: 'customer-demanded', allowed: [], evidence: 'BR-17' },
  })
  const { page: colleague } = await desk('supervisor')
  await colleague.goto(seen.url())
  await said(colleague)
  await expect(main(colleague)).toContainText('Мәтін әлі кеткен жоқ')
  await leave(guest)

  const [request] = await listRequests({ ...guest.ctx, now: new Date() }).then(({ requests }) => requests)
  await page.goto(`/requests/${request?.id}`)
  await expect(main(page)).toContainText('Табысыңыздың пайдаланылуы шектелді.')
  await expect(main(page)).not.toContainText('фотосы сәйкес')
  await page.goto('/activity?kind=requests')
  await expect(main(page)).toContainText('Банк бөлімшеге түскен')
})
