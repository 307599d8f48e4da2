import type { Browser, Page } from '@playwright/test'
import type { DemoStaff } from '#demo/data/world.ts'
import type { Action } from '#domain/actions.ts'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { recallSeconds } from '#domain/life-spans.ts'
import { auditOf } from '../audit.ts'
import { letOut, moveOn, tellCustomer } from '../bank-texts.ts'
import { later } from '../clock.ts'
import { type Guest, signInStaff, staffContext } from './fixtures.ts'

export const main = (page: Page) => page.getByRole('main')
export const answerField = (page: Page) => page.getByLabel('Мәтін', { exact: true })
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
export const deskPage = (reference: string) => `/staff/cases/${encodeURIComponent(reference)}`

/** Files a complaint of a new customer with that text. */
export const filed = async ({ ctx }: Guest, text: string) =>
  fileComplaint({ ...ctx, locale: 'kk', now: new Date() }, { kind: 'ordinary', text })

/** A browser of its own with a member of staff signed in. */
export async function deskOf(browser: Browser, who: DemoStaff, page: Page, baseURL = ''): Promise<Page> {
  const viewport = page.viewportSize()
  const context = await browser.newContext({ baseURL, locale: 'kk-KZ', ...(viewport && { viewport }) })
  await signInStaff(context, who, baseURL)
  return context.newPage()
}

/** The actors of an action, by the customer's log. */
export const actorsOf = async ({ ctx }: Guest, action: Action) =>
  (await auditOf(ctx.db, { customerId: ctx.subject, action })).map(({ actorId }) => actorId)

/** The bank's next step, taken half a minute ago, so that its text has left by now. */
export const bankMoves = async ({ ctx }: Guest, step: Record<string, unknown>): Promise<void> =>
  tellCustomer(later(await staffContext(ctx.subject), -recallSeconds), step)

/** The bank's next step on a request, taken half a minute ago as well. */
export const bankMovesOn = async ({ ctx }: Guest, step: Record<string, unknown>): Promise<void> =>
  moveOn(later(await staffContext(ctx.subject), -recallSeconds), step)

/** Lets the text leave that waits, without waiting for it. */
export const leave = ({ ctx }: Guest) => letOut({ ...ctx, now: new Date() })

/** Shows what was written as the customer would read it, and sends it. */
export async function sendText(desk: Page, kind: string): Promise<void> {
  await button(desk, kind).click()
  await button(desk, 'Клиентке жіберу').click()
}
