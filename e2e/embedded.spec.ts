import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIRequestContext, Browser } from '@playwright/test'
import { demoIins, demoPhones } from '#demo/data/world.ts'
import { anyWidth } from '#testing/browser/any-width.ts'
import { type EmbeddedServer, startEmbedded } from '#testing/browser/embedded.ts'
import { expect, test } from '#testing/browser/fixtures.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'

/** Signs in through the pages, as someone trying the demo does, for the first or the nth time. */
async function signInByHand(browser: Browser, server: EmbeddedServer, phone: string, times = 1) {
  const context = await browser.newContext({ baseURL: server.url, locale: 'kk-KZ' })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Ұялы телефон нөмірі').fill(phone)
  await page.getByRole('button', { name: 'Код алу' }).click()
  await page.getByLabel('Алты цифрлы код').fill(await openDemoInbox(context, phone, times))
  await page.getByRole('button', { name: 'Кіру', exact: true }).click()
  await expect(page).toHaveURL('/')
  return { context, page }
}

interface Row {
  json: { previousId: string }
}

/** Switches one consent back and forth until the server is gone; every confirmed decision, in order. */
async function toggleUntilGone(request: APIRequestContext, confirmed: string[]): Promise<void> {
  for (let on = true; ; on = !on) {
    const data = {
      json: {
        consent: 'marketing-email',
        outcome: on ? 'given' : 'withdrawn',
        previousId: confirmed.at(-1) ?? null,
      },
    }
    const answer = await request
      .post('/api/portal/consents/decide', { data, headers: { 'sec-fetch-site': 'same-origin' } })
      .catch(() => null)
    if (!answer?.ok()) return
    const row: Row = await answer.json()
    confirmed.push(row.json.previousId)
  }
}

test(
  'the demo killed while toggling loses no confirmed decision, and nothing personal lies open',
  anyWidth,
  async ({ browser }) => {
    test.setTimeout(240_000)
    const folder = mkdtempSync(join(tmpdir(), 'arqau-embedded-'))
    const first = await startEmbedded(folder)
    const { context } = await signInByHand(browser, first, demoPhones.empty)
    const confirmed: string[] = []
    const toggling = toggleUntilGone(context.request, confirmed)
    await expect.poll(() => confirmed.length, { timeout: 60_000 }).toBeGreaterThan(20)
    await first.kill('SIGKILL')
    await toggling
    await context.close()

    const second = await startEmbedded(folder)
    const { context: again, page } = await signInByHand(browser, second, demoPhones.empty, 2)
    await page.goto('/consents')
    for (const id of confirmed.slice(-3))
      expect((await again.request.get(`/receipts/${id}`)).status(), id).toBe(200)
    const stale = { json: { consent: 'marketing-email', outcome: 'given', previousId: confirmed.at(0) } }
    const refused = await again.request.post('/api/portal/consents/decide', {
      data: stale,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    expect(refused.status()).toBe(409)
    await again.close()
    await second.kill('SIGTERM')

    const secrets = [
      demoIins.gulsim,
      demoPhones.gulsim,
      demoPhones.gulsim.slice(1),
      'gulsim.omarova@example.kz',
      demoPhones.empty,
    ]
    // The greeting names the numbers to sign in with; every line after it is the log.
    const lines = `${first.output()}\n${second.output()}`.split('\n')
    const logged = lines.filter((line) => line.startsWith('{')).join('\n')
    expect(logged).toContain('/api/portal/consents/decide')
    for (const secret of secrets) {
      expect(logged, 'the log').not.toContain(secret.replace(/^\+/, ''))
      expect(filesHolding(secret, join(folder, 'db')), `files that hold ${secret}`).toEqual([])
    }
    rmSync(folder, { recursive: true, force: true })
  },
)

function filesHolding(text: string, folder: string): string[] {
  try {
    return execFileSync('grep', ['-rlaF', '--', text, folder], { encoding: 'utf8' }).trim().split('\n')
  } catch {
    return []
  }
}
