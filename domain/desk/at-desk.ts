import { eq } from 'drizzle-orm'
import { complaints } from '#db/schema/complaints.ts'
import { readComplaintNumber } from '../complaints/complaint-number.ts'
import { type Ctx, handedOut } from '../context.ts'
import { invalid, notFound } from '../errors.ts'
import { read } from '../transaction.ts'
import { verb } from '../verb.ts'
import { atDeskInput } from './schema.ts'

/**
 * The desk's context for one complaint. The subject comes from the complaint's own row, found by its number as people
 * write it.
 * @throws DomainError `not-found`, `invalid`
 */
export const atDesk = verb(
  'complaints:answer',
  atDeskInput,
  async (ctx, { reference }): Promise<{ ctx: Ctx & { subject: string }; complaintId: string }> => {
    const number = readComplaintNumber(reference, ctx.now)
    if (!number) throw invalid('reference', 'complaint.unknown')
    const [row] = await read(ctx, (tx) =>
      tx
        .select({ subject: complaints.customerId, complaintId: complaints.id })
        .from(complaints)
        .where(eq(complaints.reference, number)),
    )
    if (!row) throw notFound()
    return { ctx: { ...handedOut<Ctx>(ctx), subject: row.subject }, complaintId: row.complaintId }
  },
)
