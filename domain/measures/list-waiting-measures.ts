import { ne } from 'drizzle-orm'
import { measures } from '#db/schema/measures.ts'
import { maskedCustomers } from '../looks/masked-customers.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import type { WaitingMeasure } from './schema.ts'
import { readWaiting, waitingViews } from './waiting.ts'

/** The measures that wait for a second member of staff, the longest waiting first. */
export const listWaitingMeasures = verb(
  'measures:answer',
  (ctx): Promise<WaitingMeasure[]> =>
    read(ctx, async (tx) => {
      const rows = await readWaiting(ctx, tx)
      const masked = await maskedCustomers(ctx, tx, [...new Set(rows.map(({ customerId }) => customerId))])
      return waitingViews(ctx, rows, masked)
    }),
)

/** How many of them this member of staff can decide on. */
export const countWaitingMeasures = verb('measures:answer', async (ctx): Promise<number> => {
  const rows = await read(ctx, (tx) => readWaiting(ctx, tx, ne(measures.askedBy, ctx.actor.staffId)))
  return rows.length
})
