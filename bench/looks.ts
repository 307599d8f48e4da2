import { type Browser, chromium, type Page } from '@playwright/test'
import { serveDemo } from '#testing/serve-demo.ts'
import playwright from '../playwright.config.ts'
import { buildPortalIfNeeded } from '../scripts/build-if-needed.ts'
import { findChromium } from '../scripts/chromium.ts'
import { signIn } from './pages/sign-in.ts'
import { printTable, quantile } from './table.ts'

/**
 * `npm run bench:looks`, with customer and agent each in a browser on the production build: after the customer ends a
 * look, how soon the agent's next request is refused and how soon their page leaves by itself; and how soon the
 * customer's open page shows a request. The result is printed; it never fails.
 */
const rounds = 5
const targetMs = 2000

buildPortalIfNeeded()
const executablePath = await findChromium()
const portal = await serveDemo()
const browser = await chromium.launch({ ...playwright.use?.launchOptions, executablePath })
try {
  const [customer, agent] = [await customerPage(browser), await agentPage(browser)]
  const reference = await openCase(customer)
  const told: number[] = []
  const refused: number[] = []
  const left: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await customer.goto('/settings')
    await agent.goto(`/staff/looks/new?complaint=${encodeURIComponent(reference)}`)
    await agent.locator('[name=text]').fill('Өлшеу үшін сұралған көру сеансы')
    await agent.locator('[name=pages][value=consents]').check()
    await agent.locator('button.main').click()
    await agent.waitForURL(/\/staff\/looks\/[0-9a-f-]{36}$/)
    told.push(await since(() => customer.locator('.band').waitFor()))
    const lookId = agent.url().split('/').at(-1) ?? ''
    await customer.goto(`/looks/${lookId}`)
    await customer.locator('[name=answer][value=grant]').click()
    await customer.locator('[name=answer][value=end]').waitFor()
    await begin(agent, lookId)
    const page = agent.url()
    await customer.goto(`/looks/${lookId}`)
    await customer.locator('main [name=answer][value=end]').click()
    const gone = since(() => agent.waitForURL(/\/staff\/looks\//))
    refused.push(await since(() => untilRefused(agent, page)))
    left.push(await gone)
  }
  const row = (what: string, times: number[]) => [
    what,
    ...[0.5, 1].map((share) => quantile(times, share).toFixed(0)),
  ]
  printTable(
    `A look between two browsers, ms over ${rounds} rounds`,
    ['', 'median', 'longest'],
    [
      row('request sent → told on the customer’s open page', told),
      row('"stop now" pressed → the agent’s next request is refused', refused),
      row('"stop now" pressed → the agent’s page has left by itself', left),
    ],
  )
  const met = Math.max(...refused) < targetMs
  console.log(`\n${met ? '✓ met' : '✗ not met'}: ended on the agent's next request within ${targetMs} ms`)
} finally {
  await browser.close()
  await portal.stop()
}
process.exit(0)

async function customerPage(browser: Browser): Promise<Page> {
  const { cookies } = await signIn(browser, portal.url)
  const context = await browser.newContext({ baseURL: portal.url })
  await context.addCookies(cookies)
  return context.newPage()
}

/** Signs in the demo's first agent through the demo's provider. */
async function agentPage(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: portal.url })).newPage()
  await enter(page, '/staff/sign-in')
  return page
}

async function enter(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.locator('form[action="/staff/sign-in/start"] button').first().click()
  await page.waitForURL((url) => !url.href.startsWith(portal.url))
  await page.locator('button').first().click()
  await page.waitForURL((url) => url.href.startsWith(`${portal.url}/staff/`))
}

/** The number of the customer's first open complaint. */
async function openCase(page: Page): Promise<string> {
  await page.goto('/complaints')
  const found = /Ш-\d{4}-\d+/.exec((await page.locator('main').textContent()) ?? '')?.[0]
  if (!found) throw new Error('the demo’s customer has no complaint')
  return found
}

/** Signs the agent in once more, and begins the look. */
async function begin(agent: Page, lookId: string): Promise<void> {
  await enter(agent, `/staff/sign-in?fresh=1&back=/staff/looks/${lookId}`)
  await agent.locator('button.main').click()
  await agent.waitForURL(/\/staff\/view\//)
}

/** Requests the page until it is refused; after the end the first request must be. */
async function untilRefused(agent: Page, page: string): Promise<void> {
  while ((await agent.request.get(page, { maxRedirects: 0 })).status() === 200);
}

async function since(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
