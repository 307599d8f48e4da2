import type { Page } from '@playwright/test'
import { fileComplaint } from '#domain/complaints/file-complaint.ts'
import { answerLook } from '#domain/looks/answer-look.ts'
import { approveLook } from '#domain/looks/approve-look.ts'
import { askForLook } from '#domain/looks/ask-for-look.ts'
import { endLook } from '#domain/looks/end-look.ts'
import { openPage } from '#domain/looks/open-page.ts'
import { spokenWords } from '#domain/looks/spoken-words.ts'
import { startLook } from '#domain/looks/start-look.ts'
import { translator } from '#i18n/translator.ts'
import type { Locale } from '#policy/locale.ts'
import type { Guest, StaffGuest } from './fixtures.ts'

export type Desk = (role: 'agent' | 'officer' | 'supervisor', staffId?: string) => Promise<StaffGuest>

/** A signed-in customer with a complaint, and an agent of their own at a desk in another browser. */
export async function stage(guest: Guest, desk: Desk) {
  const { reference } = await fileComplaint(guest.ctx, {
    kind: 'ordinary',
    text: 'Бас тартқаннан кейін де жарнама келіп жатыр.',
  })
  return { reference, agent: await desk('agent') }
}

/** A request as an agent would make it. */
export const wanted = (reference: string, rest: object = {}) => ({
  reference,
  kind: 'leave',
  reason: 'check-complaint',
  text: 'SMS келісімінің күйін тексеру',
  pages: ['consents', 'data'],
  minutes: 15,
  ...rest,
})

/** The two words of a request as its pages show them. */
export function spoken(locale: Locale, lookId: string): string {
  const [first, second] = spokenWords(lookId)
  const say = translator(locale, 'looks.words')
  return say('pair', { first: say(`is.${first}`), second: say(`is.${second}`) })
}

/** A look under way, made by the verbs; its pages are for the browser to open. */
export async function running(guest: Guest, agent: StaffGuest, reference: string, rest: object = {}) {
  const { lookId } = await askForLook(agent.ctx, wanted(reference, rest))
  await answerLook(guest.ctx, { lookId, answer: 'grant' })
  await startLook(agent.ctx, { lookId })
  return lookId
}

/** Staff find a customer by their phone number, as a person does. */
export async function findAtDesk(seen: Page, { phone }: Guest): Promise<void> {
  await seen.goto('/staff/customers')
  await seen.getByLabel('Шағым нөмірі, ЖСН не телефон').fill(phone)
  await seen.getByRole('button', { name: 'Табу' }).click()
  await seen.getByRole('heading', { name: /•/ }).waitFor()
}

/** A look that two seniors approved instead of the customer, begun and ended by the verbs. */
export async function withoutLeave(agent: StaffGuest, seniors: StaffGuest[], reference: string) {
  const { lookId } = await askForLook(agent.ctx, wanted(reference, { kind: 'break-glass' }))
  for (const { ctx } of seniors) await approveLook(ctx, { lookId, answer: 'grant' })
  await startLook(agent.ctx, { lookId })
  await openPage(agent.ctx, { lookId, page: 'data' })
  await endLook(agent.ctx, { lookId })
  return lookId
}
