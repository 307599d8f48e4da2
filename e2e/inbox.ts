import type { BrowserContext } from '@playwright/test'
import { expect } from './fixtures.ts'

/** The newest code sent to a number, as the demo's inbox shows it. */
export async function openDemoInbox(context: BrowserContext, phone: string): Promise<string> {
  const inbox = await context.newPage()
  const message = inbox.getByRole('listitem').filter({ hasText: phone }).first()
  await expect(async () => {
    await inbox.goto('/demo/inbox')
    await expect(message).toBeVisible({ timeout: 500 })
  }).toPass()
  const code = /(\d{6}) —/.exec((await message.textContent()) ?? '')?.[1] ?? ''
  await inbox.close()
  return code
}
