import type { Page } from '@playwright/test'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import { listRequests } from '#domain/requests/list-requests.ts'
import { showRequest } from '#domain/requests/show-request.ts'
import { translator } from '#i18n/translator.ts'
import { findField } from '#policy/find.ts'
import { bankMovesOn, button, main } from '#testing/browser/complaint-desk.ts'
import { expect, policy, systemContext, test } from '#testing/browser/fixtures.ts'

/** Requests in a browser that runs no script. What axe says of these pages, the journeys with script ask. */
test.use({ javaScriptEnabled: false })

const say = translator('kk', 'requests')
const errors = translator('kk', 'errors')
const textField = (page: Page) => page.locator('textarea[name="text"]')
const picture = {
  name: 'хат.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

test('without script a correction is filed, written to and withdrawn, and what is refused is said in words', async ({
  page,
  signIn,
}) => {
  const guest = await signIn('new')
  await page.goto('/requests/new?kind=correction&about=field%3Aemail')
  await expect(page.locator('#about')).toHaveValue('field:email')
  await page.locator('#about').selectOption('')
  await textField(page).fill('Дұрысы: aru.s@example.kz')
  await button(page, say('new.send')).click()
  await expect(page.locator('#about')).toHaveAccessibleDescription(
    new RegExp(errors('request.field-missing')),
  )
  await expect(textField(page)).toHaveValue('Дұрысы: aru.s@example.kz')
  await page.locator('#about').selectOption('field:email')
  await button(page, say('new.send')).click()
  await expect(main(page)).toContainText(errors('request.document-missing'))
  await expect(page.locator('#about')).toHaveValue('field:email')
  await page.locator('input[name="files"]').setInputFiles(picture)
  await button(page, say('new.send')).click()
  await expect(page).toHaveURL(/\/requests\/[0-9a-f-]{36}\?filed=1$/)
  const { requests } = await listRequests({ ...guest.ctx, now: new Date() })
  const caseId = requests[0]?.id ?? ''
  expect(requests).toHaveLength(1)
  await expect(page.getByRole('link', { name: 'хат.png' })).toBeVisible()

  await page.goto('/requests/new?kind=correction&about=field%3Aemail')
  await expect(button(page, say('new.send'))).toHaveCount(0)
  await expect(page.getByRole('link', { name: requests[0]?.reference })).toHaveAttribute(
    'href',
    `/requests/${caseId}`,
  )

  await page.goto(`/requests/${caseId}`)
  await bankMovesOn(guest, { caseId, kind: 'message', text: 'Қарап жатырмыз.', lastStep: 2 })
  await textField(page).fill('Түскі үзілісте қоңырау шалыңыз.')
  await button(page, translator('kk', 'complaints')('write.send')).click()
  await expect(main(page)).toContainText(say('write.conflict'))
  await expect(textField(page)).toHaveValue('Түскі үзілісте қоңырау шалыңыз.')
  await button(page, translator('kk', 'complaints')('write.send')).click()
  await expect(page.locator('.said', { hasText: 'Түскі үзілісте қоңырау шалыңыз.' })).toBeVisible()

  await bankMovesOn(guest, { caseId, kind: 'message', text: 'Түсіндік.', lastStep: 4 })
  await page.locator('#withdraw summary').click()
  await button(page, say('withdraw.confirm')).click()
  await expect(page).toHaveURL(/refused=conflict#withdraw$/)
  await expect(page.locator('#withdraw').getByRole('alert')).toContainText(say('withdraw.conflict'))
  await button(page, say('withdraw.confirm')).click()
  await expect(main(page)).toContainText(say('write.closed'))
  expect((await showRequest(guest.ctx, { caseId })).state).toBe('withdrawn')
})

test('without script a deletion is filed with the plan that was shown: what has changed since is shown first', async ({
  page,
  signIn,
}) => {
  const { ctx } = await signIn('new')
  const put = async (field: string) => {
    const holdings = [{ field, value: 'Чектер', quantity: 3, obtainedVia: 'app' }]
    await putHoldings(await systemContext(ctx.subject), { holdings })
  }
  const gone = page.locator('#gone')
  const nameOf = (field: string) => findField(policy(), field).title.kk
  await put('gallery')
  await page.goto('/requests/new?kind=deletion')
  await expect(gone).toContainText(nameOf('gallery'))
  await put('location')
  await textField(page).fill('Енді керек емес.')
  await button(page, say('new.send')).click()
  await expect(main(page)).toContainText(errors('deletion.plan-changed'))
  await expect(gone).toContainText(nameOf('location'))
  await expect(textField(page)).toHaveValue('Енді керек емес.')
  await button(page, say('new.send')).click()
  await expect(page).toHaveURL(/filed=1$/)
})
