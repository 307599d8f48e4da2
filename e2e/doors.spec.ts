import type { Page } from '@playwright/test'
import { decide } from '#domain/consents/decide.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bareNumbers } from '#testing/browser/bare-numbers.ts'
import { expect, policy, test } from '#testing/browser/fixtures.ts'

const openPages = ['/policy', '/policy/1', '/about', '/developers', '/no-such-page']
const menuLink = (page: Page, name: RegExp) =>
  page.getByRole('navigation').getByRole('link', { name }).filter({ visible: true })

test('a customer keeps the menu on the pages that anyone may read', async ({ page, signIn }) => {
  for (const path of openPages) {
    await page.goto(path)
    await expect(menuLink(page, /^(Менің деректерім|Деректер)$/), path).toHaveCount(0)
  }
  await signIn('late')
  for (const path of openPages) {
    await page.goto(path)
    await expect(menuLink(page, /^(Менің деректерім|Деректер)$/), path).toHaveCount(1)
  }
})

test('staff keep their menu there, and where a row of theirs does not exist', anyWidth, async ({ desk }) => {
  const { page } = await desk('agent')
  for (const path of [...openPages, '/staff/looks/00000000-0000-4000-8000-000000000000']) {
    await page.goto(path)
    await expect(menuLink(page, /Шағымдар/), path).toHaveCount(1)
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мұндай бет жоқ')
  await page.getByRole('main').getByRole('link').first().click()
  await expect(page).toHaveURL('/staff')
})

test('a long page leads back to its top', anyWidth, async ({ page, signIn }) => {
  await signIn('late')
  for (const path of ['/policy', '/about', '/recipients', '/consents']) {
    await page.goto(path)
    await page.getByRole('link', { name: 'Бет басына' }).click()
    await expect(page.getByRole('heading', { level: 1 }), path).toBeInViewport()
    await expect(page.getByRole('main')).toBeFocused()
  }
})

test('every right of the policy has a link to where it is used', anyWidth, async ({ page }) => {
  await page.goto('/policy')
  const rights = page
    .locator('#rights')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
  await expect(rights).toHaveCount(policy().duties.rights.length)
  for (const right of await rights.all()) await expect(right.getByRole('link')).toHaveCount(1)
  const withdrawal = page.getByRole('row', { name: /^Келісімді кері қайтарып алу/ })
  await expect(withdrawal.getByRole('link')).toHaveAttribute('href', '/consents')
  for (const [part, href] of [
    ['choices', '/consents'],
    ['choices', '/complaints/new'],
    ['choices', 'tel:'],
    ['minors', 'tel:'],
    ['security', 'tel:'],
    ['contacts', 'tel:'],
    ['contacts', '/complaints/new'],
  ])
    await expect(page.locator(`#${part} a[href^="${href}"]`).first(), `${part} ${href}`).toBeVisible()
  expect(await bareNumbers(page)).toEqual([])
})

test('a receipt calls its numbers and leads to its consent', anyWidth, async ({ page, signIn }) => {
  const { ctx } = await signIn('new')
  const given = await decide(ctx, { consent: 'marketing-sms', outcome: 'given', previousId: null })
  const [yes] = given.history
  const withdrawn = await decide(ctx, {
    consent: 'marketing-sms',
    outcome: 'withdrawn',
    previousId: yes?.id,
  })
  for (const id of [yes?.id, withdrawn.history[0]?.id]) {
    await page.goto(`/receipts/${id}`)
    expect(await bareNumbers(page)).toEqual([])
    await expect(page.getByRole('link', { name: 'Осы келісімді ашу' })).toHaveAttribute(
      'href',
      '/consents#marketing-sms',
    )
  }
  await expect(page.getByRole('main')).toContainText('телефон нөміріңізді берер еді')
  await expect(page.getByRole('main')).not.toContainText('телефон нөміріңізді береді')
})
