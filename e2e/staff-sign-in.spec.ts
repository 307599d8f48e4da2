import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { staffCookie } from '#api/session/session-cookie.ts'
import { staffSessions } from '#db/schema/staff.ts'
import { type DemoStaff, demoStaff } from '#demo/data/world.ts'
import { services } from '#services'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'

const enterButton = (page: Page) => page.getByRole('link', { name: 'Кіру', exact: true })
/** What the provider's button says, which is what the frame's header says afterwards. */
const titles = {
  agent: 'Қ-101, маман',
  agent2: 'Қ-102, маман',
  supervisor: 'Қ-103, аға маман',
  supervisor2: 'Қ-104, аға маман',
  officer: 'Қ-105, құпиялылық офицері',
  administrator: 'Қ-106, әкімші',
} satisfies Record<DemoStaff, string>
const atProvider = (page: Page) => page.getByRole('heading', { name: 'Кіру жүйесі (сынақ)' })

/** Through the entrance and the provider's page, as a person goes. */
async function enter(page: Page, who: DemoStaff): Promise<void> {
  await page.goto('/staff/sign-in')
  await enterButton(page).click()
  await page.getByRole('button', { name: titles[who] }).click()
}

/** The session that this browser's own cookie names. */
async function sessionOf(page: Page) {
  const { config, database } = await services()
  const cookie = (await page.context().cookies()).find(({ name }) => name === staffCookie.name)
  const named = staffCookie.open(config.secrets.AUTH_SECRET, cookie?.value ?? '')
  if (!named) throw new Error('this browser holds no staff session')
  const [row] = await database.db.select().from(staffSessions).where(eq(staffSessions.id, named.sid))
  if (!row) throw new Error('the cookie names no session')
  return row
}

async function leave(page: Page): Promise<void> {
  const menu = page.getByRole('button', { name: 'Мәзір' })
  if (await menu.isVisible()) await menu.click()
  await page.getByRole('button', { name: 'Шығу' }).filter({ visible: true }).click()
}

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
  await expect(page).toHaveURL('/staff/complaints')
  if (!isMobile) await expect(page.getByText(titles.agent)).toBeVisible()
  const cookies = (await page.context().cookies()).filter(({ name }) => name.startsWith('arqau.'))
  for (const cookie of cookies) expect(cookie, cookie.name).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

  const { id } = await sessionOf(page)
  await leave(page)
  await expect(page).toHaveURL('/staff/sign-in?left=1')
  const { database } = await services()
  const [ended] = await database.db.select().from(staffSessions).where(eq(staffSessions.id, id))
  expect(ended?.endedAt).not.toBeNull()
  await page.goto('/staff/complaints')
  await expect(page).toHaveURL('/staff/sign-in')
})

test(
  'who left is not let in again without proving who they are; who only closed the tab is',
  anyWidth,
  async ({ page }) => {
    await enter(page, 'agent2')
    await expect(page).toHaveURL('/staff/complaints')
    await page.context().clearCookies({ name: staffCookie.name })
    await page.goto('/staff/sign-in')
    await enterButton(page).click()
    await expect(page).toHaveURL('/staff/complaints')

    await leave(page)
    await enterButton(page).click()
    await expect(atProvider(page)).toBeVisible()
  },
)

test(
  'a step-up asks again, comes back to where it began, and is a session of its own',
  anyWidth,
  async ({ page }) => {
    await enter(page, 'supervisor')
    await expect(page).toHaveURL('/staff/complaints')
    const before = await sessionOf(page)

    await page.goto('/staff/sign-in/start?fresh=1&then=/staff/oversight%3Fmonth%3D2026-11')
    await expect(atProvider(page)).toBeVisible()
    await page.getByRole('button', { name: titles.supervisor }).click()
    await expect(page).toHaveURL('/staff/oversight?month=2026-11')
    const after = await sessionOf(page)
    expect(after.id).not.toBe(before.id)
    expect(after.authenticatedAt.getTime()).toBeGreaterThanOrEqual(before.authenticatedAt.getTime())
    expect(Date.now() - after.authenticatedAt.getTime()).toBeLessThan(60_000)
    const { database } = await services()
    const [old] = await database.db.select().from(staffSessions).where(eq(staffSessions.id, before.id))
    expect(old?.endedAt).not.toBeNull()
  },
)

test('a step-up may end with another person: the desk is theirs then, and nobody else’s', async ({
  page,
  isMobile,
}) => {
  await enter(page, 'agent')
  await expect(page).toHaveURL('/staff/complaints')
  await page.goto('/staff/sign-in/start?fresh=1')
  await page.getByRole('button', { name: titles.supervisor2 }).click()
  await expect(page).toHaveURL('/staff/complaints')
  expect((await sessionOf(page)).staffId).toBe(demoStaff.supervisor2)
  if (!isMobile) await expect(page.getByText(titles.supervisor2)).toBeVisible()
})

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

  await page.getByRole('link', { name: 'Басқа тіркелгімен кіру' }).click()
  await page.getByRole('button', { name: titles.agent }).click()
  await expect(page).toHaveURL('/staff/complaints')
})

test('an administrator comes in to the systems, and has no desk with customers', async ({
  page,
  accessible,
}) => {
  await enter(page, 'administrator')
  await expect(page).toHaveURL('/staff/systems')
  await accessible(page)
  for (const desk of ['complaints', 'customers', 'looks', 'oversight']) {
    await page.goto(`/staff/${desk}`)
    await expect(page, desk).toHaveURL('/staff/systems')
  }
})

test('a session left alone for fifteen minutes leads to the entrance', anyWidth, async ({ page }) => {
  await enter(page, 'officer')
  await expect(page).toHaveURL('/staff/complaints')
  const { id } = await sessionOf(page)
  const { database } = await services()
  const lastSeenAt = new Date(Date.now() - 15 * 60_000 - 1000)
  await database.db.update(staffSessions).set({ lastSeenAt }).where(eq(staffSessions.id, id))
  await page.goto('/staff/oversight')
  await expect(page).toHaveURL('/staff/sign-in')
})

test(
  'a customer and a member of staff in one browser do not touch each other',
  anyWidth,
  async ({ page, signIn }) => {
    await signIn('empty')
    await page.goto('/staff/complaints')
    await expect(page, 'a customer is no staff').toHaveURL('/staff/sign-in')
    await enter(page, 'agent')
    await expect(page).toHaveURL('/staff/complaints')
    await page.goto('/settings')
    await expect(page, 'the customer is signed in as before').toHaveURL('/settings')
    await page.goto('/staff/complaints')
    await leave(page)
    await expect(page).toHaveURL('/staff/sign-in?left=1')
    await page.goto('/settings')
    await expect(page, 'and stays so when staff leave').toHaveURL('/settings')
  },
)

test('staff are no customers', anyWidth, async ({ page }) => {
  await enter(page, 'agent')
  await expect(page).toHaveURL('/staff/complaints')
  for (const path of ['/', '/data', '/settings']) {
    await page.goto(path)
    await expect(page, path).toHaveURL('/sign-in')
  }
})

test(
  'signing in leads to a desk and nowhere else, whatever the address asks for',
  anyWidth,
  async ({ page }) => {
    await enter(page, 'agent')
    await expect(page).toHaveURL('/staff/complaints')
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
      await expect(page, then).toHaveURL('/staff/complaints')
    }
    await page.goto('/staff/sign-in/start?then=/staff/looks')
    await expect(page).toHaveURL('/staff/looks')
  },
)

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

test('works without script', anyWidth, async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'kk-KZ' })
  const page = await context.newPage()
  await enter(page, 'agent')
  await expect(page).toHaveURL('/staff/complaints')
  await page.goto('/staff/sign-in/start?fresh=1&then=/staff/looks')
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
    await expect(page.getByRole('link', { name: 'Қайта кіру' })).toBeVisible()
    await accessible(page)
  }
})
