import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { count, eq } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { automatedDecisions } from '#db/schema/automated-decisions.ts'
import { cases } from '#db/schema/cases.ts'
import { consentDecisions } from '#db/schema/consents.ts'
import { contacts } from '#db/schema/contacts.ts'
import { copies } from '#db/schema/copies.ts'
import { holdings } from '#db/schema/holdings.ts'
import { looks } from '#db/schema/looks.ts'
import { disclosures } from '#db/schema/recipients.ts'
import { restrictions } from '#db/schema/restrictions.ts'
import { sessions } from '#db/schema/sessions.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { translator } from '#i18n/translator.ts'
import { catalogue } from '#policy/load.ts'
import { locales } from '#policy/locale.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { bareNumbers } from '#testing/browser/bare-numbers.ts'
import { expect, type Guest, test } from '#testing/browser/fixtures.ts'
import { layoutFaults } from '#testing/browser/layout-faults.ts'
import { unzip } from '#testing/unzip.ts'

/** Nothing of the page is cut off or covered on a small phone, nor with letters of twice their size there. */
async function fitsEnlarged(page: Page): Promise<void> {
  const size = page.viewportSize()
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  expect(await layoutFaults(page)).toEqual([])
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '212.5%'))
  expect(await layoutFaults(page)).toEqual([])
  if (size) await page.setViewportSize(size)
  await page.reload()
}

/** How many records the database has of a customer, by the names of the tables of a copy. */
async function countsIn({ db, subject }: Guest['ctx']): Promise<Record<string, number>> {
  const rowsOf = async (table: PgTable & { customerId: PgColumn }) =>
    (await db.select({ all: count() }).from(table).where(eq(table.customerId, subject)))[0]?.all ?? 0
  const tables = {
    ...{
      complaints: cases,
      consents: consentDecisions,
      contacts,
      copies,
      disclosures,
      looks,
      restrictions,
      sessions,
    },
    'automated-decisions': automatedDecisions,
  }
  const named = Object.entries(tables).map(async ([name, table]) => [name, await rowsOf(table)] as const)
  const held = await db
    .select({ field: holdings.field })
    .from(holdings)
    .where(eq(holdings.customerId, subject))
  const categories = catalogue().categories.map(
    ({ id, fields }) =>
      [`data-${id}`, held.filter(({ field }) => fields.some((one) => one.id === field)).length] as const,
  )
  return Object.fromEntries([...(await Promise.all(named)), ...categories])
}

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
    await fileComplaint(ctx, { kind: 'ordinary', text: 'Нөмірімді кім берді?' })
    await page.context().addCookies([{ name: 'arqau.locale', value: locale, url: baseURL ?? '' }])
    await page.goto('/copies')
    await accessible(page)
    await page.getByRole('button', { name: say('ask.whole') }).click()
    await page.waitForURL(/\/copies\/[0-9a-f-]{36}$/)
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toHaveText(say('copy.title-ready'), { timeout: 60_000 })
    await accessible(page)
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    await accessible(page, 'color-contrast')
    expect(await bareNumbers(page)).toEqual([])
    await fitsEnlarged(page)

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
    const data = JSON.parse(files.get('data.json')?.toString() ?? '')
    const fits = addFormats.default(new Ajv2020({ strict: false }))
    const valid = fits.compile(JSON.parse(files.get('schema.json')?.toString() ?? ''))
    expect(valid(data), JSON.stringify(valid.errors)).toBe(true)
    const written = Object.entries<unknown[]>(data.records).map(([name, all]) => [name, all.length])
    expect(Object.fromEntries(written)).toMatchObject(await countsIn(ctx))
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
