import { expect, test } from '#testing/browser/fixtures.ts'
import openapi from '../docs/openapi.json' with { type: 'json' }

test('anyone reads the machine API operation by operation, and programs read the same document', async ({
  page,
  request,
  accessible,
}) => {
  await page.goto('/developers')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Банк жүйелеріне арналған API')
  const count = Object.values(openapi.paths).flatMap((methods) => Object.keys(methods)).length
  await expect(page.locator('#operations details')).toHaveCount(count)
  const register = page.locator('#registerCustomer')
  await expect(register.getByRole('heading', { level: 3 })).toHaveText('PUT /api/v1/customers/{ref}')
  await register.locator('summary').click()
  await expect(register.getByText('customers:register', { exact: true }).first()).toBeVisible()
  await expect(register.getByRole('row', { name: /locale/ }).first()).toContainText('"kk" | "ru" | "en"')
  await accessible(page)
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(width, 'nothing scrolls sideways').toBeLessThanOrEqual(0)

  const link = page.getByRole('link', { name: 'OpenAPI 3.1' })
  const answer = await request.get((await link.getAttribute('href')) ?? '')
  expect(await answer.json()).toEqual(openapi)
})
