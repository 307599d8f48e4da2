import { anyWidth } from '#testing/browser/any-width.ts'
import { decided, tell } from '#testing/browser/decisions.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { question } from '#testing/browser/switches.ts'

test.use({ javaScriptEnabled: false })

test('the same decisions are taken with plain buttons, on by way of the question', async ({
  page,
  signIn,
}) => {
  const guest = await signIn('new')
  await page.goto('/consents')
  await expect(page.getByRole('switch')).toHaveCount(0)
  await page.getByRole('button', { name: 'Қосу: SMS арқылы жарнама' }).click()
  await expect(page).toHaveURL('/consents?ask=marketing-sms#marketing-sms-question')
  const asked = question(page, 'marketing-sms')
  await expect(asked).toContainText('«Жетел Медиа» ЖШС (Қазақстан)')
  await asked.getByRole('button', { name: 'Өшірулі қалсын' }).click()
  await expect(asked).toBeHidden()
  expect(await decided(guest, 'marketing-sms')).toEqual([])

  await page.getByRole('button', { name: 'Қосу: SMS арқылы жарнама' }).click()
  await asked.getByRole('button', { name: 'Келісім беремін' }).click()
  await expect(page).toHaveURL(/\/consents(#|$)/)
  await page.getByRole('button', { name: 'Өшіру: SMS арқылы жарнама' }).click()
  await expect(page.getByRole('button', { name: 'Қосу: SMS арқылы жарнама' })).toBeVisible()
  expect(await decided(guest, 'marketing-sms')).toEqual(['withdrawn portal', 'given portal'])
})

test('other people’s data are opened only with the confirmation', anyWidth, async ({ page, signIn }) => {
  const guest = await signIn('new')
  await page.goto('/consents?ask=device-contacts')
  const asked = question(page, 'device-contacts')
  await asked.getByRole('button', { name: 'Келісім беремін' }).click()
  await expect(page).toHaveURL('/consents?ask=device-contacts')
  expect(await decided(guest, 'device-contacts')).toEqual([])
  await asked.getByRole('checkbox').check()
  await asked.getByRole('button', { name: 'Келісім беремін' }).click()
  await expect(page.getByRole('button', { name: 'Өшіру: Телефон кітапшасы' })).toBeVisible()
  expect(await decided(guest, 'device-contacts')).toEqual(['given portal'])
})

test('a stale form is refused with a sentence', anyWidth, async ({ page, signIn }) => {
  const guest = await signIn('new')
  await page.goto('/consents?ask=marketing-sms')
  await tell(guest, 'marketing-sms')
  await question(page, 'marketing-sms').getByRole('button', { name: 'Келісім беремін' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'басқа жерде өзгертілген' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Өшіру: SMS арқылы жарнама' })).toBeVisible()
})
