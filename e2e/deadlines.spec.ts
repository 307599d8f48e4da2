import { fileRequest } from '#domain/requests/file-request.ts'
import { translator } from '#i18n/translator.ts'
import { bankMovesOn, button, deskPage, main } from '#testing/browser/complaint-desk.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

const say = translator('kk', 'complaints.desk')

test('the data protection officer sees what is open by its clock and what it waits for, and nobody else does', async ({
  signIn,
  desk,
  accessible,
}) => {
  const guest = await signIn('new')
  const { id: caseId, reference } = await fileRequest(guest.ctx, { kind: 'information' })
  const asks = { caseId, kind: 'waiting-customer', pauseReason: 'documents', lastStep: 2 }
  await bankMovesOn(guest, { ...asks, text: 'Қай құжат туралы екенін жазыңыз.' })

  const { page } = await desk('officer')
  await page.goto('/staff/deadlines')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('deadlines.title'))
  const table = page.getByRole('table', { name: say('table') })
  await expect(table.locator('tr.group').first()).toContainText(say('deadlines.groups.late'))
  await expect(table).toContainText(say('deadlines.waits.desk'))
  await accessible(page)
  for (const language of ['Рус', 'Eng', 'Қаз']) {
    await button(page, language).click()
    await expect(button(page, language)).toHaveAttribute('aria-current', 'true')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide, `no sideways scroll: ${language}`).toBeLessThanOrEqual(0)
  }

  await main(page).getByRole('link', { name: 'Өңдеу туралы ақпарат' }).last().click()
  await expect(page).toHaveURL('/staff/deadlines?kind=information')
  await expect(main(page)).toContainText(say('deadlines.only', { kind: 'Өңдеу туралы ақпарат' }))
  const row = table.getByRole('row').filter({ hasText: reference })
  await expect(row).toContainText('Клиенттен құжат сұралды')
  await expect(table.getByRole('row').filter({ hasText: 'Ш-2026' })).toHaveCount(0)
  await row.getByRole('link').click()
  await expect(page).toHaveURL(deskPage(reference))
  await page.goto('/staff/deadlines?kind=wish')
  await expect(main(page).getByRole('alert')).toBeVisible()
  await page.getByRole('link', { name: say('deadlines.show-all') }).click()
  await expect(page).toHaveURL('/staff/deadlines')

  for (const role of ['agent', 'supervisor', 'administrator'] as const) {
    const other = (await desk(role)).page
    await other.goto('/staff/deadlines')
    await expect(other).toHaveURL(role === 'administrator' ? '/staff/systems' : '/staff/cases')
    await expect(other.getByRole('link', { name: say('deadlines.title'), exact: true })).toHaveCount(0)
  }
})
