import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { count, eq } from 'drizzle-orm'
import { staffCookie } from '#api/session/session-cookie.ts'
import { staff, staffSessions } from '#db/schema/staff.ts'
import { actionsOf } from '#testing/audit.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import {
  type ForgingProvider,
  type Mint,
  sound,
  startForgingProvider,
} from '#testing/browser/forging-provider.ts'
import { startOtherPortal } from '#testing/browser/other-portal.ts'
import { services } from '#testing/browser/services.ts'
import { begin } from '#testing/browser/staff-entrance.ts'
import type { RunningServer } from '#testing/start-server.ts'

/** Of each worker, whose cases run one after the other. */
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
test.beforeEach(() => {
  Object.assign(provider, { mint: sound, otherState: null })
})

/** Sessions begun at this provider so far. */
async function sessionsBegun(): Promise<number> {
  const { database } = await services()
  const [row] = await database.db
    .select({ rows: count() })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.id, staffSessions.staffId))
    .where(eq(staff.issuer, provider.issuer))
  return row?.rows ?? 0
}
const staffCookieIn = async (context: BrowserContext) =>
  (await context.cookies(portal.url)).find(({ name }) => name === staffCookie.name)

/** Nobody came in: no session in the database, no cookie in the browser, and a page says so. */
async function expectNobodyIn(page: Page, before: number): Promise<void> {
  await expect(page).toHaveURL(/\/staff\/sign-in\?refused=/)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Кіре алмадыңыз')
  expect(await sessionsBegun(), 'sessions').toBe(before)
  expect(await staffCookieIn(page.context())).toBeUndefined()
  const left = (await page.context().cookies(portal.url)).filter(({ name }) => name.includes('entrance'))
  expect(left, 'nothing of the passage can be used again').toEqual([])
}

test(
  'a sound token lets its holder in: the forgeries below fail for what they forge',
  anyWidth,
  async ({ page }) => {
    const before = await sessionsBegun()
    await begin(page, portal.url)
    await expect(page).toHaveURL(`${portal.url}/staff/cases`)
    expect(await sessionsBegun()).toBe(before + 1)
    expect(provider.verifiers.at(-1), 'the PKCE verifier').toMatch(/^[\w~.-]{43,}$/)
    expect(await staffCookieIn(page.context())).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  },
)

const seconds = () => Math.floor(Date.now() / 1000)
const forgeries: Record<string, Mint> = {
  'a role forged with another key': ({ claims, signWithAnother }) =>
    signWithAnother({ ...claims, arqau_role: 'officer' }),
  'a role changed after signing': async ({ claims, sign }) => {
    const [header, , signature] = (await sign(claims)).split('.')
    const forged = Buffer.from(JSON.stringify({ ...claims, arqau_role: 'officer' })).toString('base64url')
    return `${header}.${forged}.${signature}`
  },
  'the wrong issuer': ({ claims, sign }) => sign({ ...claims, iss: 'https://id.evil.example' }),
  'the wrong audience': ({ claims, sign }) => sign({ ...claims, aud: 'another-portal' }),
  'an audience shared with another that asked for it': ({ claims, sign }) =>
    sign({ ...claims, aud: ['arqau', 'another-portal'], azp: 'another-portal' }),
  'a token that has expired': ({ claims, sign }) =>
    sign({ ...claims, iat: seconds() - 7200, exp: seconds() - 3600 }),
  'a token made long ago': ({ claims, sign }) => sign({ ...claims, iat: seconds() - 3600 }),
  'another’s nonce': ({ claims, sign }) => sign({ ...claims, nonce: 'of-another-sign-in' }),
  'no nonce': ({ claims: { nonce, ...claims }, sign }) => sign(claims),
  'nobody in particular': ({ claims: { sub, ...claims }, sign }) => sign(claims),
  'no signature (alg: none)': ({ claims, leaveUnsigned }) => leaveUnsigned(claims),
  'no token at all': () => 'not.a.token',
}
for (const [what, mint] of Object.entries(forgeries))
  test(`a sign-in with ${what} lets nobody in`, anyWidth, async ({ page, accessible }) => {
    const before = await sessionsBegun()
    provider.mint = mint
    await begin(page, portal.url)
    await expectNobodyIn(page, before)
    await accessible(page)
  })

test('a token given out once lets nobody in a second time', anyWidth, async ({ page, browser }) => {
  await begin(page, portal.url)
  await expect(page).toHaveURL(`${portal.url}/staff/cases`)
  const replayed = provider.minted.at(-1) ?? ''
  const before = await sessionsBegun()
  provider.mint = () => replayed
  const thief = await newPage(browser)
  await begin(thief, portal.url)
  await expectNobodyIn(thief, before)
  await thief.context().close()
})

test(
  'an answer with another state, from another browser, or given twice, lets nobody in',
  anyWidth,
  async ({ page, browser }) => {
    const before = await sessionsBegun()
    provider.otherState = 'of-another-sign-in'
    await begin(page, portal.url)
    await expectNobodyIn(page, before)

    provider.otherState = null
    const answer = await answerTo(page)
    const thief = await newPage(browser)
    await thief.goto(answer)
    await expectNobodyIn(thief, before)
    await thief.context().close()

    await page.goto(answer)
    await expect(page, 'it was theirs').toHaveURL(`${portal.url}/staff/cases`)
    await page.context().clearCookies({ name: staffCookie.name })
    await page.goto(answer)
    await expectNobodyIn(page, before + 1)
  },
)

for (const cookie of ['pkce', 'state', 'nonce'])
  test(`an answer to a browser that lost its ${cookie} lets nobody in`, anyWidth, async ({ page }) => {
    const before = await sessionsBegun()
    const answer = await answerTo(page)
    await page.context().clearCookies({ name: `arqau.entrance-${cookie}` })
    await page.goto(answer)
    await expectNobodyIn(page, before)
  })

test('a step-up is not met by a sign-in of before', anyWidth, async ({ page }) => {
  await begin(page, portal.url)
  await expect(page).toHaveURL(`${portal.url}/staff/cases`)
  const [before, cookie] = [await sessionsBegun(), await staffCookieIn(page.context())]
  const stale: Mint[] = [
    ({ claims, sign }) => sign({ ...claims, auth_time: seconds() - 130 }),
    ({ claims: { auth_time, ...claims }, sign }) => sign(claims),
  ]
  for (const mint of stale) {
    provider.mint = mint
    await begin(page, portal.url, { fresh: true })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Жаңа растау керек')
    expect(await sessionsBegun()).toBe(before)
    expect(await staffCookieIn(page.context()), 'the session they had goes on').toEqual(cookie)
  }
  await page.getByRole('link', { name: 'Кабинетке оралу' }).click()
  await expect(page).toHaveURL(`${portal.url}/staff/cases`)
  provider.mint = sound
  await begin(page, portal.url, { fresh: true, back: '/staff/looks' })
  await expect(page).toHaveURL(`${portal.url}/staff/looks`)
})

test(
  'the role is taken from a list too, and a role of another system is none',
  anyWidth,
  async ({ page }) => {
    provider.mint = ({ claims, sign }) => sign({ ...claims, arqau_role: ['teller', 'agent', 'officer'] })
    await begin(page, portal.url)
    await expect(page.getByText('дербес деректерге жауапты қызметкер')).toBeVisible()
    const before = await sessionsBegun()
    for (const role of ['teller', ['Agent'], { agent: true }, 'agent officer', null, 7]) {
      provider.mint = ({ claims, sign }) => sign({ ...claims, arqau_role: role })
      await begin(page, portal.url)
      await expect(page, JSON.stringify(role)).toHaveURL(`${portal.url}/staff/no-role`)
    }
    expect(await sessionsBegun()).toBe(before)
    await page.goto(`${portal.url}/staff/cases`)
    await expect(page, 'whoever sat here before is out').toHaveURL(
      `${portal.url}/staff/sign-in?back=%2Fstaff%2Fcases`,
    )
  },
)

test('staff who lose their role are out in every browser at once', anyWidth, async ({ page, browser }) => {
  const subject = randomUUID()
  const asSomeone =
    (role: string | null): Mint =>
    ({ claims, sign }) =>
      sign({ ...claims, sub: subject, arqau_role: role })
  provider.mint = asSomeone('supervisor')
  const elsewhere = await newPage(browser)
  for (const each of [page, elsewhere]) {
    await begin(each, portal.url)
    await expect(each).toHaveURL(`${portal.url}/staff/cases`)
  }
  provider.mint = asSomeone(null)
  await begin(page, portal.url)
  await expect(page).toHaveURL(`${portal.url}/staff/no-role`)
  await elsewhere.goto(`${portal.url}/staff/oversight`)
  await expect(elsewhere).toHaveURL(`${portal.url}/staff/sign-in?back=%2Fstaff%2Foversight`)
  await elsewhere.context().close()
  const { database } = await services()
  const [person] = await database.db.select().from(staff).where(eq(staff.subject, subject))
  const log = await actionsOf(database.db, { objectId: person?.id ?? '' })
  expect(log.toSorted()).toEqual(['staff.refused', 'staff.signed-in', 'staff.signed-in'])
})

const newPage = async (browser: Browser) =>
  (await browser.newContext({ baseURL: test.info().project.use.baseURL, locale: 'kk-KZ' })).newPage()

/** Begins a sign-in in the page's browser and stops before its last step: the address the provider sends it back to. */
async function answerTo(page: Page): Promise<string> {
  const { request } = page.context()
  const onward = await request.post(`${portal.url}/staff/sign-in/start`, {
    form: {},
    headers: { origin: portal.url },
  })
  const away = /url=([^"]+)"/.exec(await onward.text())?.[1]?.replaceAll('&#38;', '&') ?? ''
  return (await request.get(away, { maxRedirects: 0 })).headers().location ?? ''
}
