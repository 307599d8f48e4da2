import { and, eq } from 'drizzle-orm'
import { cases } from '#db/schema/cases.ts'
import { requireSubject } from '../access.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { readCaseNumber } from '../cases/case-number.ts'
import { numberedComplaintInput } from './schema.ts'

/** The id of the customer's own complaint with a number as people write it; null when they have none. */
export const findNumberedComplaint = verb(
  'complaints:list',
  numberedComplaintInput,
  async (ctx, { number }): Promise<string | null> => {
    const reference = readCaseNumber(number, ctx.now)
    if (!reference) return null
    const own = and(eq(cases.customerId, requireSubject(ctx)), eq(cases.reference, reference))
    const [found] = await read(ctx, (tx) => tx.select({ id: cases.id }).from(cases).where(own))
    return found?.id ?? null
  },
)
