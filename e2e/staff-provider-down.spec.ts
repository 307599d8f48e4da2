import type { Page } from '@playwright/test'
import { count, eq } from 'drizzle-orm'
import { staffCookie } from '#api/session/session-cookie.ts'
import { staff } from '#db/schema/staff.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { type ForgingProvider, startForgingProvider } from '#testing/browser/forging-provider.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'
import { startOtherPortal } from '#testing/browser/other-portal.ts'
import { services } from '#testing/browser/services.ts'
import { begin } from '#testing/browser/staff-entrance.ts'
import type { RunningServer } from '#testing/start-server.ts'

test.describe.configure({ mode: 'serial' })
let provider: ForgingProvider
let portal: RunningServer

test.beforeAll(async () => {
  provider = await startForgingProvider()
  portal = await startOtherPortal({
    STAFF_OIDC_ISSUER: provider.issuer,
    STAFF_OIDC_CLIENT_SECRET: provider.clientSecret,
  })
})
test.afterAll(async () => {
  await portal?.stop()
  await provider?.stop()
})

/** Goes to sign in, and is told why nobody came in. */
async function expectTold(page: Page, title: string): Promise<void> {
  await begin(page, portal.url)
  await expect(page).toHaveURL(/\/staff\/sign-in\?refused=/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
  expect((await page.context().cookies(portal.url)).map(({ name }) => name)).not.toContain(staffCookie.name)
  const { database } = await services()
  const theirs = eq(staff.issuer, provider.issuer)
  expect(await database.db.select({ rows: count() }).from(staff).where(theirs)).toEqual([{ rows: 0 }])
}

test('staff who turn back at the provider read that they did', anyWidth, async ({ page }) => {
  provider.error = 'access_denied'
  await expectTold(page, 'Кіру аяқталмады')
  provider.error = null
})

test(
  'a provider that is down is told of at whichever step it fails, and customers are none the wiser',
  anyWidth,
  async ({ page, browser, newCustomer, accessible }) => {
    const down = 'Банктің кіру жүйесі жауап бермей тұр'
    for (const [path, status] of [
      ['/.well-known/openid-configuration', 503],
      ['/.well-known/openid-configuration', 404],
      ['/token', 502],
    ] as const) {
      provider.broken.set(path, status)
      await expectTold(page, down)
      provider.broken.clear()
    }
    for (const error of ['temporarily_unavailable', 'server_error']) {
      provider.error = error
      await expectTold(page, down)
    }
    provider.error = null
    await accessible(page)

    const { phone } = await newCustomer()
    const { baseURL } = test.info().project.use
    const mine = await (await browser.newContext({ baseURL, locale: 'kk-KZ' })).newPage()
    await mine.goto(`${portal.url}/sign-in`)
    await mine.getByLabel('Ұялы телефон нөмірі').fill(phone)
    await mine.getByRole('button', { name: 'Код алу' }).click()
    await mine.getByLabel('Алты цифрлы код').fill(await openDemoInbox(mine.context(), phone))
    await mine.getByRole('button', { name: 'Кіру', exact: true }).click()
    await expect(mine).toHaveURL(`${portal.url}/`)
    await mine.context().close()
  },
)

test(
  'a provider that is not there at all, or does not publish its keys, is told of too',
  anyWidth,
  async ({ page }) => {
    const gone = await startForgingProvider()
    const alone = await startOtherPortal({
      STAFF_OIDC_ISSUER: gone.issuer,
      STAFF_OIDC_CLIENT_SECRET: gone.clientSecret,
    })
    gone.broken.set('/jwks', 500)
    for (const stop of [async () => {}, gone.stop]) {
      await stop()
      await begin(page, alone.url)
      await expect(page).toHaveURL(`${alone.url}/staff/sign-in?refused=unreachable`)
      await expect(page.getByText('ештеңе жоғалған жоқ')).toBeVisible()
    }
    await page.goto(`${alone.url}/policy`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await alone.stop()
  },
)

test(
  'without a provider in the settings the entrance is shut, and says so',
  anyWidth,
  async ({ page, accessible }) => {
    const shut = await startOtherPortal({ STAFF_OIDC_ISSUER: provider.issuer, STAFF_OIDC_CLIENT_SECRET: '' })
    for (const path of [
      '/staff/sign-in',
      '/staff/sign-in/start',
      '/api/auth/callback/staff?code=x&state=y',
    ]) {
      await page.goto(`${shut.url}${path}`)
      await expect(page, path).toHaveURL(`${shut.url}/staff/sign-in`)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Қызметкерлердің кіруі бапталмаған')
    }
    await accessible(page)
    await shut.stop()
  },
)
