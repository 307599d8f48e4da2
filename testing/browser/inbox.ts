import type { BrowserContext } from '@playwright/test'
import { expect } from './fixtures.ts'

/** As the Kazakh and Russian texts begin; notices to the same number hold no such thing. */
const codeAtTheHead = /(\d{6}) [–—]/

/**
 * The newest code sent to a number, as the demo's inbox shows it.
 * @param sent how many codes were sent to it so far; the inbox is read again until all of them have come.
 */
export async function openDemoInbox(context: BrowserContext, phone: string, sent = 1): Promise<string> {
  const inbox = await context.newPage()
  const messages = inbox.getByRole('listitem').filter({ hasText: phone }).filter({ hasText: codeAtTheHead })
  await expect(async () => {
    await inbox.goto('/demo/inbox')
    await expect(messages).toHaveCount(sent, { timeout: 500 })
  }).toPass()
  const code = codeAtTheHead.exec((await messages.first().textContent()) ?? '')?.[1] ?? ''
  await inbox.close()
  return code
}
