import { readFileSync } from 'node:fs'
import { count, eq } from 'drizzle-orm'
import { holdings } from '#db/schema/holdings.ts'
import { translator } from '#i18n/translator.ts'
import { locales } from '#policy/locale.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { unzip } from '#testing/unzip.ts'

for (const locale of locales)
  test(`a copy is asked for, made, downloaded, continued in ranges, and read: ${locale}`, async ({
    page,
    signIn,
    accessible,
    baseURL,
  }) => {
    test.setTimeout(120_000)
    const say = translator(locale, 'copies')
    const { ctx } = await signIn('new')
    await page.context().addCookies([{ name: 'arqau.locale', value: locale, url: baseURL ?? '' }])
    await page.goto('/copies')
    await accessible(page)
    await page.getByRole('button', { name: say('ask.whole') }).click()
    await page.waitForURL(/\/copies\/[0-9a-f-]{36}$/)
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toHaveText(say('copy.title-ready'), { timeout: 60_000 })
    await accessible(page)

    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'ZIP' }).click()
    const whole = readFileSync(await (await saving).path())
    const part = async (range: string) => {
      const answer = await page.request.get(`${page.url()}/file`, { headers: { range } })
      expect(answer.status()).toBe(206)
      return answer.body()
    }
    const half = Math.floor(whole.length / 2)
    const joined = [await part(`bytes=0-${half - 1}`), await part(`bytes=${half}-`)]
    expect(Buffer.concat(joined).equals(whole)).toBe(true)

    const files = unzip(whole)
    const { records } = JSON.parse(files.get('data.json')?.toString() ?? '')
    const held = Object.entries<unknown[]>(records).filter(([name]) => name.startsWith('data-'))
    const [row] = await ctx.db
      .select({ all: count() })
      .from(holdings)
      .where(eq(holdings.customerId, ctx.subject))
    expect(held.flatMap(([, all]) => all)).toHaveLength(row?.all ?? -1)
    expect(files.get('digest.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
    await page.reload()
    await expect(page.getByText(say('download.left', { all: 5, left: 3 }))).toBeVisible()
  })

test(
  'a copy that has no downloads left says so and offers a new one, and another’s is not there',
  anyWidth,
  async ({ page, signIn, accessible }) => {
    test.setTimeout(120_000)
    const say = translator('kk', 'copies')
    await signIn('new')
    await page.goto('/copies')
    await page.getByRole('button', { name: say('ask.whole') }).click()
    await page.waitForURL(/\/copies\/[0-9a-f-]{36}$/)
    const copy = page.url()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('copy.title-ready'), {
      timeout: 60_000,
    })
    for (let time = 1; time <= 5; time += 1)
      expect((await page.request.get(`${copy}/file`, { headers: { range: 'bytes=0-9' } })).status()).toBe(206)
    expect((await page.request.get(`${copy}/file`)).ok()).toBe(false)
    const beyond = await page.request.get(`${copy}/file`, { headers: { range: 'bytes=999999999-' } })
    expect([beyond.status(), beyond.headers()['content-range']]).toEqual([
      416,
      expect.stringMatching(/^bytes \*\/\d+$/),
    ])
    await page.goto(copy)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('copy.title-used-up'))
    await expect(page.getByRole('link', { name: say('copy.new') })).toBeVisible()
    await accessible(page)
    await signIn('new')
    expect((await page.goto(copy))?.status()).toBe(404)
    expect((await page.request.get(`${copy}/file`)).status()).toBe(404)
  },
)

test('an old code is asked for anew before a copy', anyWidth, async ({ page, signIn }) => {
  await signIn('new', { codeAgeMinutes: 11 })
  await page.goto('/copies')
  await page.getByRole('button', { name: translator('kk', 'copies')('ask.whole') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expect(page).toHaveURL('/copies')
})
