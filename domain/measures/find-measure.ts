import { and, eq } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { measureSteps, measures } from '#db/schema/measures.ts'
import type { Ctx } from '../context.ts'
import { locked, notFound } from '../errors.ts'
import { conflictOfInterest } from '../looks/conflict-of-interest.ts'
import { recordMissing } from '../record-missing.ts'
import { lockSignIn } from '../sign-in-state.ts'
import { decidableUntil } from './rules.ts'
import type { MeasureRow } from './take-measure.ts'

/**
 * A measure that staff asked for and that nobody has decided on, with its customer's sign-in locked.
 * @throws DomainError `not-found`; `locked` when it was decided on, or its time is over
 */
export async function findWaiting(ctx: Ctx, tx: Tx, id: string): Promise<MeasureRow> {
  const [measure] = await tx.select().from(measures).where(eq(measures.id, id))
  if (!measure) throw notFound()
  const { customerId } = measure
  await lockSignIn(tx, customerId, 'measure')
  const decided = await tx
    .select({ number: measureSteps.number })
    .from(measureSteps)
    .where(and(eq(measureSteps.customerId, customerId), eq(measureSteps.measureId, id)))
  if (decided.length > 0) throw locked('measure.decided')
  if (ctx.now >= decidableUntil(measure.askedAt)) throw locked('measure.over')
  return measure
}

/** @throws DomainError `locked` for oneself, and for a customer whose guardian or dependant one is */
export async function requireUnrelated(tx: Tx, staffId: string, customerId: string): Promise<void> {
  const why = await conflictOfInterest(tx, staffId, customerId)
  if (why === 'look.oneself') throw locked('measure.oneself')
  if (why === 'look.relative') throw locked('measure.relative')
}

/** Does the work; when nothing is found by the id, writes an audit row that an actor asked for it. */
export const recordMissingMeasure = <T>(ctx: Ctx, objectId: string, work: () => Promise<T>): Promise<T> =>
  recordMissing(ctx, 'measure.not-found', objectId, work)
