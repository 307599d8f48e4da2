import type { Ctx } from '#domain/context.ts'
import { putHoldings } from '#domain/holdings/put-holdings.ts'
import type { DueMessage } from '#domain/messages/open-message.ts'
import { queueNotice } from '#domain/messages/queue-notice.ts'
import type { Sender } from '#domain/messages/send-due-messages.ts'
import { record } from '#domain/record.ts'
import { change } from '#domain/transaction.ts'
import { asVerb } from './as-verb.ts'
import { freshCustomer } from './customers.ts'
import { testPhones, type World } from './world.ts'

export const testEmail = 'aru@example.kz'

/** A sender that takes everything, and what it took. */
export function taker(keepsText = false): Sender & { taken: DueMessage[] } {
  const taken: DueMessage[] = []
  return { taken, keepsText, send: async (message) => void taken.push(message) }
}

/** Registers the nth customer with a phone and, unless told otherwise, an e-mail address. */
export async function reachable(world: World, nth: number, address: string | null = testEmail) {
  return withContacts(world, await world.customer(nth), testPhones[nth], address)
}

/** Registers a customer of one test's own with a phone and an e-mail address. */
export async function freshReachable(world: World) {
  const customer = await freshCustomer(world)
  return withContacts(world, customer, customer.phone, testEmail)
}

async function withContacts<C extends { subject: string }>(
  world: World,
  customer: C,
  phone: string | undefined,
  address: string | null,
): Promise<C> {
  const holdings = [
    { field: 'phone', value: phone, obtainedVia: 'app' },
    ...(address ? [{ field: 'email', value: address, obtainedVia: 'app' }] : []),
  ]
  await putHoldings(world.system(customer.subject), { holdings })
  return customer
}

/** Queues a notice as a desk's verb would. */
export const notify = (ctx: Ctx, now = ctx.now) =>
  change(asVerb({ ...ctx, now }), async (tx) => {
    await queueNotice({ ...ctx, now }, tx, 'complaint-answered', { reference: 'Ш-2026-00417' })
    await record(ctx, tx, { action: 'complaint.answered' })
  })
