import { listRequests } from '#domain/requests/list-requests.ts'
import { translator } from '#i18n/translator.ts'
import { answerField, button, leave, main, sendText } from '#testing/browser/complaint-desk.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { findAtDesk } from '#testing/browser/look-stage.ts'

const entry = translator('kk', 'requests.entry')
const errors = translator('kk', 'errors')
const desks = translator('kk', 'complaints.desk')

test('a deletion asked for at a branch is entered with how the identity was checked, and a colleague carries it out', async ({
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
  await seen.getByLabel(entry('kind')).selectOption('deletion')
  await seen.getByLabel('Клиент не жазды не айтты').fill('Деректерім жойылсын.')
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
    await answerField(by).fill('Деректеріңіз жойылды.')
    await sendText(by, desks('answer.fulfilled'))
  }
  await said(seen)
  await expect(main(seen)).toContainText(errors('request.four-eyes'))
  const { page: colleague } = await desk('supervisor')
  await colleague.goto(seen.url())
  await said(colleague)
  await expect(main(colleague)).toContainText('Мәтін әлі кеткен жоқ')
  await leave(guest)

  const [request] = await listRequests({ ...guest.ctx, now: new Date() }).then(({ requests }) => requests)
  await page.goto(`/requests/${request?.id}`)
  await expect(main(page)).toContainText('Деректеріңіз жойылды.')
  await expect(main(page)).not.toContainText('фотосы сәйкес')
  await page.goto('/activity?kind=requests')
  await expect(main(page)).toContainText('Банк бөлімшеге түскен')
})
