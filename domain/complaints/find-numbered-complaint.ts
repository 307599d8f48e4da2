import { and, eq } from 'drizzle-orm'
import { complaints } from '#db/schema/complaints.ts'
import { requireSubject } from '../access.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readComplaintNumber } from './complaint-number.ts'
import { numberedComplaintInput } from './schema.ts'

/** The id of the customer's own complaint with a number as people write it; null when they have none. */
export const findNumberedComplaint = verb(
  'complaints:list',
  numberedComplaintInput,
  async (ctx, { number }): Promise<string | null> => {
    const reference = readComplaintNumber(number, ctx.now)
    if (!reference) return null
    const own = and(eq(complaints.customerId, requireSubject(ctx)), eq(complaints.reference, reference))
    const [found] = await read(ctx, (tx) => tx.select({ id: complaints.id }).from(complaints).where(own))
    return found?.id ?? null
  },
)
