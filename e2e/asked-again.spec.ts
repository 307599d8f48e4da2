import type { Page } from '@playwright/test'
import { listConsents } from '#domain/consents/list-consents.ts'
import { recordDecision } from '#domain/consents/record-decision.ts'
import { dayMs } from '#policy/days.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, type Guest, systemContext, test } from '#testing/browser/fixtures.ts'

/** The demo's policy of that day lets personalisation use less than today's. */
const consent = 'personalisation'
const row = (page: Page) => page.locator(`#${consent}`)
const toggle = (page: Page) => row(page).getByRole('switch')
const toast = (page: Page) => page.getByRole('status').filter({ hasText: /\S/ })
const question = 'Банк бұл келісімді кеңейтті, сізден қайта сұрайды'

async function agreedEarlier({ ctx }: Guest): Promise<void> {
  const system = await systemContext(ctx.subject)
  const now = new Date(system.now.getTime() - 400 * dayMs)
  const told = { outcome: 'given', previousId: null, channel: 'app', locale: 'kk' }
  await recordDecision({ ...system, now }, { ...told, consent })
}

async function decided({ ctx }: Guest): Promise<string[]> {
  const { groups } = await listConsents(ctx)
  const view = groups.flatMap(({ consents }) => consents).find(({ id }) => id === consent)
  return view?.history.map(({ outcome, channel }) => `${outcome} ${channel}`) ?? []
}

test('a consent that has grown is off and asked for again, with what was agreed to next to what is added', async ({
  page,
  signIn,
  accessible,
}) => {
  const guest = await signIn('new')
  await agreedEarlier(guest)
  await page.goto('/')
  await expect(page.getByRole('main')).toContainText('банк бұл келісімді кеңейтті')
  await page.getByRole('link', { name: 'Қосымшаны сізге бейімдеу' }).click()
  await expect(toggle(page)).not.toBeChecked()
  await expect(row(page)).toContainText(question)
  const extent = (heading: string) =>
    row(page).getByRole('heading', { name: heading }).locator('xpath=..').getByRole('listitem')
  await expect(extent('Сіз келіскені').first()).toHaveText(/^Қандай дерек: (?!.*іздеу тарихы)/)
  await expect(extent('Банк қосқаны')).toHaveText(['Қандай дерек: іздеу тарихы'])
  await accessible(page)

  await row(page).getByRole('button', { name: 'Бәріне келісемін' }).click()
  await expect(toggle(page)).toBeChecked()
  await expect(row(page)).not.toContainText(question)
  expect(await decided(guest)).toEqual(['given portal', 'given app'])
})

test('a no to what was added ends the question, and undoing it gives nothing', async ({ page, signIn }) => {
  const guest = await signIn('new')
  await agreedEarlier(guest)
  await page.goto('/consents')
  await row(page).getByRole('button', { name: 'Өшірулі қалсын' }).click()
  await expect(row(page)).not.toContainText(question)
  await expect(toast(page)).toContainText('Өшірілді')
  await expect(toast(page).getByRole('button', { name: 'Болдырмау' })).toHaveCount(0)
  await expect(toggle(page)).not.toBeChecked()
  expect(await decided(guest)).toEqual(['withdrawn portal', 'given app'])
})

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false })

  test('a consent that has grown is answered with plain buttons', anyWidth, async ({ page, signIn }) => {
    const guest = await signIn('new')
    await agreedEarlier(guest)
    await page.goto('/consents')
    await row(page).getByRole('button', { name: 'Бәріне келісемін' }).click()
    await expect(row(page)).not.toContainText(question)
    expect(await decided(guest)).toEqual(['given portal', 'given app'])
  })
})
