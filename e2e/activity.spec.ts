import { decide } from '#domain/consents/decide.ts'
import { changeLocale } from '#domain/customers/change-locale.ts'
import { translator } from '#i18n/translator.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, policy, test } from '#testing/browser/fixtures.ts'

const say = translator('kk', 'activity')
const title = (id: string) => policy().consents.consents.find((one) => one.id === id)?.title.kk ?? ''

test('what a customer does is in the log, with its way back to the thing', async ({
  page,
  signIn,
  accessible,
}) => {
  const { ctx } = await signIn('new')
  await page.goto('/activity')
  await expect(
    page.getByRole('listitem').filter({ hasText: say('sentence.customer.registered') }),
  ).toBeVisible()

  await decide({ ...ctx, now: new Date() }, { consent: 'device-camera', outcome: 'given', previousId: null })
  await page.reload()
  const newest = page.locator('.ledger > li').first()
  await expect(newest).toContainText(`«${title('device-camera')}» келісімін бердіңіз.`)
  await expect(newest).toContainText('Сіз, Chrome, Linux')
  await accessible(page)
  await newest.getByRole('link', { name: title('device-camera') }).click()
  await expect(page).toHaveURL('/consents#device-camera')
})

test('the log is filtered by kind and says when there is nothing of it', async ({ page, signIn }) => {
  const { ctx } = await signIn('new')
  await decide({ ...ctx, now: new Date() }, { consent: 'device-camera', outcome: 'given', previousId: null })
  await page.goto('/activity')
  const kinds = page.getByRole('navigation', { name: say('kinds.label') })
  await kinds.getByRole('link', { name: say('kinds.consents') }).click()
  await expect(page).toHaveURL('/activity?kind=consents')
  await expect(page.locator('.ledger > li')).toHaveCount(1)
  await kinds.getByRole('link', { name: say('kinds.complaints') }).click()
  await expect(page.getByText(say('empty-kind.complaints'))).toBeVisible()
  await kinds.getByRole('link', { name: say('kinds.all') }).click()
  await expect(page).toHaveURL('/activity')
})

test('a long log goes on page after page and back to the newest', anyWidth, async ({ page, signIn }) => {
  const { ctx } = await signIn('new')
  for (let times = 0; times < 33; times++)
    await changeLocale(
      { ...ctx, now: new Date(Date.now() - times * 1000) },
      { locale: (['ru', 'en', 'kk'] as const)[times % 3] },
    )
  await page.goto('/activity?kind=profile')
  const rows = page.locator('.ledger > li')
  await expect(rows).toHaveCount(30)
  await page.getByRole('link', { name: say('older') }).click()
  await expect(rows).toHaveCount(4)
  await expect(page.getByRole('link', { name: say('older') })).toHaveCount(0)
  await page.getByRole('link', { name: say('newest') }).click()
  await expect(rows).toHaveCount(30)
})

test('a sign-in that was not mine leads to the urgent complaint', anyWidth, async ({ page, signIn }) => {
  await signIn('gulsim')
  await page.goto('/activity?kind=sign-ins')
  await page
    .getByRole('link', { name: say('not-me') })
    .first()
    .click()
  await expect(page).toHaveURL('/complaints/new?kind=unauthorised-use')
})

test('an address made up by hand is refused in a sentence', anyWidth, async ({ page, signIn }) => {
  await signIn('empty')
  for (const query of [
    'cursor=abc',
    'kind=everything',
    'kind=consents&kind=data',
    `cursor=${'x'.repeat(300)}`,
  ]) {
    await page.goto(`/activity?${query}`)
    await expect(page.getByRole('main').getByRole('alert'), query).toBeVisible()
    await page.getByRole('link', { name: say('refused') }).click()
    await expect(page).toHaveURL('/activity')
    await expect(page.locator('.ledger > li').first()).toBeVisible()
  }
})
