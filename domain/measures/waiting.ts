import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { measureSteps, measures } from '#db/schema/measures.ts'
import type { Ctx, CtxBy } from '../context.ts'
import { openText } from '../crypto.ts'
import type { maskedCustomers } from '../looks/masked-customers.ts'
import { decidableUntil, waitSeconds } from './rules.ts'
import type { WaitingMeasure } from './schema.ts'

const listed = 50

export const waitingOf = (customerId: string): SQL => eq(measures.customerId, customerId)

/** Measures that wait for a decision, the longest waiting first. */
export function readWaiting({ now }: Pick<Ctx, 'now'>, tx: Tx, where?: SQL) {
  const since = new Date(now.getTime() - waitSeconds * 1000)
  const undecided = sql`not exists (select from ${measureSteps} s
    where s.customer_id = ${measures.customerId} and s.measure_id = ${measures.id})`
  return tx
    .select()
    .from(measures)
    .where(and(where, gt(measures.askedAt, since), undecided))
    .orderBy(asc(measures.askedAt))
    .limit(listed)
}

type Waiting = Awaited<ReturnType<typeof readWaiting>>[number]

/**
 * Their views. Those of a customer whose key was destroyed are left out.
 * @param masked their customers.
 */
export function waitingViews(
  { actor }: CtxBy<'staff'>,
  rows: readonly Waiting[],
  masked: Awaited<ReturnType<typeof maskedCustomers>>,
): WaitingMeasure[] {
  return rows.flatMap(({ customerId, id, kind, reason, noteSealed, askedBy, askedAt }) => {
    const customer = masked.get(customerId)
    if (!customer) return []
    const note = noteSealed ? openText(customer.key, noteSealed, `measures:${id}:note`) : ''
    const mine = askedBy === actor.staffId
    const until = decidableUntil(askedAt)
    return [{ id, kind, reason, note, customer: customer.name, staffId: askedBy, askedAt, until, mine }]
  })
}
