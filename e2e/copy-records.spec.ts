import { readFileSync } from 'node:fs'
import { translator } from '#i18n/translator.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { unzip } from '#testing/unzip.ts'

test('a system of the bank sends its records for a copy, the page says so, and the copy has them all', async ({
  page,
  signIn,
  accessible,
}) => {
  test.setTimeout(120_000)
  const say = translator('kk', 'copies')
  await signIn('new')
  await page.goto('/copies')
  await page.getByRole('button', { name: say('ask.whole') }).click()
  await page.waitForURL(/\/copies\/[0-9a-f-]{36}$/)
  const system = page.locator('#systems').locator('.row').filter({ hasText: 'Негізгі банк жүйесі' })
  await expect(system).toContainText(say('systems.state.done'), { timeout: 60_000 })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(say('copy.title-ready'), {
    timeout: 60_000,
  })
  const [, shown = ''] = /(\d+)\s+жазба/.exec(await system.innerText()) ?? []
  await accessible(page)

  const saving = page.waitForEvent('download')
  await page.getByRole('button', { name: 'ZIP' }).click()
  const files = unzip(readFileSync(await (await saving).path()))
  const parsed = (name: string) => JSON.parse(files.get(name)?.toString() ?? '')
  const sent = parsed('data.json').records['records-core-banking']
  expect(sent).toHaveLength(Number(shown))
  expect(sent.length).toBeGreaterThan(100)
  const manifest = parsed('manifest.json')
  expect(manifest.records['records-core-banking']).toBe(sent.length)
  expect(manifest.systems).toMatchObject([{ id: 'core-banking', sent: true, records: sent.length }])
  const { rows } = manifest.files.find(({ path }: { path: string }) => path === 'records-core-banking.csv')
  expect(rows).toBe(sent.length)
  expect(files.get('records-core-banking.csv')?.toString().trim().split('\n')).toHaveLength(sent.length + 1)
  await page.goto('/activity')
  await expect(page.getByText('Банк жүйесі көшірмеңізге жазбаларын жіберді.')).toBeVisible()
})
