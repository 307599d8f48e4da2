import type { Browser } from '@playwright/test'
import { demoPhones } from '#demo/data/world.ts'
import { openDemoInbox } from '#testing/browser/inbox.ts'
import type { Session } from './portal-pages.ts'

/** Signs in through the pages as the demo's customer with years of history. */
export async function signIn(browser: Browser, url: string): Promise<Session> {
  const context = await browser.newContext({ baseURL: url })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.locator('[name=phone]').fill(demoPhones.gulsim)
  await page.locator('[value=send]').click()
  const code = page.locator('[name=code]')
  await code.waitFor()
  await code.fill(await openDemoInbox(context, demoPhones.gulsim))
  await code.press('Enter')
  await page.waitForURL(new URL('/', url).href)
  const cookies = await context.cookies()
  await context.close()
  return { cookies, header: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
}
