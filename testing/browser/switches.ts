import type { Locator, Page } from '@playwright/test'

/** The row of a consent. */
export const row = (page: Page, id: string): Locator => page.locator(`#${id}`)

/** The switch of a consent. */
export const toggle = (page: Page, id: string): Locator => row(page, id).getByRole('switch')

/** What is asked before a consent goes on. */
export const question = (page: Page, id: string): Locator =>
  row(page, id).getByRole('group', { name: 'Қоспас бұрын: бұл келісім не туралы' })

/** Presses a switch on, ticks what must be confirmed, and says yes. */
export async function switchOn(page: Page, id: string): Promise<void> {
  await toggle(page, id).click()
  const asked = question(page, id)
  await asked.getByRole('heading').first().waitFor()
  const confirmation = asked.getByRole('checkbox')
  if ((await confirmation.count()) > 0) await confirmation.check()
  await asked.getByRole('button', { name: 'Келісім беремін' }).click()
}
