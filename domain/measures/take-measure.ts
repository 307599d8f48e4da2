import { and, eq, isNull } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { measureSteps, type measures } from '#db/schema/measures.ts'
import { sessions } from '#db/schema/sessions.ts'
import type { CtxBy } from '../context.ts'
import { queueNotice } from '../messages/queue-notice.ts'
import { record } from '../record.ts'
import type { MeasureKind } from './schema.ts'

/** A measure as its row says it. */
export type MeasureRow = Pick<
  typeof measures.$inferSelect,
  'customerId' | 'id' | 'kind' | 'reason' | 'askedBy'
>
type MeasureCtx = CtxBy<'staff' | 'system'>

const told = {
  block: { action: 'sign-in.blocked', notice: 'sign-in-blocked' },
  unblock: { action: 'sign-in.unblocked', notice: 'sign-in-unblocked' },
  'end-sessions': { action: 'sessions.ended', notice: 'sessions-ended' },
} as const satisfies Record<MeasureKind, object>

/**
 * Takes a measure: it holds from now on, the customer's sessions end, the log says so and the customer is told. The
 * transaction has taken the lock of a measure.
 * @param steps how many steps of measures the customer has.
 */
export async function takeMeasure(ctx: MeasureCtx, tx: Tx, row: MeasureRow, steps: number): Promise<void> {
  const own = { ...ctx, subject: row.customerId }
  const { action, notice } = told[row.kind]
  await writeMeasureStep(ctx, tx, row, 'taken', steps)
  if (row.kind !== 'unblock')
    await tx.update(sessions).set({ endedAt: ctx.now }).where(openSessions(row.customerId))
  await record(own, tx, { action, objectId: row.id, detail: { reason: row.reason } })
  await queueNotice(own, tx, notice)
}

/** The customer's sessions that nobody has ended. */
export const openSessions = (customerId: string) =>
  and(eq(sessions.customerId, customerId), isNull(sessions.endedAt))

/** The staff code or the system's id. */
const actorIdOf = ({ actor }: MeasureCtx): string => (actor.kind === 'staff' ? actor.staffId : actor.systemId)

/** Writes what became of a measure. */
export async function writeMeasureStep(
  ctx: MeasureCtx,
  tx: Tx,
  { customerId, id: measureId, kind: measure, askedBy }: MeasureRow,
  kind: (typeof measureSteps.$inferInsert)['kind'],
  steps: number,
): Promise<void> {
  await tx.insert(measureSteps).values({
    customerId,
    number: steps + 1,
    measureId,
    measure,
    kind,
    askedBy,
    actorKind: ctx.actor.kind,
    actorId: actorIdOf(ctx),
    at: ctx.now,
  })
}
