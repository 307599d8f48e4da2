import { eq } from 'drizzle-orm'
import { staffCookie } from '#api/session/session-cookie.ts'
import { staffSessions } from '#db/schema/staff.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { services } from '#testing/browser/services.ts'
import {
  atProvider,
  begin,
  enter,
  enterButton,
  leave,
  sessionOf,
  titles,
} from '#testing/browser/staff-entrance.ts'

test('an agent comes in by the bank’s provider, under a staff code and a role, and leaves for good', async ({
  page,
  accessible,
  isMobile,
}) => {
  await page.goto('/staff')
  await expect(page).toHaveURL('/staff/sign-in')
  await accessible(page)
  await enterButton(page).click()
  await expect(atProvider(page)).toBeVisible()
  await accessible(page)
  await page.getByRole('button', { name: titles.agent }).click()
  await expect(page).toHaveURL('/staff/cases')
  if (!isMobile) await expect(page.getByText(titles.agent)).toBeVisible()
  const cookies = (await page.context().cookies()).filter(({ name }) => name.startsWith('arqau.'))
  for (const cookie of cookies) expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  const { id } = await sessionOf(page)
  await leave(page)
  await expect(page).toHaveURL('/staff/sign-in?left=1')
  const { database } = await services()
  const [ended] = await database.db.select().from(staffSessions).where(eq(staffSessions.id, id))
  expect(ended?.endedAt).not.toBeNull()
  await page.goto('/staff/cases')
  await expect(page).toHaveURL('/staff/sign-in?back=%2Fstaff%2Fcases')
})

test(
  'staff who left prove who they are to come in again; those who only closed the tab do not',
  anyWidth,
  async ({ page }) => {
    await enter(page, 'agent2')
    await expect(page).toHaveURL('/staff/cases')
    await page.context().clearCookies({ name: staffCookie.name })
    await page.goto('/staff/sign-in')
    await enterButton(page).click()
    await expect(page).toHaveURL('/staff/cases')

    await leave(page)
    await enterButton(page).click()
    await expect(atProvider(page)).toBeVisible()
  },
)

test('a person without a role reads so, may try another account, and gets no session', async ({
  page,
  accessible,
}) => {
  await page.goto('/staff/sign-in')
  await enterButton(page).click()
  await page.getByRole('button', { name: 'Рөлі жоқ қызметкер' }).click()
  await expect(page).toHaveURL('/staff/no-role')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Сізге рөл берілмеген')
  await expect(page.getByText('бөлім басшысына айтыңыз')).toBeVisible()
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(staffCookie.name)
  await accessible(page)

  await page.getByRole('button', { name: 'Басқа есептік жазбамен кіру' }).click()
  await page.getByRole('button', { name: titles.agent }).click()
  await expect(page).toHaveURL('/staff/cases')
})

test('an administrator comes in to the systems, and has no desk with customers', async ({
  page,
  accessible,
}) => {
  await enter(page, 'administrator')
  await expect(page).toHaveURL('/staff/systems')
  await accessible(page)
  for (const desk of ['cases', 'customers', 'looks', 'oversight']) {
    await page.goto(`/staff/${desk}`)
    await expect(page, desk).toHaveURL('/staff/systems')
  }
})

test(
  'signing in leads to a desk and nowhere else, whatever the address asks for',
  anyWidth,
  async ({ page }) => {
    await enter(page, 'agent')
    await expect(page).toHaveURL('/staff/cases')
    for (const then of [
      'https://evil.example/staff',
      '//evil.example/staff',
      String.raw`/\evil.example/staff`,
      '/staff/..//evil.example',
      '/staff@evil.example',
      'javascript:alert(1)',
      '/settings',
      '/staff/sign-in/start',
      '/stafford',
    ]) {
      await page.goto(`/staff/sign-in/start?then=${encodeURIComponent(then)}`)
      await expect(page, then).toHaveURL('/staff/cases')
    }
    await page.goto('/staff/sign-in/start?then=/staff/looks')
    await expect(page).toHaveURL('/staff/looks')
  },
)

test('a link or a form of another site begins no staff sign-in and ends none', anyWidth, async ({ page }) => {
  await enter(page, 'agent')
  await expect(page).toHaveURL('/staff/cases')
  const before = await sessionOf(page)
  const { request } = page.context()
  const start = '/staff/sign-in/start'
  for (const site of ['cross-site', 'same-site', 'none']) {
    const headers = { 'sec-fetch-site': site }
    const link = await request.get(`${start}?fresh=1&then=/staff/looks`, { headers, maxRedirects: 0 })
    expect(new URL(link.headers().location ?? '').pathname, site).toBe('/staff/sign-in')
    const form = await request.post(start, { form: { fresh: '1' }, headers, maxRedirects: 0 })
    expect(new URL(form.headers().location ?? '').pathname, site).toBe('/staff/sign-in')
    for (const answer of [link, form]) expect(answer.headers()['set-cookie'], site).toBeUndefined()
  }
  const out = await request.post('/staff/sign-out', {
    headers: { 'sec-fetch-site': 'cross-site' },
    maxRedirects: 0,
  })
  expect(out.headers()['clear-site-data']).toBeUndefined()
  await page.goto('/staff/cases')
  expect((await sessionOf(page)).id).toBe(before.id)
  expect((await sessionOf(page)).endedAt).toBeNull()

  await page.goto(`${start}?fresh=1&then=/staff/looks`)
  await expect(enterButton(page), 'the person decides').toBeVisible()
  await enterButton(page).click()
  await page.getByRole('button', { name: titles.agent }).click()
  await expect(page).toHaveURL('/staff/looks')
})

test('nothing of next-auth is reachable but what the provider answers to', anyWidth, async ({ request }) => {
  for (const path of ['signin', 'signin/staff', 'signout', 'session', 'csrf', 'providers', 'callback/code'])
    expect((await request.get(`/api/auth/${path}`)).status(), path).toBe(404)
  const answer = await request.get('/api/auth/callback/staff?code=x&state=y', { maxRedirects: 0 })
  expect(answer.status()).toBe(303)
  expect(answer.headers()).toMatchObject({
    location: expect.stringMatching(/\/staff\/sign-in\?refused=token$/),
    'cache-control': expect.stringContaining('no-store'),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  })
  expect((await request.post('/api/auth/callback/staff', { data: {} })).status()).toBe(405)
})

test('staff sign in without script', anyWidth, async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'kk-KZ' })
  const page = await context.newPage()
  await enter(page, 'agent')
  await expect(page).toHaveURL('/staff/cases')
  await begin(page, '', { fresh: true, back: '/staff/looks' })
  await page.getByRole('button', { name: titles.agent }).click()
  await expect(page).toHaveURL('/staff/looks')
  await context.close()
})

test('the entrance reads well in three languages, and so does whatever it has to tell', async ({
  page,
  accessible,
}) => {
  await page.goto('/staff/sign-in')
  for (const [language, title] of [
    ['Рус', 'Вход для сотрудников'],
    ['Eng', 'Staff sign-in'],
    ['Қаз', 'Қызметкер ретінде кіру'],
  ] as const) {
    await page.getByRole('button', { name: language, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await accessible(page)
  }
  for (const refused of ['token', 'stale', 'unreachable', 'cancelled', 'fault']) {
    await page.goto(`/staff/sign-in?refused=${refused}`)
    await expect(page.getByRole('button', { name: 'Қайта кіру' })).toBeVisible()
    await accessible(page)
  }
})
