import type { Tx } from '#db/client.ts'
import type { Ctx } from '../context.ts'
import { queueRows } from './queue-rows.ts'
import type { QueueRow } from './schema.ts'
import { isLate, openComplaints, standing } from './standing.ts'

/** The complaints whose answer is late, the longest overdue first, for escalation. It is called inside a verb. */
export async function lateComplaints(ctx: Ctx, tx: Tx, limit: number): Promise<QueueRow[]> {
  const of = standing(ctx, tx, openComplaints(tx)).as('standing')
  return (await queueRows(ctx, tx, of, { where: isLate(ctx, of), limit })).map(({ row }) => row)
}
