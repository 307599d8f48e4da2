import type { Page } from '@playwright/test'
import { listConsents } from '#domain/consents/list-consents.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, type Guest, systemContext, test } from '#testing/browser/fixtures.ts'

const toggle = (page: Page, id: string) => page.locator(`#${id}`).getByRole('switch')
const toast = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ })
const allOff = (page: Page) => page.getByRole('button', { name: 'Барлық жарнаманы өшіру' })

/** Gives consents in the bank's app: two to marketing, of two groups, and one to something else. */
async function give({ ctx }: Guest): Promise<void> {
  const system = await systemContext(ctx.subject)
  const told = { outcome: 'given', previousId: null, channel: 'app', locale: 'kk' }
  for (const consent of ['marketing-push', 'partner-sharing', 'linked-services'])
    await recordDecision(system, { ...told, consent })
}

/** The consents to marketing that are on, by the database. */
async function marketingOn({ ctx }: Guest): Promise<string[]> {
  const { groups } = await listConsents(ctx)
  return groups
    .flatMap(({ consents }) => consents)
    .filter(({ marketing, state }) => marketing && state === 'given')
    .map(({ id }) => id)
}

test('all advertising off covers what other groups have of it, names it first, and comes back with undo', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await give(guest)
  await page.goto('/consents')
  const part = page.locator('#marketing')
  await expect(part).toContainText('«Серіктестермен алмасу» келісімі қосулы болса, ол да өшеді')
  await accessible(page)
  await allOff(page).click()
  await expect(toast(page)).toContainText('2\u00a0келісім кері қайтарып алынды')
  for (const id of ['marketing-push', 'partner-sharing']) await expect(toggle(page, id)).not.toBeChecked()
  await expect(toggle(page, 'linked-services')).toBeChecked()
  expect(await marketingOn(guest)).toEqual([])
  await expect(page.getByRole('button', { name: 'Барлық жарнама өшірулі' })).toBeVisible()

  await toast(page).getByRole('button', { name: 'Болдырмау' }).click()
  await expect(toggle(page, 'partner-sharing')).toBeChecked()
  await expect.poll(() => marketingOn(guest)).toEqual(['marketing-push', 'partner-sharing'])
})

test('with partner sharing alone there is advertising to switch off', anyWidth, async ({ page, signIn }) => {
  const guest = await signIn('new')
  const told = { outcome: 'given', previousId: null, channel: 'app', locale: 'kk' }
  await recordDecision(await systemContext(guest.ctx.subject), { ...told, consent: 'partner-sharing' })
  await page.goto('/consents')
  await allOff(page).click()
  await expect(toggle(page, 'partner-sharing')).not.toBeChecked()
  await expect.poll(() => marketingOn(guest)).toEqual([])
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('all advertising goes off with a plain button', anyWidth, async ({ page, signIn }) => {
    const guest = await signIn('new')
    await give(guest)
    await page.goto('/consents')
    await allOff(page).click()
    await expect(page.getByRole('button', { name: 'Барлық жарнама өшірулі' })).toBeVisible()
    expect(await marketingOn(guest)).toEqual([])
  })
})
